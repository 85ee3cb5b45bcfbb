"""The state of a thing on a day, where its dates may be known only to the month or year.

A state is never stored: it follows from the day it is asked for. On a day inside an imprecise period two states
are possible, and both are given.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from organisations.choices import AgreementStatus
from organisations.force import possible_states
from organisations.models import Agreement


class State(NamedTuple):
    """A state in words, and its shape on a page (a key of ``web.templatetags.web.STATES``)."""

    shape: str
    label: str


DRAFT = State("plan", AgreementStatus.DRAFT.label)
REVIEW = State("plan", AgreementStatus.REVIEW.label)
SIGNED = State("plan", AgreementStatus.SIGNED.label)
IN_FORCE = State("ok", _("In force"))
EXPIRED = State("done", _("Expired"))
TERMINATED = State("stop", AgreementStatus.TERMINATED.label)
SUPERSEDED = State("done", AgreementStatus.SUPERSEDED.label)
DATES_MISSING = State("look", _("Dates incomplete"))

BY_KEY = {
    "draft": DRAFT,
    "review": REVIEW,
    "signed": SIGNED,
    "in_force": IN_FORCE,
    "expired": EXPIRED,
    "terminated": TERMINATED,
    "superseded": SUPERSEDED,
    "incomplete": DATES_MISSING,
}
"""The states by the word that stands for each in an address."""

STATE_CHOICES = [(key, state.label) for key, state in BY_KEY.items()]


def agreement_states(agreement: Agreement, on: date) -> list[State]:
    """In what state an agreement is on a day, in words: two where its dates leave that open."""
    return [BY_KEY[key] for key in possible_states(agreement, on)]
