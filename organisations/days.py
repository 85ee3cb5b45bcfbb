"""Days that are known more or less exactly, and the ranges they span: one definition for models, queries, pages."""

from calendar import monthrange
from datetime import date

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast, ExtractDay, ExtractMonth
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from organisations.choices import Precision


def precision_field(verbose_name) -> models.CharField:
    """The column beside a date that says how exactly it is known; empty where the date is not known."""
    return models.CharField(verbose_name, max_length=1, blank=True, default="", choices=Precision)


def known_days(model: str, *fields: str) -> list[models.CheckConstraint]:
    """The constraints of days that are known more or less exactly, named after the model and the field."""
    return [
        constraint
        for field in fields
        for constraint in (
            models.CheckConstraint(
                condition=_has_precision(field),
                name=f"{model}_{field}_has_precision",
                violation_error_message=_("Say how exactly the date is known, and only where there is one."),
            ),
            models.CheckConstraint(
                condition=_first_of_period(field),
                name=f"{model}_{field}_first_of_period",
                violation_error_message=_("A month is kept as its first day, a year as its 1 January."),
            ),
        )
    ]


def _has_precision(field: str) -> Q:
    return Q(**{f"{field}__isnull": True, f"{field}_precision": ""}) | Q(
        **{f"{field}__isnull": False, f"{field}_precision__in": Precision.values}
    )


def _first_of_period(field: str) -> Q:
    """Cast, because a date that is not known has no type when a form asks the database about it."""
    day = Cast(F(field), models.DateField())
    first_of_month, first_of_year = Exact(ExtractDay(day), 1), Exact(ExtractMonth(day), 1)
    return (
        Q(**{f"{field}_precision__in": ["", Precision.DAY]})
        | (Q(**{f"{field}_precision": Precision.MONTH}) & Q(first_of_month))
        | (Q(**{f"{field}_precision": Precision.YEAR}) & Q(first_of_month) & Q(first_of_year))
    )


def possible_days(value: date, precision: str) -> tuple[date, date]:
    """The first and the last day that a date may mean: March 2023 is any day from the 1st to the 31st."""
    if precision == Precision.YEAR:
        return value, date(value.year, 12, 31)
    if precision == Precision.MONTH:
        return value, value.replace(day=monthrange(value.year, value.month)[1])
    return value, value


def last_possible(field: str) -> Func:
    """SQL of the last day that a date may mean; the first is the column itself, since a period is kept so."""
    told = [F(field), F(f"{field}_precision")]
    return Func(*told, function="organisations_last_possible", output_field=models.DateField())


def in_order(start: str, end: str) -> Q:
    """An end is not before its start, where both are known to the day: March 2023 does not precede 14 March 2023."""
    return (
        Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | ~Q(**{f"{start}_precision": Precision.DAY})
        | ~Q(**{f"{end}_precision": Precision.DAY})
        | Q(**{f"{end}__gte": F(start)})
    )


def day_range(start: str, until: str, bounds: str = "[]") -> Func:
    """SQL range of days from one column to another. An *until* that people read is the last day: ``[]``.

    Custody alone is ``[)``: the day of leaving is the day of arriving elsewhere.
    """
    boundary = RangeBoundary(inclusive_upper=bounds[1] == "]")
    return Func(F(start), F(until), boundary, function="DATERANGE", output_field=DateRangeField())


def sure_days(start: str, until: str) -> Func:
    """SQL range of the days on which something held beyond doubt: of a month that is all one knows, none.

    So a name until May 2010 and the next one from May 2010 do not collide: the change was on some day of May.
    """
    told = [F(start), F(f"{start}_precision"), F(until), F(f"{until}_precision")]
    return Func(*told, function="organisations_sure_days", output_field=DateRangeField())


def on(day: date, start: str = "valid_from", until: str = "valid_until") -> Q:
    """What holds on ``day``: begun by then or from always, and its last day not before it."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
    )
