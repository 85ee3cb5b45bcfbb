"""The state of a thing on a day, where its dates may be known only to the month or year.

A state is never stored: it follows from the day it is asked for. On a day inside an imprecise period two states
are possible, and both are given.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from organisations.choices import AgreementStatus, Precision
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

STORED = {
    AgreementStatus.DRAFT: [DRAFT],
    AgreementStatus.REVIEW: [REVIEW],
    AgreementStatus.TERMINATED: [TERMINATED],
    AgreementStatus.SUPERSEDED: [SUPERSEDED],
}


def possible_days(value: date, precision: str) -> tuple[date, date]:
    """The first and the last day that a date may mean: March 2023 is any day from the 1st to the 31st."""
    if precision == Precision.YEAR:
        return value, date(value.year, 12, 31)
    if precision == Precision.MONTH:
        return value, value.replace(day=monthrange(value.year, value.month)[1])
    return value, value


def agreement_states(agreement: Agreement, on: date) -> list[State]:
    """In what state an agreement is on a day: two where its dates leave that open.

    That it is in force is said only where its first day is known; a last day that nobody stated ends nothing.
    """
    if agreement.status in STORED:
        return STORED[agreement.status]
    begin, end = agreement.in_force_from, agreement.in_force_until
    earliest_end, latest_end = possible_days(end or date.max, agreement.in_force_until_precision)
    if begin is None:
        return [EXPIRED] if latest_end < on else [DATES_MISSING]
    earliest, latest = possible_days(begin, agreement.in_force_from_precision)
    possible = [
        (SIGNED, min(latest, latest_end) > on),
        (IN_FORCE, earliest <= on <= latest_end),
        (EXPIRED, earliest_end < on),
    ]
    return [state for state, holds in possible if holds]
