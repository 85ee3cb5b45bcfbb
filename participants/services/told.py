"""What is told of people: shown in words, found by its key, ended."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from participants.models import (
    BoardDecision,
    DisciplineEntry,
    Domicile,
    Interest,
    Language,
    Person,
    QuestionAnswer,
    RiskClass,
)
from participants.models.told import Told
from participants.rule_choices import Risk, Spoken

YES = "yes"
NOTHING = Value("", CharField())


def _truth(column: str) -> Case:
    return Case(When(**{column: True}, then=Value(YES)), default=Value(""), output_field=CharField())


@dataclass(frozen=True)
class Kind:
    """A kind of fact: its table, what it is called, and the two columns that say what it is."""

    model: type[Told]
    label: str
    what: str | Combinable
    more: str | Combinable = NOTHING


KINDS: dict[str, Kind] = {
    "interest": Kind(Interest, _("Interest"), "skill__name"),
    "board": Kind(BoardDecision, _("Decision of the TPP"), _truth("approves"), "number"),
    "risk": Kind(RiskClass, _("Risk class"), "risk"),
    "discipline": Kind(DisciplineEntry, _("Register F"), "number"),
    "domicile": Kind(Domicile, _("Domicile"), "place", "province"),
    "language": Kind(Language, _("Language"), "language"),
    "answer": Kind(QuestionAnswer, _("Question"), "question__text", _truth("yes")),
}
"""Each kind of fact by the word in the address."""


@dataclass(frozen=True)
class Fact:
    """One fact as a page shows it."""

    key: UUID
    person: UUID
    kind: str
    starts_on: date
    ends_on: date | None
    what: str
    more: str

    @property
    def label(self) -> str:
        """What its kind is called."""
        return str(KINDS[self.kind].label)

    @property
    def words(self) -> str:
        """What it says, without its days."""
        return in_words(self.kind, self.what, self.more)

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def in_words(kind: str, what: str, more: str) -> str:
    """What a fact says, without its days."""
    match kind:
        case "board":
            said = str(_("approves")) if what == YES else str(_("refuses"))
            return f"{said} ({more})" if more else said
        case "risk":
            return str(Risk(what).label)
        case "language":
            return str(Spoken(what).label)
        case "discipline":
            return what or str(_("entry in Register F"))
        case "answer":
            return f"{what} {_('Yes') if more == YES else _('No')}"
    return ", ".join(part for part in (what, more) if part)


@dataclass(frozen=True)
class Group:
    """The facts of one kind, each with whether it holds, the newest first."""

    kind: str
    label: str
    facts: tuple[tuple[Fact, bool], ...]


def told_of(person: Person, *, day: date) -> list[Group]:
    """Everything told of somebody, kind by kind, mistakes aside; one statement."""
    told: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(_facts(Q(person=person.pk)), key=lambda fact: fact.starts_on, reverse=True):
        told[fact.kind].append(fact)
    return [
        Group(name, str(kind.label), tuple((fact, fact.holds(day)) for fact in told[name]))
        for name, kind in KINDS.items()
    ]


def found(key: UUID) -> Fact | None:
    """A fact by its key, in whatever table it stands, among those that the reader may see."""
    return next(iter(_facts(Q(pk=key))), None)


def _facts(which: Q) -> list[Fact]:
    first, *others = (_rows(name, kind).filter(which) for name, kind in KINDS.items())
    return [Fact(*row) for row in first.union(*others, all=True)]


def _rows(name: str, kind: Kind) -> QuerySet:
    what, more = (Cast(F(one) if isinstance(one, str) else one, CharField()) for one in (kind.what, kind.more))
    told = kind.model.objects.standing().annotate(kind=Value(name, CharField()), told_what=what, told_more=more)
    return told.values_list("pk", "person_id", "kind", "starts_on", "ends_on", "told_what", "told_more")


def end(fact: Fact, *, last: date | None) -> None:
    """Let a fact end on a day; without one it was a mistake and never held."""
    change = {"mistaken": True} if last is None else {"ends_on": last}
    KINDS[fact.kind].model.objects.filter(pk=fact.key).update(**change)
