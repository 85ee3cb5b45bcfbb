"""What sources tell of a programme: numbers that disagree, sentences, days by which one follows it, and who paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from organisations.choices import HowKnown, Precision
from programs.choices import Basis, FundingKind, Measure, MilestoneBasis, MilestoneKind, StatementKind, Unit
from programs.models import Figure, FundingLine, Milestone, Statement

FIGURE = (
    "programme", "topic", "measure", "basis", "unit", "value", "text", "how_known", "derivation", "source", "used",
)  # fmt: skip
TOLD = (
    (Figure, FIGURE),
    (Statement, ("programme", "kind", "position", "text", "language", "source")),
    (Milestone, ("programme", "kind", "basis", "day", "day_precision", "source")),
    (FundingLine, ("programme", "organisation", "kind", "amount", "source")),
)
FUNDED = 0.25


@dataclass(frozen=True)
class Told:
    """Of what is told, by which source, and when it was."""

    programme: str
    source: str
    organiser: str
    day: date
    begun: bool
    topics: list[str]
    number: int


def tell(dice: Random, rows: dict[type, list[tuple]], of: Told) -> None:
    """Add what the source says of one programme."""
    _figures(dice, rows[Figure], of)
    _statements(dice, rows[Statement], of)
    _milestones(dice, rows[Milestone], of)
    if dice.random() < FUNDED:
        kind = dice.choice(
            (FundingKind.STATE, FundingKind.STATE, FundingKind.REGION, FundingKind.COMPANY, FundingKind.OWN)
        )
        amount = dice.randrange(5, 400) * 500_000 if dice.random() < 0.6 else None
        rows[FundingLine].append((of.programme, of.organiser if dice.random() < 0.7 else None, kind, amount, of.source))


def _milestones(dice: Random, rows: list[tuple], of: Told) -> None:
    """An opening that was planned and came to pass, and a closing, where they are known."""
    opened, closed = of.day, of.day + timedelta(days=dice.randrange(2, 40))
    for kind, basis, day, often in (
        (MilestoneKind.OPENING, MilestoneBasis.PLANNED, opened, 0.15),
        (MilestoneKind.OPENING, MilestoneBasis.ACTUAL, opened, 0.3 if of.begun else 0),
        (MilestoneKind.CLOSING, MilestoneBasis.PLANNED, closed, 0.1),
    ):
        if dice.random() < often:
            rows.append((of.programme, kind, basis, day, Precision.DAY, of.source))


def _figures(dice: Random, rows: list[tuple], of: Told) -> None:
    """A target, what came about as two sources tell it, and some topics' own numbers."""
    programme, topics, source = of.programme, of.topics, of.source
    people = (Measure.PARTICIPANTS, Basis.ACTUAL, Unit.PEOPLE)
    stated = dice.choice((15, 20, 20, 25, 30, 30, 30, 40, 50, 60, 100, 250))
    if dice.random() < 0.35:
        target = (Measure.PARTICIPANTS, Basis.TARGET, Unit.PEOPLE)
        rows.append(
            (programme, None, *target, stated + dice.choice((-5, 0, 0, 10)), "", HowKnown.STATED, "", source, "t")
        )
    if dice.random() < 0.75:
        rows.append((programme, None, *people, stated, str(stated), HowKnown.STATED, "", source, "t"))
        if dice.random() < 0.1:
            rows.append((programme, None, *people, stated + 6, f"{stated + 6} orang", HowKnown.STATED, "", source, "f"))
    if len(topics) > 1 and dice.random() < 0.5:
        for topic in topics:
            rows.append((programme, topic, *people, stated // len(topics), "", HowKnown.STATED, "", source, "t"))
    if dice.random() < 0.3:
        length = (Measure.LENGTH, Basis.ACTUAL, Unit.DAYS)
        rows.append((programme, None, *length, dice.randrange(1, 30), "", HowKnown.STATED, "", source, "t"))


def _statements(dice: Random, rows: list[tuple], of: Told) -> None:
    """What the source says besides, as it says it."""
    for kind, often, text in (
        (StatementKind.PURPOSE, 0.4, "Agar peserta dapat bekerja atau berusaha setelah bebas."),
        (StatementKind.CERTIFICATES, 0.3, "Peserta menerima sertifikat dari penyelenggara."),
        (StatementKind.PRODUCTS, 0.2, f"Hasil karya peserta angkatan {1 + of.number % 9} dipamerkan."),
        (StatementKind.FUNDING, 0.1, "Dibiayai bersama oleh penyelenggara dan UPT."),
    ):
        if dice.random() < often:
            rows.append((of.programme, kind, 1, text, "id", of.source))
