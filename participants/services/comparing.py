"""What staff compare people by, beside their standing: days of the sentence, trainings, classes going on now."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from participants.choices import CustodyDateKind, EnrolmentStatus
from participants.days import years_between
from participants.models import CustodyDate, Enrolment, Person
from participants.states import standing_state
from programs.models import Meeting


def has_training() -> Exists:
    """Of people: whether they hold a seat in a class, or held one to its end."""
    return Exists(Enrolment.objects.seated().filter(person=OuterRef("pk")))


def trainings() -> Coalesce:
    """Of people: in how many classes they hold a seat, or held one to the end."""
    seats = Enrolment.objects.seated().filter(person=OuterRef("pk")).order_by().values("person")
    return Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0)


def seats_now(now: datetime) -> QuerySet[Enrolment]:
    """Seats, also suspended ones, in classes that have a meeting still to come or going on."""
    ahead = Meeting.objects.held().filter(session=OuterRef("session"), ends_at__gt=now)
    return Enrolment.objects.filter(Exists(ahead), status__in=(EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED))


def in_class(now: datetime) -> Exists:
    """Of people: whether they sit in a class now."""
    return Exists(seats_now(now).filter(person=OuterRef("pk")))


def compared(people: Iterable[Person], *, day: date, now: datetime) -> list[Person]:
    """People with their standing, each with ``state``, ``age``, ``days`` of the sentence by kind, and ``classes``."""
    known = list(people)
    days, classes = _days(known, day), _classes(known, now)
    for person in known:
        person.state, person.age = standing_state(person, day), years_between(person.birth_date, day)
        person.days, person.classes = days[person.custody_id], classes[person.pk]
        person.passed, person.ahead = _around(person.days, day)
    return known


def _days(people: list[Person], day: date) -> dict[UUID | None, dict[str, date]]:
    """For each stay the days of its sentence, in the version known on ``day``."""
    stays = [person.custody_id for person in people if person.custody_id]
    versions = CustodyDate.objects.filter(custody__in=stays, known_from__lte=day)
    found: dict[UUID | None, dict[str, date]] = defaultdict(dict)
    newest = versions.order_by("custody", "kind", "-known_from").distinct("custody", "kind")
    for custody, kind, when in newest.values_list("custody", "kind", "day"):
        found[custody][kind] = when
    return found


def _around(days: dict[str, date], day: date) -> tuple[str, tuple[str, date] | None]:
    """The name of the last stage before the end that has passed, and the first one still ahead with its day."""
    stages = [(kind.label, days[kind]) for kind in CustodyDateKind if kind in days and kind != CustodyDateKind.END]
    passed = [label for label, when in stages if when < day]
    return passed[-1] if passed else "", next(((label, when) for label, when in stages if when >= day), None)


def _classes(people: list[Person], now: datetime) -> dict[UUID, list[Enrolment]]:
    seats = seats_now(now).filter(person__in=[person.pk for person in people])
    found: dict[UUID, list[Enrolment]] = defaultdict(list)
    for enrolment in seats.select_related("session").order_by("session__planned_start", "pk"):
        found[enrolment.person_id].append(enrolment)
    return found
