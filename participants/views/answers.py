"""How the answers to many people are laid out: one group per answer, the most urgent first and open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participants.models import Enrolment
from participants.names import display_name
from participants.services.answers import Answer, Outcome
from web.numbers import number

LOOKS = {
    Outcome.NEEDS_OVERRIDE: ("look", gettext_lazy("Needs a decision"), gettext_lazy("Not enrolled: no reason given.")),
    Outcome.CLASH: ("stop", gettext_lazy("Time clash"), gettext_lazy("Not enrolled.")),
    Outcome.FULL: ("stop", gettext_lazy("No seat left"), gettext_lazy("Not enrolled.")),
    Outcome.NOT_ELIGIBLE: ("stop", gettext_lazy("Does not meet the rules"), gettext_lazy("Not enrolled.")),
    Outcome.SENTENCE_ENDED: ("stop", gettext_lazy("Sentence ended"), gettext_lazy("Not enrolled.")),
    Outcome.NOT_HERE: ("stop", gettext_lazy("Not found"), gettext_lazy("Nothing was done.")),
    Outcome.ALREADY_IN: ("", gettext_lazy("Already enrolled"), gettext_lazy("Nothing has changed.")),
    Outcome.WAITING: ("run", gettext_lazy("On the waiting list"), gettext_lazy("They wait for a free seat.")),
    Outcome.ENROLLED: ("ok", gettext_lazy("Enrolled"), ""),
}
"""The look, the words and the hint of each answer, in the order of urgency."""

QUIET = frozenset({Outcome.ALREADY_IN, Outcome.ENROLLED})
"""Answers that ask for nothing: their names stand in short rows."""


@dataclass
class Bucket:
    """Everybody who got the same answer."""

    outcome: Outcome
    kind: str
    title: str
    hint: str
    quiet: bool
    open: bool
    rows: list[dict] = field(default_factory=list)

    @property
    def n(self) -> int:
        """How many."""
        return len(self.rows)


def buckets(answers: Collection[Answer], typed: Mapping[UUID, str] | None = None) -> list[Bucket]:
    """The answers in groups, each with the reason that was ``typed`` beside the name; those that ask for nothing are
    open where nothing else was said.
    """
    numbers = _numbers(answers)
    refused = any(answer.outcome not in QUIET for answer in answers)
    found = []
    for outcome, (kind, title, hint) in LOOKS.items():
        those = [answer for answer in answers if answer.outcome is outcome]
        quiet = outcome in QUIET
        rows = [_row(answer, quiet, numbers) | {"typed": (typed or {}).get(answer.person, "")} for answer in those]
        found.append(Bucket(outcome, kind, title, hint, quiet, open=not (quiet and refused), rows=rows))
    return [bucket for bucket in found if bucket.rows]


def _numbers(answers: Collection[Answer]) -> dict[UUID | None, str]:
    enrolled = [answer.enrolment for answer in answers if answer.enrolment]
    return dict(Enrolment.objects.filter(pk__in=enrolled).values_list("pk", "number_as_enrolled"))


def _row(answer: Answer, quiet: bool, numbers: dict[UUID | None, str]) -> dict:
    """A name with its number; or a name with the sentence that refuses."""
    more = numbers.get(answer.enrolment, "")
    return {
        "person": answer.person,
        "name": display_name(answer.name),
        "more": more,
        "why": "" if quiet else answer.sentence,
    }


def result(answers: Collection[Answer]) -> tuple[int, str]:
    """What was done, in numbers, with the level of the message that says so."""
    enrolled = sum(answer.outcome is Outcome.ENROLLED for answer in answers)
    others = len(answers) - enrolled
    if all(answer.outcome is Outcome.ALREADY_IN for answer in answers):
        return messages.INFO, _("Nothing has changed: everybody chosen is in this class already.")
    waiting = sum(answer.outcome is Outcome.WAITING for answer in answers)
    counted = {"n": number(enrolled), "waiting": number(waiting), "others": number(others - waiting)}
    if waiting and others > waiting:
        return messages.SUCCESS, _("%(n)s enrolled, %(waiting)s on the waiting list, %(others)s not.") % counted
    if waiting:
        return messages.SUCCESS, _("%(n)s enrolled, %(waiting)s on the waiting list.") % counted
    if not enrolled:
        return messages.WARNING, _("Nobody was enrolled.")
    if others:
        return messages.SUCCESS, _("%(n)s enrolled, %(others)s not.") % counted
    words = ngettext("%(n)s person was enrolled.", "%(n)s people were enrolled.", enrolled)
    return messages.SUCCESS, words % counted
