"""Publishing a report: its numbers are kept, and what is different later is explained by what arrived late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import access_of
from accounts.roles import Role
from programs.access import sees_whole
from programs.facts import Facts
from programs.models import Programme
from reports import figures
from reports.figures import DEFINITIONS, VERSION, Cell, Cut, Fig, Filters, Value, cube
from reports.figures.classes import classes_of
from reports.figures.scope import Reach
from reports.models import Edition

STATED, STATED_TARGET, PEOPLE = "stated_participants", "stated_target", "people"
COUNTED = {
    "seats": Fig.PLANNED,
    "enrolled": Fig.ENROLLED,
    "completed": Fig.COMPLETED,
    "not_completed": Fig.NOT_COMPLETED,
    "withdrawn": Fig.WITHDRAWN,
    "attended": Fig.ATTENDED,
}
"""What is kept of each class, and the figure that it is part of."""

LOCK = 0xED1710


def may_publish(user, programme: Programme) -> bool:
    """Corrections, and officials of whoever organises the programme: those who answer for what it achieved."""
    return access_of(user).has(Role.CORRECTIONS, Role.OFFICIAL) and sees_whole(programme, user)


@transaction.atomic
def publish(programme: Programme, *, by, at: datetime, on: date, note: str = "") -> Edition:
    """Publish the report of a programme as it stands. People are counted first, if the programme has closed.

    Where nothing changed since the newest edition, that one is the answer: a second click publishes nothing.
    """
    if not may_publish(by, programme):
        raise PermissionDenied
    _alone()
    figures.close_periods(on)
    numbers = numbers_of(programme, by, on)
    newest = Edition.objects.filter(programme=programme).first()
    if newest and (newest.numbers, newest.definitions) == (numbers, VERSION):
        return newest
    return Edition.objects.create(
        programme=programme,
        published_at=at,
        published_by=by,
        note=note.strip(),
        definitions=VERSION,
        numbers=numbers,
    )


@transaction.atomic
def publish_history(*, at: datetime, on: date) -> Edition | None:
    """Keep what was loaded at the start as one edition, of all programmes at once; nothing where that was done."""
    _alone()
    if Edition.objects.filter(is_history=True).exists():
        return None
    figures.close_periods(on)
    table = figures.table(Reach(everything=True), rows=Cut.PROGRAMME)
    kept = {head.key: {"title": head.name, "figures": _kept(table.row(head.key))} for head in table.rows}
    numbers = {"figures": _kept(table.total), "programmes": kept}
    return Edition.objects.create(is_history=True, published_at=at, definitions=VERSION, numbers=numbers)


def numbers_of(programme: Programme, reader, on: date) -> dict:
    """Everything that an edition of a programme keeps, as it stands now."""
    facts = Facts(programme, on=on)
    total = cube(reader, where=Filters.of(Cut.PROGRAMME, programme.pk)).total
    people = figures.people_of_programme(reader, programme.pk)
    told = _kept(total)
    told[STATED] = _plain(getattr(figures.participants(facts), "value", None))
    told[STATED_TARGET] = _plain(getattr(figures.target(facts), "value", None))
    told[PEOPLE] = _plain(people and people.people)
    return {"figures": told, "classes": [one.as_dict() for one in classes_of(reader, programme.pk)]}


def _kept(cell: Cell) -> dict[str, dict]:
    return {fig.value: _value(cell[fig]) for fig in DEFINITIONS if cell[fig].applies}


def _value(value: Value) -> dict:
    """Of a share its two numbers, else the number; exact, as text."""
    parts = {"number": value.number, "numerator": value.numerator, "denominator": value.denominator}
    return {name: None if part is None else str(part) for name, part in parts.items()} | {"unknown": int(value.unknown)}


def _plain(number) -> dict:
    return {"number": None if number is None else str(number)}


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True)
class Late:
    """What arrived after an edition: of one class, or a class as a whole."""

    title: str
    facility: str
    says: str


@dataclass(frozen=True)
class Difference:
    """One figure that is no longer what the edition says, and what of it arrived late in which class."""

    key: str
    was: str | None
    now: str | None
    late: tuple[Late, ...] = ()


def differences(edition: Edition, programme: Programme, reader, on: date) -> list[Difference]:
    """What has changed since a programme's edition was published, by whom one may know the whole programme."""
    now = numbers_of(programme, reader, on)
    was = edition.numbers if edition.programme_id else edition.numbers["programmes"].get(str(programme.pk), {})
    found = []
    for key, kept in was.get("figures", {}).items():
        current = now["figures"].get(key, {"number": None})
        if current["number"] != kept["number"]:
            found.append(Difference(key, kept["number"], current["number"], tuple(_late(key, was, now))))
    return found


def _late(key: str, was: Mapping, now: Mapping) -> list[Late]:
    """Which classes make the difference of a figure that is added up of classes."""
    counted = next((name for name, fig in COUNTED.items() if fig == key), None)
    if counted is None or "classes" not in was:
        return []
    before, after = ({one["key"]: one for one in numbers["classes"]} for numbers in (was, now))
    found = []
    for one in [*after.values(), *(one for place, one in before.items() if place not in after)]:
        old, new = (known[one["key"]][counted] if one["key"] in known else None for known in (before, after))
        if old != new:
            found.append(Late(one["title"], one["facility"], _said(one["key"], before, after, old, new)))
    return found


def _said(key: str, before: Mapping, after: Mapping, old: int | None, new: int | None) -> str:
    if key not in before:
        return _("class added later: %(n)s") % {"n": new or 0}
    if key not in after:
        return _("class called off later: %(n)s") % {"n": -(old or 0)}
    return _("from %(was)s to %(now)s") % {"was": old or 0, "now": new or 0}
