"""What sources publish of one programme, and beside it what its classes add up to by topic. The two are never mixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, QuerySet, Sum

from programs.choices import Basis, Measure, SessionStatus, Unit
from programs.facts import Facts
from programs.models import Figure, SessionTally, Topic, TrainingSession


def participants(facts: Facts, topic: Topic | None = None) -> Figure | None:
    """Participants (*peserta*) by the source: how many took part, as a source says it, of a programme or a topic."""
    return facts.figure(Measure.PARTICIPANTS, topic=topic)


def target(facts: Facts, topic: Topic | None = None) -> Figure | None:
    """Target (*target*): how many were to take part, as a source says it. Seats are no target."""
    return facts.figure(Measure.PARTICIPANTS, basis=Basis.TARGET, topic=topic)


def length(facts: Facts) -> Figure | None:
    """Length (*lama*) in days."""
    return facts.figure(Measure.LENGTH, unit=Unit.DAYS)


def lesson_hours(facts: Facts) -> Figure | None:
    """Lesson hours (*jam pelajaran*, JP)."""
    return facts.figure(Measure.LENGTH, unit=Unit.LESSON_HOURS)


def trained_before(facts: Facts) -> list[Figure]:
    """Trained before (*dilatih sebelumnya*): how many a host facility had trained, by the programme's own sources.

    It is a figure of the facility and no part of the programme's participants.
    """
    figures = Figure.objects.filter(
        facility__in=[place.facility_id for place in facts.places if place.facility_id],
        measure=Measure.TRAINED_BEFORE,
        source__in=[source.pk for source in facts.sources],
        used=True,
    )
    return list(figures.select_related("facility", "source").order_by("facility__name", "pk"))


@dataclass(frozen=True)
class Counted:
    """What some classes add up to. Classes that were cancelled are left out."""

    classes: int = 0
    seats: int | None = None
    """Seats (*kursi*): the capacity of the classes; unknown where no class has a capacity yet."""
    taken: int = 0
    """Counted from roster (*dihitung dari daftar*): enrolments that hold a seat now or held one to the end.

    Somebody in two classes counts twice.
    """
    invented: bool = False

    def __add__(self, other: "Counted") -> "Counted":
        known = [seats for seats in (self.seats, other.seats) if seats is not None]
        return Counted(
            self.classes + other.classes,
            sum(known) if known else None,
            self.taken + other.taken,
            self.invented or other.invented,
        )


def counted_by_topic(sessions: QuerySet[TrainingSession]) -> Mapping[UUID | None, Counted]:
    """What these classes add up to, by topic; under ``None`` those without one. Seats used = taken / seats."""
    tallies = SessionTally.objects.filter(session__in=sessions.exclude(status=SessionStatus.CANCELLED).values("pk"))
    rows = tallies.values_list("session__topic").annotate(
        classes=Count("pk"), seats=Sum("capacity"), taken=Sum("seats_taken"), invented=BoolOr("session__invented")
    )
    return {topic: Counted(*sums) for topic, *sums in rows.order_by("session__topic")}
