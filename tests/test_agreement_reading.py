"""Reading an agreement as of any day: what it named then, and what it did not name yet or no longer."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from organisations.chains import steps
from organisations.choices import CommitmentKind
from organisations.contents import as_of
from organisations.models import (
    Agreement,
    AgreementChange,
    AgreementParty,
    Commitment,
    NamedFacility,
    ScopePoint,
)
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


def party(agreement, place: int, words: str, **when) -> AgreementParty:
    return AgreementParty.objects.create(
        agreement=agreement, position=place, name_as_printed=words, addition=True, **when
    )


def point(agreement, place: int, words: str, **when) -> ScopePoint:
    return ScopePoint.objects.create(agreement=agreement, position=place, text=words, **when)


def prison(agreement, place: int, words: str, **when) -> NamedFacility:
    return NamedFacility.objects.create(agreement=agreement, position=place, name_as_printed=words, **when)


def promise(agreement, place: int, words: str, **when) -> Commitment:
    return Commitment.objects.create(
        agreement=agreement, position=place, kind=CommitmentKind.values[0], text_as_printed=words, **when
    )


MAKERS = {"parties": party, "points": point, "facilities": prison, "commitments": promise}
"""What an agreement names, under the names that a reading gives it."""

DAYS = st.dates(date(2024, 2, 26), date(2024, 3, 4))
HISTORY = st.lists(
    st.tuples(DAYS, st.sampled_from(["add", "remove", "end"]), st.sampled_from(sorted(MAKERS)), st.integers(0, 5)),
    max_size=8,
    unique_by=lambda one: one[0],
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_as_of_a_day_equals_replaying_the_history_up_to_it(history, db):
    signatory = make_organisation()
    made = make_agreement(signatory, **exactly("in_force_until", date(2025, 12, 31)))
    things = {kind: {"asal": make(made, 1, "asal")} for kind, make in MAKERS.items()}
    named, end = {kind: {"asal"} for kind in MAKERS}, date(2025, 12, 31)
    told = [(date.min, named, end)]
    for number, (day, act, kind, place) in enumerate(sorted(history)):
        if act == "end":
            end = end + timedelta(days=place + 1)
            change(made, day, moves_end=True, **exactly("until", end))
        elif act == "add":
            words = f"butir {number}"
            things[kind][words] = MAKERS[kind](made, number + 2, words, added_by=change(made, day))
            named = named | {kind: named[kind] | {words}}
        elif named[kind]:
            words = sorted(named[kind])[place % len(named[kind])]
            gone = things[kind][words]
            type(gone).objects.filter(pk=gone.pk).update(removed_by=change(made, day))
            named = named | {kind: named[kind] - {words}}
        told.append((day, named, end))
    for day in (date(2024, 2, 25) + timedelta(days=step) for step in range(10)):
        _on, replayed, last = [one for one in told if one[0] <= day][-1]
        (read,) = as_of(made, day)
        found = {kind: {str(row) for row in getattr(read, kind)} for kind in MAKERS}
        found["parties"] -= {str(row) for row in read.parties if row.organisation_id}
        assert (found, read.until) == (replayed, last), day
        assert [row.organisation for row in read.parties if row.organisation_id] == [signatory]


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
