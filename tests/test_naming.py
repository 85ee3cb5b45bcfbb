"""What a body was called on a day, over histories of which one knows the days, the months or the years."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.choices import NameKind
from organisations.models import Organisation, OrganisationName
from organisations.naming import Histories, names_on
from tests.factories import make_organisation
from tests.histories import OCTOBER, became, body, build, chains, days_of, kept, last_of, possible

LAW = "Kementerian Hukum dan Hak Asasi Manusia"
THREE = ["Kementerian Hukum", "Kementerian Hak Asasi Manusia", "Kementerian Imigrasi dan Pemasyarakatan"]
IN_OCTOBER = "changed in October 2024, day not known"


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


def expected(chain, day: date) -> list[str]:
    """The names that the simple model finds possible."""
    return [str(place) for place in possible(chain, day)]


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
    wanted = {name for one in days_of(day, precision) for name in expected(chain, one)}
    found = Histories([times[0][0]]).on(times[0][0], kept(day, precision), precision)
    assert {str(name) for name in found} == wanted
