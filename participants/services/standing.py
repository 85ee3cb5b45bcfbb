"""How people stand towards a facility on a day: held or affiliated, and whether their sentence has ended."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from organisations.days import on
from organisations.models import Facility
from participants.choices import CustodyDateKind
from participants.models import Affiliation, CustodyDate, Person, RegisterNumber
from participants.services.those import among_those, asked_of


def sentence_end(day: date, custody: str) -> Subquery:
    """SQL: the end of the sentence of a custody column, in the version known on ``day``."""
    versions = CustodyDate.objects.filter(custody=OuterRef(custody), kind=CustodyDateKind.END, known_from__lte=day)
    return Subquery(versions.order_by("-known_from").values("day")[:1])


def with_standing(
    people: QuerySet[Person], *, at_facility: Facility | int | None = None, day: date
) -> QuerySet[Person]:
    """People with how they stand on ``day`` towards one facility, or each towards their own, where none is named.

    ``custody_id``, ``legal_status``, ``block``, ``number``, ``ends_on`` (end of sentence) of the stay there;
    ``is_tied``, ``affiliation_id``, ``affiliation_kind`` of the tie of those who are not held. What does not apply is
    null.
    """
    place = F("facility") if at_facility is None else at_facility
    place_above = OuterRef("facility") if at_facility is None else at_facility
    # Joined, not looked up person by person: nobody is at two places at once, so a join adds no row, and it is read
    # in one sweep.
    held = Q(custodies__facility=place, custodies__admitted_on__lte=day)
    held &= Q(custodies__left_on__isnull=True) | Q(custodies__left_on__gt=day)
    tied = Affiliation.objects.filter(on(day, "starts_on", "ends_on"), person=OuterRef("pk"), facility=place_above)
    numbers = RegisterNumber.objects.filter(on(day), custody=OuterRef("custody_id")).order_by("-valid_from", "-pk")
    return people.annotate(stay=FilteredRelation("custodies", condition=held)).annotate(
        custody_id=F("stay__pk"),
        legal_status=F("stay__legal_status"),
        block=F("stay__block"),
        number=Subquery(numbers.values("number")[:1]),
        ends_on=sentence_end(day, "custody_id"),
        is_tied=Exists(tied),
        affiliation_id=Subquery(tied.order_by("-starts_on").values("pk")[:1]),
        affiliation_kind=Subquery(tied.order_by("-starts_on").values("kind")[:1]),
    )


def standing_of(people: Collection[UUID], *, at_facility: Facility, day: date) -> dict[UUID, Person]:
    """The same of some people towards one facility, by their keys; as a question that is worked out once a day."""
    sql, values = _in_sql(at_facility.pk, day)
    return {person.pk: person for person in Person.objects.raw(sql, asked_of(people, values))}


@lru_cache(maxsize=100)
def _in_sql(facility: int, day: date) -> tuple[str, tuple]:
    those = with_standing(Person.objects.filter(among_those("pk")), at_facility=facility, day=day)
    return those.query.sql_with_params()


def here() -> Q:
    """Of people with their standing: those held or affiliated there."""
    return Q(custody_id__isnull=False) | Q(is_tied=True)


def sentence_running(day: date) -> Q:
    """Of people with their standing: those whose sentence has not ended by ``day``, or whose end is not known."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)
