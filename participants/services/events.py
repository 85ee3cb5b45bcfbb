"""What happened to one enrolment, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from participants.choices import RESULTS, EnrolmentStatus
from participants.eligibility import in_words
from participants.models import Enrolment, EnrolmentEvent, RuleAnswer
from participants.rule_choices import Verdict
from participants.states import SHAPES

LATE = timedelta(hours=1)
"""From here on, a change is said to have been entered later than it happened."""

MARKS = {EnrolmentStatus.WITHDRAWN: "gone", EnrolmentStatus.WAITING: "todo", EnrolmentStatus.PROPOSED: "todo"}


@dataclass(frozen=True)
class Happened:
    """One change: what, who, when and why; ``entered`` where it was written down later."""

    title: str
    who: str
    at: datetime
    why: str
    mark: str
    shape: str
    entered: datetime | None


def happened(row: Enrolment) -> list[Happened]:
    """Every change of an enrolment, the newest first."""
    events = EnrolmentEvent.objects.filter(enrolment=row).select_related("actor")
    return [_told(event) for event in reversed(events)]


def _told(event: EnrolmentEvent) -> Happened:
    return Happened(
        title=_title(event),
        who=event.actor.get_full_name(),
        at=event.at,
        why=": ".join(filter(None, [event.get_reason_kind_display(), event.reason])),
        mark=MARKS.get(event.to_status, "done"),
        shape=SHAPES[event.to_status],
        entered=event.recorded_at if event.recorded_at - event.at > LATE else None,
    )


def _title(event: EnrolmentEvent) -> str:
    """The new state in words; a correction says what stood there, a return that it is one."""
    now = {"now": event.get_to_status_display(), "before": event.get_from_status_display()}
    if event.from_status in RESULTS:
        return _("Corrected: %(now)s, was %(before)s") % now
    if event.from_status == EnrolmentStatus.SUSPENDED and event.to_status == EnrolmentStatus.ENROLLED:
        return _("Back in class")
    if event.from_status == EnrolmentStatus.WAITING and event.to_status == EnrolmentStatus.ENROLLED:
        return _("Seat given from the waiting list")
    if event.to_status == EnrolmentStatus.COMPLETED and event.reason:
        return _("Completed by decision")
    return now["now"]


CHIPS = {Verdict.PASSES: "ok", Verdict.ADVISES: "look", Verdict.OVERRIDE: "look"}


@dataclass(frozen=True)
class Kept:
    """What one rule said when the person came in: the rule, what it saw, what came of it, who set it aside and why."""

    rule: str
    value: str
    at: datetime
    verdict: str
    chip: str
    reason: str
    by: str


def rules_said(row: Enrolment) -> list[Kept]:
    """What the rules said of an enrolment, as far as the reader may know it, in the order in which it was asked."""
    answers = RuleAnswer.objects.filter(enrolment=row).select_related("rule", "overridden_by").order_by("at", "pk")
    return [
        Kept(
            rule=in_words(answer.rule),
            value=answer.value,
            at=answer.at,
            verdict=answer.get_verdict_display(),
            chip=CHIPS[Verdict(answer.verdict)],
            reason=answer.overridden_reason,
            by=answer.overridden_by.get_full_name() if answer.overridden_by else "",
        )
        for answer in answers
    ]
