"""The ways on from each state of a class: what each is called, who may take it, what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Access
from accounts.roles import FACILITY_STAFF, Role
from participants.models import Attendance, Enrolment
from participants.services.closing import cancel
from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models import TrainingSession
from programs.services import session_states
from web.numbers import number


@dataclass(frozen=True)
class Act:
    """One way on: what it is called, where it leads, who may take it, and the service that does it."""

    address: str
    label: Promise
    to: SessionStatus
    roles: frozenset[str]
    do: Callable[..., bool]
    done: Promise
    happens: Callable[[TrainingSession], list[str]]


def _approving(_session: TrainingSession) -> list[str]:
    return [_("The class is approved under your name."), _("Then it can be opened for enrolment.")]


def _sending_back(_session: TrainingSession) -> list[str]:
    return [_("The class is a draft again; whoever plans it reads your reason.")]


def _opening(session: TrainingSession) -> list[str]:
    seats = number(session.capacity or 0)
    return [_("People can be put into the class from now on. It has %(n)s seats.") % {"n": seats}]


def _beginning(_session: TrainingSession) -> list[str]:
    return [_("The class counts as running."), _("People can still join while seats are free.")]


def _calling_off(session: TrainingSession) -> list[str]:
    people = Enrolment.objects.live().filter(session=session).count()
    marks = Attendance.objects.filter(session=session).count()
    said = [_("The class is called off for good, with your reason. This cannot be taken back.")]
    if people:
        words = ngettext(
            "%(n)s person is withdrawn from the class and free at its later hours.",
            "%(n)s people are withdrawn from the class and free at its later hours.",
            people,
        )
        said.append(words % {"n": number(people)})
    if marks:
        words = ngettext("%(n)d mark of attendance is kept.", "%(n)d marks of attendance are kept.", marks)
        said.append(words % {"n": marks})
    return said


HEAD = frozenset({Role.HEAD})

ACTS = {
    "approve": Act(
        "session_approve", gettext_lazy("Approve the class"), SessionStatus.APPROVED, HEAD,
        session_states.approve, gettext_lazy("The class was approved."), _approving,
    ),
    "send_back": Act(
        "session_send_back", gettext_lazy("Send back as a draft"), SessionStatus.DRAFT, HEAD,
        session_states.send_back, gettext_lazy("The class is a draft again."), _sending_back,
    ),
    "open": Act(
        "session_open", gettext_lazy("Open for enrolment"), SessionStatus.OPEN, FACILITY_STAFF,
        session_states.open_up, gettext_lazy("The class is open for enrolment."), _opening,
    ),
    "begin": Act(
        "session_begin", gettext_lazy("Mark as begun"), SessionStatus.RUNNING, FACILITY_STAFF,
        session_states.begin, gettext_lazy("The class is running."), _beginning,
    ),
    "cancel": Act(
        "session_cancel", gettext_lazy("Call the class off"), SessionStatus.CANCELLED, FACILITY_STAFF,
        cancel, gettext_lazy("The class was called off."), _calling_off,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """An act as the page of a class offers it."""

    href: str
    label: str
    to: SessionStatus


def ways_on(session: TrainingSession, access: Access) -> list[Way]:
    """What this user may do with the class now, the way forward first."""
    following = SESSION_TRANSITIONS[session.status]
    ways = [
        Way(reverse(act.address, args=[session.pk]), str(act.label), act.to)
        for act in ACTS.values()
        if act.to in following and access.has(*act.roles)
    ]
    if SessionStatus.FINISHED in following:
        ways.insert(-1, Way(reverse("session_close", args=[session.pk]), _("Close the class"), SessionStatus.FINISHED))
    return ways
