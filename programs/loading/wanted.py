"""What an entry makes: a title of ours, the figures and the statements. Nothing here asks the database."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from organisations.choices import AgreementKind, HowKnown
from programs.choices import Basis, Measure, StatementKind, Unit
from programs.loading.read import Entry

LONGEST_TITLE = 300
NAMED_TOPICS = 2
"""Topics that a title of ours names before it counts the rest."""

REMARKS = "en"
"""The language of what the entry's own writer adds: remarks, reasons of what was inferred, notes on numbers."""

BY_FIELD = (
    StatementKind.PARTICIPANTS,
    StatementKind.TRAINERS,
    StatementKind.SELECTION,
    StatementKind.PRODUCTS,
    StatementKind.SALES,
    StatementKind.EQUIPMENT,
    StatementKind.FUNDING,
    StatementKind.AFTERWARDS,
)
"""The kinds of statement whose key is the name of the field that makes them."""

KINDS = (
    (AgreementKind.MOU, re.compile(r"\bnota kesepahaman\b|\bMoU\b", re.IGNORECASE)),
    (AgreementKind.PKS, re.compile(r"\bperjanjian kerja sama\b|\bPKS\b", re.IGNORECASE)),
    (AgreementKind.LETTER, re.compile(r"^surat\b", re.IGNORECASE)),
)
"""The words by which a source says what kind of document an agreement is; the first that is found counts."""


NOT_YET = "planned, not yet held"
"""The remark by which an entry says that its days and numbers are those of a plan."""


class FigureTold(NamedTuple):
    """A number of an entry, of its topic at ``topic`` (0: of the programme)."""

    topic: int
    measure: Measure
    basis: Basis
    unit: Unit
    value: int
    how_known: HowKnown


class StatementTold(NamedTuple):
    """A sentence of an entry."""

    kind: StatementKind
    position: int
    text: str
    language: str = ""


def title(entry: Entry) -> str:
    """A title of ours: the topics and the place, or the organiser where no topic is named."""
    names = [topic.name for topic in entry.topics]
    what = ", ".join(names[:NAMED_TOPICS]) or entry.organiser or "Pelatihan"
    if len(names) > NAMED_TOPICS:
        what = f"{what} dan {len(names) - NAMED_TOPICS} materi lain"
    made = f"{what} – {entry.prison}"
    return made if len(made) <= LONGEST_TITLE else f"{made[: LONGEST_TITLE - 1]}…"


def agreement_kind(printed: str | None) -> AgreementKind:
    """What kind of document the source's words name."""
    return next((kind for kind, words in KINDS if words.search(printed or "")), AgreementKind.OTHER)


def is_planned(entry: Entry) -> bool:
    """Whether the entry tells of what was planned and not yet held."""
    return any(remark.startswith(NOT_YET) for remark in entry.quirks)


def figures(entry: Entry) -> Iterator[FigureTold]:
    """Every number of an entry, with whether it was inferred."""
    inferred = {remark.split(" (")[0] for remark in entry.inferred_fields}
    basis = Basis.PLANNED if is_planned(entry) else Basis.ACTUAL

    def told(value: int | None, measure: Measure, unit: Unit, field: str, topic: int = 0) -> Iterator[FigureTold]:
        if value is not None:
            how_known = HowKnown.INFERRED if field in inferred else HowKnown.STATED
            yield FigureTold(topic, measure, basis, unit, value, how_known)

    yield from told(entry.participants_total, Measure.PARTICIPANTS, Unit.PEOPLE, "participants_total")
    for position, topic in enumerate(entry.topics, start=1):
        yield from told(topic.participants, Measure.PARTICIPANTS, Unit.PEOPLE, "topic counts", position)
    yield from told(entry.staff_participants, Measure.STAFF_PARTICIPANTS, Unit.PEOPLE, "staff_participants")
    yield from told(entry.days, Measure.LENGTH, Unit.DAYS, "days")
    yield from told(entry.hours_jp, Measure.LENGTH, Unit.LESSON_HOURS, "hours_jp")
    if entry.certificates:
        yield from told(entry.certificates.count, Measure.CERTIFICATES, Unit.PIECES, "certificates.count")


def statements(entry: Entry) -> Iterator[StatementTold]:
    """Every sentence of an entry. Of certificates the first place is their kind, the second a note."""
    for kind in BY_FIELD:
        if said := getattr(entry, kind.value):
            yield StatementTold(kind, 1, said, REMARKS if kind is StatementKind.PARTICIPANTS else "")
    if entry.certificates:
        for position, said in enumerate((entry.certificates.kind, entry.certificates.note), start=1):
            if said:
                yield StatementTold(StatementKind.CERTIFICATES, position, said)
    for kind, remarks in ((StatementKind.QUIRK, entry.quirks), (StatementKind.INFERRED, entry.inferred_fields)):
        for position, said in enumerate(remarks, start=1):
            yield StatementTold(kind, position, said, REMARKS)
