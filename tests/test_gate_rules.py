"""The rules on joining at the gate: what blocks, what asks for a reason, and what is kept of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.choices import WithdrawalReason
from participants.models import Enrolment, RuleAnswer
from participants.services.answers import Outcome
from participants.services.enrolments import enrol, promote, review, withdraw
from programs.models import CoursePrerequisite
from tests.factories import NOW, acting, make_course, make_inmate, make_inmates, make_session
from tests.raw import refused
from tests.rules_on_joining import make_rule

LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _at_work(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


def asks_for_men(tangerang, strength):
    """A rule that no woman fits: everybody here is one."""
    return make_rule("sex", strength=strength, facility=tangerang, sex="L")


def outcomes(answers):
    return [answer.outcome for answer in answers]


def kept(enrolment=None) -> list[tuple]:
    rows = RuleAnswer.objects.filter(enrolment=enrolment) if enrolment else RuleAnswer.objects.all()
    return list(rows.order_by("at", "pk").values_list("verdict", "overridden_reason", "overridden_by"))


def test_a_rule_that_blocks_lets_nobody_in_and_no_reason_helps(tangerang):
    asks_for_men(tangerang, "blocks")
    person, session = make_inmate(tangerang), make_session(tangerang)
    given = {"session": session, "at": NOW, "overrides": {person.pk: "Putusan TPP"}}
    assert outcomes(review([person.pk], **given)) == outcomes(enrol([person.pk], **given)) == [Outcome.NOT_ELIGIBLE]
    assert (Enrolment.objects.count(), RuleAnswer.objects.count()) == (0, 0)


def test_the_answer_says_which_rule_and_what_it_saw(tangerang):
    rule = asks_for_men(tangerang, "blocks")
    person = make_inmate(tangerang, "Ika Setyowati")
    (answer,) = review([person.pk], session=make_session(tangerang), at=NOW)
    (said,) = answer.rules
    assert said.rule == rule
    assert all(words in answer.sentence for words in ("Ika Setyowati", said.says, said.way_on))


def test_a_rule_that_asks_for_a_reason_is_set_aside_with_one_and_signed(tangerang, registrar):
    asks_for_men(tangerang, "override")
    one, other = make_inmates(tangerang, 2)
    session = make_session(tangerang)
    overrides = {one.pk: " Putusan TPP 12 Juli ", other.pk: "  "}
    answers = enrol([one.pk, other.pk], session=session, at=NOW, overrides=overrides)
    assert outcomes(answers) == [Outcome.ENROLLED, Outcome.NEEDS_OVERRIDE]
    assert kept() == [(2, "Putusan TPP 12 Juli", registrar.pk)]


def test_a_rule_that_only_advises_is_kept_with_what_it_saw(tangerang):
    asks_for_men(tangerang, "advises")
    (answer,) = enrol([make_inmate(tangerang).pk], session=make_session(tangerang), at=NOW)
    assert (answer.outcome, kept(answer.enrolment)) == (Outcome.ENROLLED, [(1, "", None)])
    assert RuleAnswer.objects.get().value == answer.rules[0].value


def test_a_rule_that_fits_is_kept_too_and_one_that_ended_is_not_asked(tangerang):
    make_rule("sex", facility=tangerang, sex="P")
    over = asks_for_men(tangerang, "blocks")
    over.ends_on = over.starts_on
    over.save(update_fields=["ends_on"])
    (answer,) = enrol([make_inmate(tangerang).pk], session=make_session(tangerang), at=NOW)
    assert (answer.outcome, kept()) == (Outcome.ENROLLED, [(0, "", None)])


def test_no_seat_is_spoken_of_before_a_reason_that_would_not_help(tangerang):
    asks_for_men(tangerang, "override")
    session = make_session(tangerang, capacity=0)
    person = make_inmate(tangerang)
    assert outcomes(review([person.pk], session=session, at=NOW)) == [Outcome.FULL]
    assert outcomes(review([person.pk], session=session, at=NOW, queue=True)) == [Outcome.NEEDS_OVERRIDE]


def test_whoever_waits_is_asked_again_and_a_reason_given_before_still_stands(tangerang, registrar):
    rule = asks_for_men(tangerang, "override")
    session, people = make_session(tangerang, capacity=1), make_inmates(tangerang, 3)
    reasons = {person.pk: "Putusan TPP" for person in people}
    first, second, third = (
        answer.enrolment
        for answer in enrol([p.pk for p in people], session=session, at=NOW, overrides=reasons, queue=True)
    )
    withdraw([first], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=LATER)
    assert outcomes(promote(session=session, at=LATER)) == [Outcome.ENROLLED, Outcome.FULL]
    assert kept(second) == [(2, "Putusan TPP", registrar.pk)]
    rule.ends_on = rule.starts_on
    rule.save(update_fields=["ends_on"])
    asks_for_men(tangerang, "blocks")
    withdraw([second], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=LATER)
    assert outcomes(promote(session=session, at=LATER)) == [Outcome.NOT_ELIGIBLE]
    assert Enrolment.objects.get(pk=third).status == "waiting"


def test_what_a_rule_said_is_not_signed_with_another_name_nor_rewritten(tangerang, registrar, outsider):
    rule = asks_for_men(tangerang, "override")
    person = make_inmate(tangerang)
    enrol([person.pk], session=make_session(tangerang), at=NOW, overrides={person.pk: "Putusan TPP"})
    row = {"enrolment": Enrolment.objects.get().pk, "rule": rule.pk, "other": outsider.pk}
    signed = (
        "INSERT INTO participants_ruleanswer (enrolment_id, rule_id, kind, value, verdict, overridden_reason,"
        " overridden_by_id, at) VALUES (%(enrolment)s, %(rule)s, 'sex', '', 2, 'Lain', %(other)s, now())"
    )
    assert refused(signed, row) == "42501"
    assert refused("UPDATE participants_ruleanswer SET overridden_reason = 'Lain'") == "42501"
    assert refused("DELETE FROM participants_ruleanswer") == "42501"


def ten_rules(tangerang, course) -> None:
    """Rules that only advise, of ten kinds."""
    asked = {
        "share_served": {"share": "third", "by": "day"},
        "release": {"when": "within", "months": 24, "days": 7},
        "age": {"least": 18, "most": 60, "by": "day"},
        "risk": {"most": "medium"},
        "prerequisite": {},
        "untrained": {},
        "interest": {},
        "board": {"months": 24},
        "language": {"languages": ["id"]},
        "discipline": {"months": 6},
    }
    for n, (kind, parameters) in enumerate(asked.items()):
        of = {"of_course": course} if n % 2 else {"facility": tangerang}
        make_rule(kind, strength="advises", **of, **parameters)


@pytest.mark.parametrize("act", [review, enrol])
def test_ten_rules_ask_no_more_questions_about_many_than_about_few(act, tangerang):
    course, asked = make_course(), []
    ten_rules(tangerang, course)
    session = make_session(tangerang, capacity=99, course=course)
    for people in (make_inmates(tangerang, 2), make_inmates(tangerang, 30)):
        with CaptureQueriesContext(connection) as caught:
            answers = act([person.pk for person in people], session=session, at=NOW)
        asked.append(len(caught))
        assert {answer.outcome for answer in answers} == {Outcome.ENROLLED}
        assert {len(answer.rules) for answer in answers} == {10}
    assert asked[0] == asked[1] <= 18


def test_what_a_rule_asks_about_the_class_is_read_anew_each_time(tangerang):
    make_rule("release", facility=tangerang, when="after", months=0, days=0)
    person, session = make_inmate(tangerang, ends_on=date(2023, 8, 1)), make_session(tangerang)
    found = []
    for last in (date(2023, 8, 1), date(2023, 8, 2), date(2023, 8, 1)):
        session.planned_end = last
        session.save(update_fields=["planned_end"])
        found += outcomes(review([person.pk], session=session, at=NOW))
    assert found == [Outcome.ENROLLED, Outcome.NOT_ELIGIBLE, Outcome.ENROLLED]


def test_what_the_course_asks_for_is_read_anew_each_time(tangerang):
    make_rule("prerequisite", facility=tangerang)
    course, person = make_course(), make_inmate(tangerang)
    session = make_session(tangerang, course=course)
    before = outcomes(review([person.pk], session=session, at=NOW))
    CoursePrerequisite.objects.create(course=course, required_course=make_course())
    assert (before, outcomes(review([person.pk], session=session, at=NOW))) == (
        [Outcome.ENROLLED],
        [Outcome.NOT_ELIGIBLE],
    )
