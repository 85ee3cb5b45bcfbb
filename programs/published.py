"""Published numbers that answer one question, side by side: what sources say of it, and which number is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from programs.models import Figure, Topic

WHOLE = "all"
"""Stands for the whole programme where an address names a topic or none."""

Question = tuple[UUID | None, str, str, str]
"""Topic, measure, basis and unit: what a number is an answer to."""


@dataclass(frozen=True)
class Published:
    """The numbers of one question. Several may disagree; at most one is used."""

    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        """Any of them: what they are of is the same."""
        return self.figures[0]

    @property
    def topic(self) -> Topic | None:
        """The topic that they are of; none where they are of the whole programme."""
        return self.first.topic

    @property
    def used(self) -> Figure | None:
        """The one that is used, if one is."""
        return next((figure for figure in self.figures if figure.used), None)

    @property
    def disagree(self) -> bool:
        """Whether they do not all say the same."""
        return len({(figure.value, figure.text if figure.value is None else "") for figure in self.figures}) > 1

    @property
    def settled(self) -> bool:
        """Whether somebody chose, and said why."""
        return self.used is not None and bool(self.used.used_because)

    @property
    def open(self) -> bool:
        """Whether somebody should choose."""
        return (self.disagree and not self.settled) or self.used is None

    @property
    def of(self) -> str:
        """What they are of, as an address says it."""
        return of(question(self.first))


def question(figure: Figure) -> Question:
    """What a number is an answer to."""
    return figure.topic_id, figure.measure, figure.basis, figure.unit


def of(asked: Question) -> str:
    """A question as an address says it."""
    topic, *rest = asked
    return ".".join([str(topic or WHOLE), *rest])


def published(figures: Iterable[Figure]) -> list[Published]:
    """The numbers by question, in the order in which the questions come; the used one first, then as entered."""
    by_question: dict[Question, list[Figure]] = {}
    for figure in figures:
        by_question.setdefault(question(figure), []).append(figure)
    return [
        Published(tuple(sorted(found, key=lambda figure: (not figure.used, figure.pk))))
        for found in by_question.values()
    ]
