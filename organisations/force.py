"""In force on a day: the one definition, for a row, a query, a page and a report.

``possible_states`` judges a row, ``possibly`` and ``surely_in_force`` ask the database the same of a column. A day
may be known to the month or year only; on a day inside such a time several states are possible, and all are given.
The last day is a day in force. An amendment that moves it counts from the day that it takes effect.
"""

from datetime import date

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Least
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from organisations.choices import STOPPED, AgreementStatus
from organisations.days import last_possible, possible_days

DRAFT, REVIEW, SIGNED = AgreementStatus.DRAFT.value, AgreementStatus.REVIEW.value, AgreementStatus.SIGNED.value
TERMINATED, SUPERSEDED = AgreementStatus.TERMINATED.value, AgreementStatus.SUPERSEDED.value
IN_FORCE, EXPIRED, INCOMPLETE = "in_force", "expired", "incomplete"
"""The states. ``signed`` is signed and not yet in force; ``incomplete`` is that its first day is not known."""

NOT_SIGNED = (DRAFT, REVIEW)
NEVER = date.max
"""Stands for the last day of what has none: nobody stated one, or it goes on until further notice."""


def end_on(agreement, day: date) -> tuple[date | None, str]:
    """The last day in force, as one could read it on ``day``: the latest amendment in effect says it, else the text."""
    in_effect = [move for move in _moves(agreement) if move[0] <= day]
    if not in_effect:
        return agreement.in_force_until, agreement.in_force_until_precision
    _effective, until, precision = max(in_effect, key=lambda move: move[0])
    return until, precision


def _moves(agreement) -> list[tuple[date, date | None, str]]:
    """The changes that move its last day: of a row read ``with_ends`` without asking the database again."""
    told = agreement.__dict__.get("end_moves")
    if told is not None:
        return [(_day(one["on"]), _day(one["until"]), one["precision"]) for one in told]
    changes = () if agreement._state.adding else agreement.changes.all()
    return [(one.effective_on, one.until, one.until_precision) for one in changes if one.moves_end]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def end_moves() -> ArraySubquery:
    """What ``possible_states`` needs of an agreement's changes, read in the statement that reads the agreement."""
    changes = apps.get_model("organisations", "AgreementChange").objects
    told = JSONObject(on="effective_on", until="until", precision="until_precision")
    return ArraySubquery(changes.filter(agreement=OuterRef("pk"), moves_end=True).values(told=told))


def possible_states(agreement, day: date) -> list[str]:
    """In what states an agreement may be on a day. That it is in force is said only where its first day is known."""
    if agreement.status in NOT_SIGNED:
        return [agreement.status]
    stopped = agreement.status in STOPPED
    if stopped and agreement.ended_on is None:
        return [agreement.status]
    first_stop, last_stop = possible_days(agreement.ended_on or NEVER, agreement.ended_on_precision)
    end, precision = end_on(agreement, day)
    earliest_end, latest_end = possible_days(end or NEVER, precision)
    if agreement.in_force_from is None:
        by_days = [(INCOMPLETE, day <= latest_end), (EXPIRED, latest_end < day)]
    else:
        earliest, latest = possible_days(agreement.in_force_from, agreement.in_force_from_precision)
        by_days = [
            (SIGNED, day < earliest or day < min(latest, latest_end)),
            (IN_FORCE, earliest <= day <= latest_end),
            (EXPIRED, earliest_end < day),
        ]
    found = [state for state, holds in by_days if holds and day <= last_stop]
    return [*found, str(agreement.status)] if stopped and first_stop < day else found


def possibly(state: str, day) -> Q:
    """The agreements that ``possible_states`` gives this state on ``day``: a date, or an expression for one."""
    if state in NOT_SIGNED:
        return Q(status=state)
    if state in STOPPED:
        return Q(status=state) & (Q(ended_on__isnull=True) | Q(ended_on__lt=day))
    begun, begins, ends = Q(in_force_from__isnull=False), last_possible("in_force_from"), _latest_end(day)
    found = {
        SIGNED: Q(in_force_from__gt=day) | (begun & Q(GreaterThan(Least(begins, ends), _value(day)))),
        IN_FORCE: Q(in_force_from__lte=day) & Q(GreaterThanOrEqual(ends, _value(day))),
        EXPIRED: (begun & Q(LessThan(_earliest_end(day), _value(day))))
        | (Q(in_force_from__isnull=True) & Q(LessThan(ends, _value(day)))),
        INCOMPLETE: Q(in_force_from__isnull=True) & Q(GreaterThanOrEqual(ends, _value(day))),
    }
    going_on = ~Q(status__in=STOPPED) | Q(
        GreaterThanOrEqual(Coalesce(last_possible("ended_on"), Value(date.min)), _value(day))
    )
    return found[state] & going_on & ~Q(status__in=NOT_SIGNED)


def surely_in_force(day) -> Q:
    """The agreements of which in force is the only possible state on ``day``."""
    begun = Least(last_possible("in_force_from"), _latest_end(day))
    return (
        Q(in_force_from__lte=day)
        & Q(LessThanOrEqual(begun, _value(day)))
        & Q(GreaterThanOrEqual(_earliest_end(day), _value(day)))
        & (~Q(status__in=STOPPED) | Q(ended_on__gte=day))
        & ~Q(status__in=NOT_SIGNED)
    )


def is_in_force(agreement, day: date) -> bool:
    """The same as ``surely_in_force``, for one row."""
    return possible_states(agreement, day) == [IN_FORCE]


def _moved(day) -> QuerySet:
    """The amendments in effect on a day that say when the agreement ends, the latest first."""
    within = OuterRef(day.name) if isinstance(day, F) and not isinstance(day, OuterRef) else day
    within = OuterRef(day) if isinstance(day, OuterRef) else within
    changes = apps.get_model("organisations", "AgreementChange").objects
    return changes.filter(agreement=OuterRef("pk"), moves_end=True, effective_on__lte=within).order_by("-effective_on")


def _earliest_end(day) -> Coalesce:
    """The first day that the last day in force may mean, as read on ``day``."""
    moved = _moved(day).values(told=Coalesce("until", Value(NEVER), output_field=DateField()))
    return Coalesce(Subquery(moved[:1]), "in_force_until", Value(NEVER), output_field=DateField())


def _latest_end(day) -> Coalesce:
    """The last day that it may mean."""
    moved = _moved(day).values(told=Coalesce(last_possible("until"), Value(NEVER), output_field=DateField()))
    return Coalesce(Subquery(moved[:1]), last_possible("in_force_until"), Value(NEVER), output_field=DateField())


def _value(day):
    return Value(day, output_field=DateField()) if isinstance(day, date) else day
