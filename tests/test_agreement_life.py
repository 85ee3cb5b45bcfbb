"""The stored life of an agreement: the written table of moves, cell by cell, in the database, with who, when, why."""

import itertools

import pytest

from accounts.scope import scope
from organisations.choices import AGREEMENT_CORRECTIONS, AGREEMENT_TRANSITIONS, AgreementStatus
from organisations.models import AgreementChange, AgreementEvent, AgreementParty, Commitment, ScopePoint
from tests.factories import make_agreement, make_organisation, make_user
from tests.raw import refused, run

STATUSES = [status.value for status in AgreementStatus]
MOVE = "UPDATE organisations_agreement SET status = %(to)s, status_reason = %(reason)s WHERE id = %(id)s"


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(STATUSES, 2)))
def test_the_database_allows_exactly_the_written_moves(before, after, db):
    made = make_agreement(status=before, status_reason="Dulu")
    allowed = after in AGREEMENT_TRANSITIONS[before]
    assert (refused(MOVE, {"to": after, "reason": "Kini", "id": made.pk}) == "") == allowed
    made.refresh_from_db()
    assert made.status == (after if allowed else before)


@pytest.mark.parametrize(("before", "after"), AGREEMENT_CORRECTIONS)
@pytest.mark.parametrize("reason", ["", "Dulu"])
def test_a_step_back_needs_a_reason_of_its_own(before, after, reason, db):
    made = make_agreement(status=before, status_reason="Dulu")
    values = {"to": after, "reason": reason, "id": made.pk}
    assert refused(MOVE, values) == "agreementevent_taken_back_for_a_reason"
    assert refused(MOVE, values | {"reason": "Salah catat"}) == ""


def test_every_move_is_recorded_with_who_and_why_and_by_the_database_alone(db):
    keeper = make_user()
    with scope(actor=keeper.pk):
        made = make_agreement(status="draft")
        run(MOVE, {"to": "signed", "reason": "", "id": made.pk})
        run(MOVE, {"to": "terminated", "reason": "Pembiayaan", "id": made.pk})
        run("UPDATE organisations_agreement SET title = 'Baru' WHERE id = %(id)s", {"id": made.pk})
    told = AgreementEvent.objects.values_list("from_status", "to_status", "reason", "actor")
    assert list(told) == [
        ("", "draft", "", keeper.pk),
        ("draft", "signed", "", keeper.pk),
        ("signed", "terminated", "Pembiayaan", keeper.pk),
    ]
    for sql in (
        "UPDATE organisations_agreementevent SET reason = ''",
        "DELETE FROM organisations_agreementevent",
        "INSERT INTO organisations_agreementevent (agreement_id, from_status, to_status, reason, at) "
        "SELECT id, 'draft', 'signed', '', now() FROM organisations_agreement",
    ):
        assert refused(sql) == "42501"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("status = 'terminated', status_reason = ''", "agreement_terminated_for_a_reason"),
        ("status = 'superseded', status_reason = ''", "agreement_superseded_by_something"),
        ("superseded_by_id = %(other)s", "agreement_superseded_by_something"),
        ("status = 'superseded', superseded_by_id = id", "agreement_not_superseding_itself"),
        ("renews_id = id", "agreement_not_renewing_itself"),
        ("ended_on = '2020-01-01', ended_on_precision = 'd'", "agreement_ended_only_if_stopped"),
        ("ended_on = '2020-01-01'", "agreement_ended_on_has_precision"),
    ],
)
def test_what_is_never_true_of_an_agreement_the_database_refuses(change, named, db):
    made, other = make_agreement(status="signed"), make_agreement()
    sql = f"UPDATE organisations_agreement SET {change} WHERE id = %(id)s"
    assert refused(sql, {"id": made.pk, "other": other.pk}) == named


