"""What a body was called on a day, over histories of which one knows the days, the months or the years."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.choices import NameKind
from organisations.models import Organisation, OrganisationName, Succession
from organisations.naming import Histories, names_on
from tests.factories import make_organisation

LAW = "Kementerian Hukum dan Hak Asasi Manusia"
THREE = ["Kementerian Hukum", "Kementerian Hak Asasi Manusia", "Kementerian Imigrasi dan Pemasyarakatan"]
OCTOBER = date(2024, 10, 1)
IN_OCTOBER = "changed in October 2024, day not known"


def body(*names: tuple) -> Organisation:
    """A body with official names, each with its first and its last day as (day, precision) or nothing."""
    organisation = Organisation.objects.create()
    for name, *days in names:
        call(organisation, name, *days)
    return organisation


def call(organisation, name, begins=None, ends=None) -> OrganisationName:
    days = {"valid_from": begins, "valid_until": ends}
    columns = {}
    for field, told in days.items():
        columns |= {field: told and told[0], f"{field}_precision": told[1] if told else ""}
    return OrganisationName.objects.create(organisation=organisation, name=name, **columns)


def became(old, *new, day=OCTOBER, precision="m") -> None:
    for one in new:
        Succession.objects.create(predecessor=old, successor=one, day=day, day_precision=precision)


def told(organisation, day, precision="d") -> tuple[list[str], str]:
    """The names and the remark, in English."""
    with translation.override("en"):
        found = Histories([organisation]).on(organisation, day, precision)
        return sorted(str(name) for name in found), found.remark


@pytest.fixture
def law(db) -> list[Organisation]:
    """The ministry that became three in October 2024: that month is all one knows."""
    old = body((LAW, None, (OCTOBER, "m")))
    new = [body((name, (OCTOBER, "m"), None)) for name in THREE]
    became(old, *new)
    return [old, *new]


@pytest.mark.parametrize(
    ("day", "names", "remark"),
    [
        (date(2023, 2, 8), [LAW], ""),
        (date(2024, 9, 30), [LAW], ""),
        (date(2024, 10, 1), [LAW, *THREE], IN_OCTOBER),
        (date(2024, 10, 10), [LAW, *THREE], IN_OCTOBER),
        (date(2024, 10, 31), [LAW, *THREE], IN_OCTOBER),
        (date(2024, 11, 1), THREE, ""),
        (date(2026, 11, 24), THREE, ""),
    ],
    ids=str,
)
def test_the_ministry_that_became_three(law, day, names, remark):
    assert told(law[0], day) == (sorted(names), remark)


def test_what_it_became_looks_back_on_it(law):
    one = THREE[2]
    assert told(law[3], date(2024, 9, 30)) == ([LAW], "")
    assert told(law[3], date(2024, 10, 10)) == (sorted([LAW, one]), IN_OCTOBER)
    assert told(law[3], date(2024, 11, 1)) == ([one], "")


def test_a_year_that_is_all_one_knows_of_the_signing_has_the_names_of_all_its_days(law):
    assert told(law[0], date(2024, 1, 1), "y") == (sorted([LAW, *THREE]), IN_OCTOBER)
    assert told(law[0], date(2023, 1, 1), "y") == ([LAW], "")


def test_a_day_that_is_known_divides(db):
    changed = date(2024, 10, 21)
    old, new = body(("Lama", None, None)), body(("Baru", None, None))
    became(old, new, day=changed, precision="d")
    assert [told(old, day) for day in (changed - timedelta(1), changed)] == [(["Lama"], ""), (["Baru"], "")]
    assert [told(new, day) for day in (changed - timedelta(1), changed)] == [(["Lama"], ""), (["Baru"], "")]
    assert told(old, date(2024, 10, 1), "m") == (["Baru", "Lama"], "changed on 21 October 2024")


def test_the_most_exact_account_of_one_change_counts(db):
    old, new = body(("Lama", None, (OCTOBER, "m"))), body(("Baru", (date(2024, 10, 21), "d"), None))
    became(old, new, day=date(2024, 1, 1), precision="y")
    days = [date(2024, 3, 1), date(2024, 10, 20), date(2024, 10, 21)]
    assert [told(old, day)[0] for day in days] == [["Lama"], ["Lama"], ["Baru"]]
    assert [told(new, day) for day in days] == [(["Lama"], ""), (["Lama"], ""), (["Baru"], "")]


def test_a_body_may_change_its_name_in_a_month_of_which_no_one_knows_the_day(db):
    may = date(2010, 5, 1)
    renamed = body(("Lama", None, (may, "m")), ("Baru", (may, "m"), None))
    days = [date(2010, 4, 30), date(2010, 5, 10), date(2010, 6, 1)]
    both = (["Baru", "Lama"], "changed in May 2010, day not known")
    assert [told(renamed, day) for day in days] == [(["Lama"], ""), both, (["Baru"], "")]


def test_a_body_that_took_in_another_keeps_its_own_name(db):
    old, taker = body(("Yayasan Kecil", None, None)), body(("Yayasan Besar", (date(1990, 1, 1), "y"), None))
    became(old, taker, day=date(2015, 3, 1), precision="d")
    assert told(taker, date(2012, 1, 1)) == (["Yayasan Besar"], "")
    assert told(old, date(2016, 1, 1)) == (["Yayasan Besar"], "")
    unknown = (["Yayasan Besar"], "no official name is known for that day")
    assert told(taker, date(1980, 1, 1)) == unknown


def test_a_day_without_a_name_is_told_with_the_nearest_one(db):
    ended = body(("Lama", None, (date(2010, 3, 31), "d")))
    gap = body(("Satu", None, (date(2010, 3, 31), "d")), ("Dua", (date(2011, 1, 1), "y"), None))
    alias = Organisation.objects.create()
    OrganisationName.objects.create(organisation=alias, name="Sebutan", kind=NameKind.ALIAS)
    remark = "no official name is known for that day"
    assert told(ended, date(2020, 1, 1)) == (["Lama"], remark)
    assert told(gap, date(2010, 6, 1)) == (["Satu"], remark)
    assert told(alias, date(2020, 1, 1)) == (["Sebutan"], remark)


def test_without_a_day_nothing_is_claimed(law):
    found = Histories(law).on(law[0], None)
    assert (list(found), found.remark) == ([], "")


def test_bodies_that_became_each_other_are_no_trap(db):
    one, two = body(("Satu", None, None)), body(("Dua", None, None))
    became(one, two, day=date(2010, 1, 1), precision="d")
    became(two, one, day=date(2012, 1, 1), precision="d")
    assert told(one, date(2015, 1, 1))[0]


def test_many_bodies_take_two_statements(law, django_assert_num_queries):
    bodies = [make_organisation() for _ in range(40)]
    with django_assert_num_queries(2):
        names_on(law[:1], OCTOBER)
    with django_assert_num_queries(2):
        assert len(names_on([*law, *bodies], OCTOBER)) == 44


# Random histories ------------------------------------------------------------------------------------------

PERIODS = {"d": 1, "m": 31, "y": 366}


def kept(day: date, precision: str) -> date:
    """The day as it is stored: a month as its first day, a year as its 1 January."""
    return {"d": day, "m": day.replace(day=1), "y": day.replace(month=1, day=1)}[precision]


def last_of(day: date, precision: str) -> date:
    """The last day of the period in which the day lies."""
    first = kept(day, precision)
    return next(first + timedelta(n - 1) for n in range(1, 400) if kept(first + timedelta(n), precision) != first)


@st.composite
def chains(draw, *, apart: bool):
    """What truly happened to a body: on which day its name changed or another followed it, and how well one knows.

    ``apart``: each change in a year of its own.
    """
    days = st.dates(date(1990, 1, 1), date(2030, 12, 30))
    by = (lambda day: day.year) if apart else None
    changes = sorted(draw(st.lists(days, min_size=1, max_size=5, unique_by=by or (lambda day: day))))
    return [(day, draw(st.sampled_from("dmy")), draw(st.sampled_from(["renamed", "followed"]))) for day in changes]


def build(chain) -> list[tuple[Organisation, str]]:
    """The bodies as they would be recorded; one (body, name) for each time between two changes."""
    times, current = [], Organisation.objects.create()
    begins = None
    for place, (day, precision, how) in enumerate([*chain, (None, "", "")]):
        last = None
        if day:
            last = (day - timedelta(1), "d") if precision == "d" else (kept(day, precision), precision)
        call(current, str(place), begins, last)
        times.append((current, str(place)))
        begins = (kept(day, precision), precision) if day else None
        if how == "followed":
            following = Organisation.objects.create()
            became(current, following, day=kept(day, precision), precision=precision)
            current = following
    return times


def expected(chain, day: date) -> list[str]:
    """The simple model: a name is possible from the first day that its change may mean to the last of the next one."""
    names = []
    for place in range(len(chain) + 1):
        begun = place == 0 or kept(*chain[place - 1][:2]) <= day
        over = place < len(chain) and day > last_of(*chain[place][:2])
        if place < len(chain) and chain[place][1] == "d":
            over = day >= chain[place][0]
        if begun and not over:
            names.append(str(place))
    return names


def around(chain) -> list[date]:
    """The days beside every turn, and some within the open periods."""
    turns = [turn for day, precision, _how in chain for turn in (day, kept(day, precision), last_of(day, precision))]
    return sorted({turn + timedelta(n) for turn in turns for n in (-1, 0, 1, 9)})


RANDOM = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RANDOM
@given(chain=chains(apart=True))
def test_on_every_day_of_a_random_history_the_possible_names_are_told_by_each_of_its_bodies(chain, db):
    times = build(chain)
    histories = Histories({one for one, _name in times})
    with translation.override("en"):
        for day in around(chain):
            wanted = expected(chain, day)
            for one in {one for one, _name in times}:
                found = histories.on(one, day)
                assert (sorted(map(str, found)), found.known) == (sorted(wanted), True), (chain, day)
                assert bool(found.remark) == (len(wanted) > 1), (chain, day)


@RANDOM
@given(chain=chains(apart=False))
def test_the_true_name_is_always_among_those_told(chain, db):
    times = build(chain)
    histories = Histories({one for one, _name in times})
    for day in around(chain):
        true = str(sum(change <= day for change, _precision, _how in chain))
        for one in {one for one, _name in times}:
            assert true in map(str, histories.on(one, day)), (chain, day)


@RANDOM
@given(chain=chains(apart=True), day=st.dates(date(1989, 1, 1), date(2031, 12, 31)), precision=st.sampled_from("my"))
def test_a_month_or_year_has_the_names_of_all_its_days(chain, day, precision, db):
    times = build(chain)
    first, last = kept(day, precision), last_of(day, precision)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    wanted = {name for one in days for name in expected(chain, one)}
    assert {str(name) for name in Histories([times[0][0]]).on(times[0][0], first, precision)} == wanted
