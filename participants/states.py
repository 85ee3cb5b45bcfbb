"""How somebody stands towards the facility, in words and a shape."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from organisations.states import State
from participants.choices import AffiliationKind, EnrolmentStatus
from participants.models import Enrolment, EnrolmentEvent, Person

HELD = State("run", _("Held here"))
ENDED = State("look", _("ended, release not recorded"))
GONE = State("done", _("No longer here"))

SHAPES = {
    EnrolmentStatus.PROPOSED: "plan",
    EnrolmentStatus.WAITING: "plan",
    EnrolmentStatus.ENROLLED: "run",
    EnrolmentStatus.SUSPENDED: "look",
    EnrolmentStatus.COMPLETED: "done",
    EnrolmentStatus.NOT_COMPLETED: "stop",
    EnrolmentStatus.WITHDRAWN: "stop",
}


def standing_state(person: Person, day: date) -> State:
    """Of a person with their standing on that day."""
    if person.custody_id:
        return ENDED if person.ends_on is not None and person.ends_on < day else HELD
    if person.affiliation_id:
        return State("run", AffiliationKind(person.affiliation_kind).label)
    return GONE


def enrolment_state(enrolment: Enrolment) -> State:
    """The stored status of an enrolment, with its shape."""
    return State(SHAPES[enrolment.status], enrolment.get_status_display())


def event_state(event: EnrolmentEvent) -> State:
    """What an enrolment became by one event, with its shape."""
    return State(SHAPES[event.to_status], event.get_to_status_display())
