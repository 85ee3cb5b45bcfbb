"""A file of programmes turned into entries. A file with one fault is refused whole, since half of it helps nobody."""

import json
from dataclasses import dataclass
from pathlib import Path

from organisations.choices import Precision
from programs.loading.shapes import (
    PartialDate,
    WrongError,
    address,
    each,
    flag,
    maybe,
    partial_date,
    record,
    shortened,
    text,
    whole,
)


class MalformedError(ValueError):
    """The file cannot be taken; the sentence names the programme and the field."""


@dataclass(frozen=True)
class AgreementTold:
    """An agreement as an entry tells of it."""

    title: str | None
    kind: str | None
    parties: tuple[str, ...]
    number: str | None
    signed_on: PartialDate | None
    term: str | None


@dataclass(frozen=True)
class TopicTold:
    """A topic as an entry lists it."""

    name: str
    participants: int | None


@dataclass(frozen=True)
class CertificatesTold:
    """What an entry says of certificates."""

    count: int | None
    kind: str | None
    note: str | None


@dataclass(frozen=True)
class Entry:
    """One programme as the file tells it, field by field; what is not known is None."""

    id: str
    source_url: str
    also_see: tuple[str, ...]
    prison: str
    prison_kind: str | None
    city: str | None
    province: str | None
    organiser: str | None
    partners: tuple[str, ...]
    agreement: AgreementTold | None
    other_agreements: tuple[AgreementTold, ...]
    topics: tuple[TopicTold, ...]
    participants_total: int | None
    participants_note: str | None
    staff_participants: int | None
    women_only: bool | None
    start: PartialDate | None
    end: PartialDate | None
    days: int | None
    hours_jp: int | None
    trainers_from: str | None
    certificates: CertificatesTold | None
    selection_criteria: str | None
    products: str | None
    sales_or_exhibition: str | None
    equipment_grants: str | None
    funding: str | None
    follow_up: str | None
    quirks: tuple[str, ...]
    inferred_fields: tuple[str, ...]


NAME = text(300)
AGREEMENT = record(
    AgreementTold,
    title=maybe(text(500)),
    kind=maybe(NAME),
    parties=each(NAME),
    number=maybe(NAME),
    signed_on=maybe(partial_date),
    term=maybe(NAME),
)
ENTRY = record(
    Entry,
    id=text(40),
    source_url=address,
    also_see=each(address),
    prison=NAME,
    prison_kind=maybe(text(120)),
    city=maybe(text(100)),
    province=maybe(text(60)),
    organiser=maybe(NAME),
    partners=each(NAME),
    agreement=maybe(AGREEMENT),
    other_agreements=each(AGREEMENT),
    topics=each(record(TopicTold, name=NAME, participants=maybe(whole))),
    participants_total=maybe(whole),
    participants_note=maybe(text()),
    staff_participants=maybe(whole),
    women_only=maybe(flag),
    start=maybe(partial_date),
    end=maybe(partial_date),
    days=maybe(whole),
    hours_jp=maybe(whole),
    trainers_from=maybe(text()),
    certificates=maybe(record(CertificatesTold, count=maybe(whole), kind=maybe(text()), note=maybe(text()))),
    selection_criteria=maybe(text()),
    products=maybe(text()),
    sales_or_exhibition=maybe(text()),
    equipment_grants=maybe(text()),
    funding=maybe(text()),
    follow_up=maybe(text()),
    quirks=each(text()),
    inferred_fields=each(text()),
)


def read(file: Path) -> list[Entry]:
    """The entries of a file, in its order. Raises ``MalformedError`` where anything is wrong with any of them."""
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"), object_pairs_hook=_object)
    except (OSError, ValueError) as error:
        raise MalformedError(f"{file.name} cannot be read as JSON: {error}") from None
    except RecursionError:
        raise MalformedError(f"{file.name} cannot be read as JSON: it is nested too deeply.") from None
    if not isinstance(told, list):
        raise MalformedError(f"{file.name} must be a list of programmes.")
    entries = [_entry(place, one) for place, one in enumerate(told, start=1)]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise _malformed(entry.id, WrongError("is used by an earlier programme of this file", "id"))
        seen.add(entry.id)
    return entries


def _object(pairs: list[tuple[str, object]]) -> dict:
    """An object of the file; a field that stands twice would lose one of its values."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {shortened(twice)} stands twice in one object")
    return made


def _entry(place: int, told: object) -> Entry:
    """One programme; until its id is known, its place in the file stands for it."""
    name = told.get("id") if isinstance(told, dict) else None
    try:
        entry = ENTRY(told)
        _hold_together(entry)
        return entry
    except WrongError as wrong:
        named = shortened(name) if isinstance(name, str) else ""
        raise _malformed(named or f"number {place}", wrong) from None


def _hold_together(entry: Entry) -> None:
    """Check what one field alone cannot tell."""
    start, end = entry.start, entry.end
    exact = start and end and start.precision == end.precision == Precision.DAY
    if exact and end.day < start.day:
        raise WrongError("is before the start", "end")
    if len({entry.source_url, *entry.also_see}) <= len(entry.also_see):
        raise WrongError("names an address twice", "also_see")


def _malformed(programme: str, wrong: WrongError) -> MalformedError:
    field = f", field {'.'.join(wrong.path)}" if wrong.path else ""
    return MalformedError(f"Programme {programme}{field}: {wrong.sentence}.")
