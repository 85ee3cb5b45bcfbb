"""The state of a thing on a day, where its dates may be known only to the month or year.

A state is never stored: it follows from the day it is asked for. On a day inside an imprecise period two states
are possible, and both are given.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
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


def possibly(key: str, on: date) -> Q:
    """The agreements of which ``agreement_states`` gives this state on a day: the same rule, asked of the database."""
    if key in STORED:
        return Q(status=key)
    begun, ended = Q(in_force_from__isnull=False), Q(in_force_until__isnull=False)
    not_over = ~ended | _may_last_until("in_force_until", on)
    tomorrow = on + timedelta(days=1)
    found = {
        "signed": begun
        & _may_last_until("in_force_from", tomorrow)
        & (~ended | _may_last_until("in_force_until", tomorrow)),
        "in_force": Q(in_force_from__lte=on) & not_over,
        "expired": ended & ((begun & Q(in_force_until__lt=on)) | (~begun & ~_may_last_until("in_force_until", on))),
        "incomplete": ~begun & not_over,
    }
    return found[key] & ~Q(status__in=list(STORED))


def _may_last_until(field: str, day: date) -> Q:
    """Whether the last day that a date may mean is not before ``day``; a period is kept as its first day."""
    first = {Precision.DAY: day, Precision.MONTH: day.replace(day=1), Precision.YEAR: day.replace(month=1, day=1)}
    found = Q()
    for precision, least in first.items():
        found |= Q(**{f"{field}_precision": precision, f"{field}__gte": least})
    return found
