"""How people stand towards a facility on a day: held or affiliated, and whether their sentence has ended."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from organisations.days import on
from organisations.models import Facility
from participants.choices import CustodyDateKind
from participants.models import Affiliation, Custody, CustodyDate, Person, RegisterNumber


def sentence_end(day: date, custody: str) -> Subquery:
    """SQL: the end of the sentence of a custody column, in the version known on ``day``."""
    versions = CustodyDate.objects.filter(custody=OuterRef(custody), kind=CustodyDateKind.END, known_from__lte=day)
    return Subquery(versions.order_by("-known_from").values("day")[:1])


def with_standing(people: QuerySet[Person], *, at_facility: Facility, day: date) -> QuerySet[Person]:
    """People with how they stand towards one facility on ``day``, each column null where it does not apply.

    ``custody_id``, ``legal_status``, ``block``, ``number``, ``ends_on`` (end of sentence) of the stay there;
    ``affiliation_id``, ``affiliation_kind`` of the tie of those who are not held.
    """
    held = Custody.objects.filter(person=OuterRef("pk"), facility=at_facility).current(day).order_by("-admitted_on")
    tied = Affiliation.objects.filter(on(day, "starts_on", "ends_on"), person=OuterRef("pk"), facility=at_facility)
    numbers = RegisterNumber.objects.filter(on(day), custody=OuterRef("custody_id")).order_by("-valid_from", "-pk")
    return people.annotate(custody_id=Subquery(held.values("pk")[:1])).annotate(
        legal_status=Subquery(held.values("legal_status")[:1]),
        block=Subquery(held.values("block")[:1]),
        number=Subquery(numbers.values("number")[:1]),
        ends_on=sentence_end(day, "custody_id"),
        affiliation_id=Subquery(tied.order_by("-starts_on").values("pk")[:1]),
        affiliation_kind=Subquery(tied.order_by("-starts_on").values("kind")[:1]),
    )


def here() -> Q:
    """Of people with their standing: those held or affiliated there."""
    return Q(custody_id__isnull=False) | Q(affiliation_id__isnull=False)


def sentence_running(day: date) -> Q:
    """Of people with their standing: those whose sentence has not ended by ``day``, or whose end is not known."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)
