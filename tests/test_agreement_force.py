"""In force on a day is one definition: a row, a query and the page of an agreement agree on every boundary day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations import force
from organisations.days import possible_days
from organisations.models import Agreement, AgreementChange
from organisations.states import BY_KEY
from tests.factories import make_agreement, make_organisation

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2022, 11, 1), date(2024, 4, 30))


def known(day: date, precision: str) -> tuple[date, str]:
    """A date as it is kept: a month as its first day, a year as its 1 January."""
    if precision == "y":
        return day.replace(month=1, day=1), "y"
    return (day.replace(day=1), "m") if precision == "m" else (day, "d")


DATES = st.builds(known, DAYS, st.sampled_from("dddmmy"))
MAYBE = st.one_of(st.none(), DATES)


def dated(field: str, told: tuple[date, str] | None) -> dict:
    return dict(zip((field, f"{field}_precision"), told or (None, ""), strict=True))


def boundaries(*told) -> list[date]:
    """The first and last day that each date may mean, with the days before and after, and leap day."""
    ends = {day for one in told if one for day in possible_days(*one)}
    return sorted({day + step for day in ends for step in (-ONE_DAY, timedelta(), ONE_DAY)} | {date(2024, 2, 29)})


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from(["signed", "signed", "signed", "unknown", "draft", "terminated", "superseded"]),
    begins=MAYBE,
    ends=MAYBE,
    stops=MAYBE,
    moves=st.lists(st.tuples(DAYS, MAYBE), max_size=3, unique_by=lambda one: one[0]),
)
def test_row_and_query_give_the_same_states_on_every_boundary_day(status, begins, ends, stops, moves, db):
    if begins and ends and (begins[1], ends[1]) == ("d", "d") and ends[0] < begins[0]:
        begins, ends = ends, begins
    stops = stops if status in ("terminated", "superseded") else None
    made = make_agreement(
        status=status,
        status_reason="Contoh",
        **dated("in_force_from", begins),
        **dated("in_force_until", ends),
        **dated("ended_on", stops),
    )
    for day, until in moves:
        AgreementChange.objects.create(
            agreement=made,
            reason="Contoh",
            moves_end=True,
            **dated("effective_on", (day, "d")),
            **dated("until", until),
        )
    asked = boundaries(begins, ends, stops, *((day, "d") for day, _until in moves), *(until for _day, until in moves))
    row = Agreement.objects.with_ends().get(pk=made.pk)
    for day in asked:
        told = set(force.possible_states(row, day))
        queried = {key for key in BY_KEY if Agreement.objects.possibly(key, day).filter(pk=made.pk).exists()}
        assert told == queried == set(force.possible_states(made, day)), day
        assert told, day
        surely = Agreement.objects.in_force(day).filter(pk=made.pk).exists()
        assert row.is_in_force(day) == surely == (told == {"in_force"}), day


FIVE_YEARS = {
    "status": "signed",
    **dated("in_force_from", (date(2012, 5, 24), "d")),
    **dated("in_force_until", (date(2017, 5, 24), "d")),
}


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2012, 5, 23), ["signed"]),
        (date(2012, 5, 24), ["in_force"]),
        (date(2017, 5, 24), ["in_force"]),
        (date(2017, 5, 25), ["expired"]),
    ],
)
def test_the_first_and_the_last_day_are_days_in_force_for_row_and_query(db, day, states):
    made = make_agreement(make_organisation(), **FIVE_YEARS)
    assert force.possible_states(made, day) == states
    assert list(Agreement.objects.in_force(day)) == ([made] if states == ["in_force"] else [])


def test_an_extension_counts_from_the_day_it_takes_effect(db):
    made = make_agreement(**FIVE_YEARS)
    AgreementChange.objects.create(
        agreement=made,
        reason="Program belum selesai",
        moves_end=True,
        **dated("effective_on", (date(2017, 7, 1), "d")),
        **dated("until", (date(2018, 5, 24), "d")),
    )
    days = (date(2017, 5, 24), date(2017, 6, 30), date(2017, 7, 1), date(2018, 5, 24), date(2018, 5, 25))
    assert [made.is_in_force(day) for day in days] == [True, False, True, True, False]
    assert [Agreement.objects.in_force(day).exists() for day in days] == [True, False, True, True, False]


def test_on_a_day_of_the_month_in_which_it_was_terminated_both_states_are_shown(db):
    made = make_agreement(**FIVE_YEARS | {"status": "terminated", "status_reason": "Pembiayaan"})
    Agreement.objects.filter(pk=made.pk).update(**dated("ended_on", (date(2014, 10, 1), "m")))
    made.refresh_from_db()
    days = (date(2014, 9, 30), date(2014, 10, 15), date(2014, 11, 1))
    assert [force.possible_states(made, day) for day in days] == [
        ["in_force"],
        ["in_force", "terminated"],
        ["terminated"],
    ]
