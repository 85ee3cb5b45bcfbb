"""Choosing people for a class: in what order they are offered, and why the others cannot be chosen."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from participants.choices import AffiliationKind
from participants.days import local_day, years_between
from participants.models import Enrolment, Person, RegisterNumber
from participants.register.texts import number_key
from participants.services.candidates import candidates
from participants.services.clashes import clashes
from participants.services.comparing import trainings
from participants.services.standing import here, with_standing
from programs.models import TrainingSession
from web.dates import clock, long_date, weekday_date, zone_name

SHOWN = 400
"""How many people stand on the page at most; more cannot be looked through by eye, so the search helps on."""


def offered(session: TrainingSession, *, day: date) -> QuerySet[Person]:
    """The candidates in the order in which a class is filled, each with ``trained`` and ``leaves_early``.

    First whoever stays to the end of the class and is released soonest after it: they need the training first;
    of these who was never trained. Whose sentence ends before the class does stands last.
    """
    before_the_end = When(ends_on__lt=session.planned_end, then=Value(True)) if session.planned_end else None
    early = Case(*filter(None, [before_the_end]), default=Value(False), output_field=BooleanField())
    return (
        candidates(session, day=day)
        .annotate(
            trained=trainings(),
            leaves_early=early,
        )
        .order_by("leaves_early", F("ends_on").asc(nulls_last=True), "trained", Upper("name"), "pk")
    )


def sought(people: QuerySet[Person], *, words: str, block: str, or_chosen: Collection[UUID] = ()) -> QuerySet[Person]:
    """Of people with their standing: whom the words name by name, alias or number, in that block; and the chosen."""
    condition = Q()
    if words:
        condition &= Q(name__icontains=words) | Q(alias__icontains=words) | _numbered(words)
    if block:
        condition &= Q(block__istartswith=block)
    return people.filter(condition | Q(pk__in=or_chosen)) if condition and or_chosen else people.filter(condition)


def first_that_fit(people: Iterable[Person], how_many: int) -> set[UUID]:
    """The first so many of the people offered; whoever leaves before the end of the class is passed over."""
    return {person.pk for person in islice((who for who in people if not who.leaves_early), how_many)}


def _numbered(words: str) -> Q:
    """A register number however it is spelt."""
    key = number_key(words)
    held = RegisterNumber.objects.filter(custody=OuterRef("custody_id"), key__contains=key)
    return Q(Exists(held)) if key else Q()


def described(people: Iterable[Person], *, day: date) -> list[Person]:
    """People with their standing, each with ``age`` and, for those not held, ``kind``: as what they take part."""
    known = list(people)
    for person in known:
        person.age = years_between(person.birth_date, day)
        person.kind = "" if person.custody_id else AffiliationKind(person.affiliation_kind).label
    return known


@dataclass(frozen=True)
class Hindrance:
    """Somebody who was looked for and cannot be chosen: why, and what would change it."""

    person: Person
    why: str
    way_on: str


def hindered(session: TrainingSession, *, day: date, words: str, block: str) -> list[Hindrance]:
    """Of the people looked for: who is held here and still no candidate."""
    here_now = with_standing(Person.objects.filter(facility=session.venue_id), at_facility=session.venue, day=day)
    others = sought(here_now.filter(here()), words=words, block=block)
    others = others.exclude(pk__in=candidates(session, day=day).values("pk")).order_by(Upper("name"), "pk")
    people = list(others[:SHOWN])
    keys = [person.pk for person in people]
    inside = set(Enrolment.objects.live().filter(session=session, person__in=keys).values_list("person_id", flat=True))
    elsewhere = clashes(keys, session=session, joined_at=None)
    zone = session.venue.time_zone
    return [
        Hindrance(person, *_hindrance(person, day, person.pk in inside, elsewhere.get(person.pk), zone))
        for person in people
    ]


def _hindrance(person: Person, day: date, inside: bool, clash, zone: str) -> tuple[str, str]:
    if inside:
        return _("in this class already"), ""
    if person.ends_on and person.ends_on < day:
        ended = {"day": long_date(person.ends_on)}
        return _("sentence ended on %(day)s, release not recorded") % ended, _("Check the register.")
    if clash:
        meeting = {
            "class": clash.title,
            "day": weekday_date(local_day(clash.starts_at, zone)),
            "time": f"{clock(clash.starts_at, zone)} {zone_name(zone)}",
        }
        return (
            _("clash: %(class)s, %(day)s at %(time)s") % meeting,
            _("Withdraw from that class first, or choose a class at other hours."),
        )
    return _("not free at these hours"), ""