@pytest.mark.parametrize(
    ("column", "named"),
    [("renews", "agreement_not_renewing_itself"), ("superseded_by", "agreement_not_superseding_itself")],
)
def test_a_chain_of_agreements_never_leads_back(column, named, db):
    fields = {"status": "superseded", "status_reason": "Diganti"} if column == "superseded_by" else {}
    first = make_agreement(**fields)
    second = make_agreement(**fields | {column: first})
    third = make_agreement(**fields | {column: second})
    sql = f"UPDATE organisations_agreement SET {column}_id = %(onward)s WHERE id = %(id)s"
    assert refused(sql, {"onward": third.pk, "id": first.pk}) == named


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "agreementparty_says_who"),
        ({"not_named": True, "name_as_printed": "Badan"}, "agreementparty_says_who"),
        ({"name_as_printed": "Badan", "letter_number": "1/2024"}, "agreementparty_letter_where_delegated"),
    ],
)
def test_a_party_is_named_or_said_to_be_unknown(fields, named, db):
    made = make_agreement(make_organisation())
    values = {"agreement": made.pk, "name": "", "not_named": False, "letter": ""}
    values |= {"name": fields.get("name_as_printed", ""), "not_named": fields.get("not_named", False)}
    values |= {"letter": fields.get("letter_number", "")}
    sql = """INSERT INTO organisations_agreementparty (agreement_id, position, name_as_printed, role, number, signatory,
        signatory_title, not_named, level, authority, letter_number, letter_on_precision, signed_on_precision, addition)
        VALUES (%(agreement)s, 9, %(name)s, 'party', '', '', '', %(not_named)s, '', '', %(letter)s, '', '', true)"""
    assert refused(sql, values) == named


def test_what_an_agreement_names_belongs_to_it_alone(db):
    made, other = make_agreement(make_organisation()), make_agreement(make_organisation())
    change = AgreementChange.objects.create(
        agreement=other, effective_on="2024-02-29", effective_on_precision="d", reason="Adendum"
    )
    point = ScopePoint.objects.create(agreement=made, position=1, text="Batik")
    promised = Commitment.objects.create(agreement=made, position=1, kind="seats", quantity=30, unit="people")
    for sql, values in (
        ("UPDATE organisations_scopepoint SET added_by_id = %(other)s", {"other": change.pk}),
        ("UPDATE organisations_scopepoint SET removed_by_id = %(other)s", {"other": change.pk}),
        ("UPDATE organisations_scopepoint SET agreement_id = %(other)s", {"other": other.pk}),
        ("UPDATE organisations_agreementchange SET agreement_id = %(other)s", {"other": made.pk}),
        ("UPDATE organisations_commitment SET party_id = %(other)s", {"other": other.parties.get().pk}),
    ):
        assert refused(sql, values) == "agreement_rows_of_one"
    assert (ScopePoint.objects.get(), Commitment.objects.get()) == (point, promised)


def test_an_act_on_an_agreement_has_a_reason_and_moves_the_end_on_a_day(db):
    made = make_agreement()
    sql = """INSERT INTO organisations_agreementchange (id, agreement_id, effective_on, effective_on_precision, reason,
        moves_end, until, until_precision)
        VALUES (gen_random_uuid(), %(id)s, '2024-02-01', %(exact)s, %(why)s, %(moves)s, %(until)s, %(told)s)"""
    values = {"id": made.pk, "exact": "d", "why": "Adendum", "moves": True, "until": "2026-02-28", "told": "d"}
    assert refused(sql, values | {"why": ""}) == "agreementchange_has_reason"
    assert refused(sql, values | {"exact": "m"}) == "agreementchange_end_moves_on_a_day"
    assert refused(sql, values | {"moves": False}) == "agreementchange_end_moves_on_a_day"
    assert refused(sql, values) == ""
    assert refused(sql, values) == "agreementchange_one_end_a_day"


def test_a_party_that_nobody_names_reads_so(db):
    made = make_agreement()
    party = AgreementParty.objects.create(agreement=made, position=1, not_named=True)
    assert str(party) != ""
