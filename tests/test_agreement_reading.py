"""Reading an agreement as of any day: what it named then, and what it did not name yet or no longer."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from organisations.chains import steps
from organisations.contents import as_of
from organisations.models import Agreement, AgreementChange, AgreementParty, ScopePoint
from organisations.states import BY_KEY
from tests.factories import make_agreement, make_organisation, make_user, post

LEAP_DAY = date(2024, 2, 29)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def keeper(client, db):
    """Who keeps the agreements, at work and reading English."""
    client.cookies["language"] = "en"
    client.force_login(post(make_user("agreements.admin"), Role.AGREEMENTS))
    return client


def exactly(field: str, day: date | None, precision: str = "d") -> dict:
    return {field: day, f"{field}_precision": precision if day else ""}


def change(agreement, day: date, precision: str = "d", **fields) -> AgreementChange:
    days = exactly("effective_on", day, precision)
    return AgreementChange.objects.create(agreement=agreement, reason="Contoh", **days, **fields)


DAYS = st.dates(date(2024, 2, 26), date(2024, 3, 4))
HISTORY = st.lists(
    st.tuples(DAYS, st.sampled_from(["add", "remove", "end"]), st.integers(0, 5)),
    max_size=8,
    unique_by=lambda one: one[0],
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_as_of_a_day_equals_replaying_the_history_up_to_it(history, db):
    made = make_agreement(make_organisation(), **exactly("in_force_until", date(2025, 12, 31)))
    ScopePoint.objects.create(agreement=made, position=1, text="asal")
    history = sorted(history)
    told: list[tuple[date, set[str], date]] = []
    points, end = {"asal"}, date(2025, 12, 31)
    for number, (day, act, place) in enumerate(history):
        if act == "end":
            end = end + timedelta(days=place + 1)
            change(made, day, moves_end=True, **exactly("until", end))
        elif act == "add":
            added = change(made, day)
            ScopePoint.objects.create(agreement=made, position=number + 2, text=f"butir {number}", added_by=added)
            points = points | {f"butir {number}"}
        elif points:
            gone = sorted(points)[place % len(points)]
            ScopePoint.objects.filter(agreement=made, text=gone).update(removed_by=change(made, day))
            points = points - {gone}
        told.append((day, points, end))
    for day in (date(2024, 2, 25) + timedelta(days=step) for step in range(10)):
        replayed = [({"asal"}, date(2025, 12, 31)), *((kept, last) for on, kept, last in told if on <= day)][-1]
        (read,) = as_of(made, day)
        assert ({point.text for point in read.points}, read.until) == replayed, day


def test_in_the_month_of_a_change_both_texts_are_possible(db):
    law, heir = make_organisation("Kementerian Hukum dan HAM"), make_organisation("Kementerian Imipas")
    made = make_agreement(law)
    (party,) = made.parties.all()
    split = change(made, date(2024, 10, 1), "m")
    AgreementParty.objects.create(
        agreement=made, position=2, organisation=heir, replaces=party, added_by=split, addition=True
    )
    AgreementParty.objects.filter(pk=party.pk).update(removed_by=split)

    def bodies(day):
        return [[one.organisation for one in reading.parties] for reading in as_of(made, day)]

    assert bodies(date(2024, 9, 30)) == [[law]]
    assert bodies(date(2024, 10, 15)) == [[law], [heir]]
    assert bodies(date(2024, 11, 1)) == [[heir]]


def test_an_agreement_without_a_title_keeps_the_name_of_who_signed_it(keeper):
    made = make_agreement(make_organisation("Badan A"), make_organisation("Badan B"))
    AgreementParty.objects.create(
        agreement=made, position=3, name_as_printed="Badan C", added_by=change(made, LEAP_DAY), addition=True
    )
    assert "of Badan A and Badan B" in keeper.get(f"/agreements/{made.pk}/").text


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2012, 5, 23), ["signed"]),
        (date(2012, 5, 24), ["in_force"]),
        (date(2017, 5, 24), ["in_force"]),
        (date(2017, 5, 25), ["expired"]),
    ],
)
def test_the_page_gives_the_states_of_the_row_and_the_query(keeper, day, states):
    days = exactly("in_force_from", date(2012, 5, 24)) | exactly("in_force_until", date(2017, 5, 24))
    made = make_agreement(make_organisation(), status="signed", **days)
    answer = keeper.get(f"/agreements/{made.pk}/", {"on": day.isoformat()})
    assert answer.context["states"] == [BY_KEY[state] for state in states]
    assert Agreement.objects.in_force(day).exists() == (states == ["in_force"])


def test_a_change_is_recorded_on_a_page_and_marked_in_the_text(keeper):
    made = make_agreement(make_organisation("Badan A"), **exactly("in_force_until", date(2025, 12, 31)))
    old = ScopePoint.objects.create(agreement=made, position=1, text="dua bidang")
    empty = {f"{name}-{part}": 0 for name in SETS for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = empty | {
        "effective_on": "29/02/2024",
        "reason": "Adendum contoh",
        "document": "",
        "moves_end": "on",
        "until": "31/12/2026",
        "without_points": [str(old.pk)],
        "points-TOTAL_FORMS": 1,
        "points-0-text": "tiga bidang",
    }
    answer = keeper.post(f"/agreements/{made.pk}/changes/new/", sent, follow=True)
    assert answer.redirect_chain == [(f"/agreements/{made.pk}/", 302)]
    before, on = (as_of(made, day)[0] for day in (LEAP_DAY - ONE_DAY, LEAP_DAY))
    assert [[str(point) for point in reading.points] for reading in (before, on)] == [["dua bidang"], ["tiga bidang"]]
    assert (before.until, on.until) == (date(2025, 12, 31), date(2026, 12, 31))
    page = keeper.get(f"/agreements/{made.pk}/", {"on": "2024-02-29"}).text
    assert "<del>dua bidang</del>" in page and "<ins>tiga bidang</ins>" in page
    page = keeper.get(f"/agreements/{made.pk}/", {"on": "2024-02-28"}).text
    assert "<ins>tiga bidang" not in page and "<del>dua bidang" not in page
    page = keeper.get(f"/agreements/{made.pk}/", {"on": "2024-02-28", "beside": "2024-02-29"}).text
    assert "<del>dua bidang</del>" in page and "28 February 2024" in page and "29 February 2024" in page


SETS = ("parties", "points", "facilities", "commitments")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "Not filled in yet."),
        ({"effective_on": ""}, "Not filled in yet."),
        ({"effective_on": "2024", "moves_end": "on"}, "known exactly"),
        ({"until": "2026"}, "Tick this where the last day in force changes"),
    ],
)
def test_a_change_that_makes_no_sense_comes_back_filled(keeper, changed, sentence):
    made = make_agreement(make_organisation("Badan A"))
    empty = {f"{name}-{part}": 0 for name in SETS for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = (
        empty | {"effective_on": "29/02/2024", "reason": "Perpanjangan contoh", "document": "", "until": ""} | changed
    )
    answer = keeper.post(f"/agreements/{made.pk}/changes/new/", sent)
    assert (answer.status_code, AgreementChange.objects.count(), sentence in answer.text) == (200, 0, True)
    assert "Perpanjangan contoh" in answer.text or "reason" in changed


def test_the_days_between_two_agreements_of_a_chain_are_counted(db):
    first = make_agreement(
        **exactly("in_force_from", date(2012, 5, 24)), **exactly("in_force_until", date(2017, 5, 24))
    )
    second = make_agreement(renews=first, **exactly("in_force_from", date(2017, 8, 28)))
    third = make_agreement(renews=second)
    found = steps([third, second, first])
    assert [step.agreement for step in found] == [first, second, third]
    gap = found[1].gap
    assert (gap.first, gap.last, gap.days) == (date(2017, 5, 25), date(2017, 8, 27), 95)
    assert (found[0].gap, found[2].gap.days) == (None, None)
    Agreement.objects.filter(pk=second.pk).update(in_force_from=date(2017, 5, 25))
    second.refresh_from_db()
    assert steps([second, first])[1].gap is None
