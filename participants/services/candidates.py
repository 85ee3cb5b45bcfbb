"""Who could be chosen for a class."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from participants.models import Enrolment, Person
from participants.services.standing import here, sentence_running, with_standing
from programs.models import SessionTally, TrainingSession


def candidates(session: TrainingSession, *, day: date) -> QuerySet[Person]:
    """People whom the venue holds on ``day``, whose sentence runs, who are not in the class and free at its hours.

    Each with its standing (``number``, ``block``, ``ends_on`` …). Inside the user's scope.
    """
    hours = Subquery(SessionTally.objects.filter(pk=session.pk).values("busy")[:1])
    inside = Enrolment.objects.live().filter(session=session, person=OuterRef("pk"))
    elsewhere = Enrolment.objects.filter(person=OuterRef("pk"), busy__overlaps=hours).exclude(session=session)
    people = Person.objects.filter(facility=session.venue_id).exclude(Exists(inside)).exclude(Exists(elsewhere))
    return with_standing(people, at_facility=session.venue, day=day).filter(here(), sentence_running(day))
