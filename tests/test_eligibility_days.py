"""Every kind of rule on the day at which it turns: the day before, the day itself, the day after."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from participants.eligibility import answers
from participants.models import (
    BoardDecision,
    CustodyDate,
    DisciplineEntry,
    Domicile,
    Enrolment,
    Interest,
    Language,
    Question,
    QuestionAnswer,
    RegisterNumber,
    RiskClass,
)
from participants.rule_choices import Verdict
from participants.services.enrolments import enrol
from tests.factories import (
    TODAY,
    acting,
    custody_of,
    make_course,
    make_inmate,
    make_session,
    make_skill,
)
from tests.rules_on_joining import make_rule, verdict

PASSES, ADVISES, BLOCKS = Verdict.PASSES, Verdict.ADVISES, Verdict.BLOCKS
DAY = timedelta(days=1)
LAST = date(2023, 7, 22)
"""The last day of the class in these tests."""


@pytest.fixture(autouse=True)
def _at_work(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


@pytest.fixture
def session(tangerang):
    return make_session(tangerang, course=make_course("Batik", skill=make_skill("Batik")))


def around(rule, person, session, day) -> tuple:
    """What comes of it the day before, on the day, the day after."""
    return tuple(verdict(person, rule, session, one) for one in (day - DAY, day, day + DAY))


@pytest.mark.parametrize("share", ["third", "half", "two_thirds"])
def test_a_share_of_the_sentence_counts_from_its_day_on(share, tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("share_served", facility=tangerang, share=share, by="day")
    assert verdict(person, rule, session, TODAY) == ADVISES
    turn = date(2024, 2, 29)
    CustodyDate.objects.create(custody=custody_of(person), kind=share, day=turn, known_from=date(2022, 1, 1))
    assert around(rule, person, session, turn) == (BLOCKS, PASSES, PASSES)


def test_a_share_may_be_reached_by_the_first_day_of_the_class(tangerang, session):
    session.planned_start = date(2024, 2, 29)
    person = make_inmate(tangerang)
    rule = make_rule("share_served", facility=tangerang, share="half", by="start")
    for day, expected in [(-1, PASSES), (0, PASSES), (1, BLOCKS)]:
        turn = session.planned_start + day * DAY
        CustodyDate.objects.update_or_create(
            custody=custody_of(person), kind="half", known_from=date(2022, 1, 1), defaults={"day": turn}
        )
        assert verdict(person, rule, session, TODAY) == expected


RELEASES = [
    # when, months, days, day of release, verdicts the day before, on it, the day after
    ("after", 0, 0, LAST, (BLOCKS, PASSES, PASSES)),
    ("after", 0, 7, LAST + 7 * DAY, (BLOCKS, PASSES, PASSES)),
    ("after", 7, 9, date(2024, 2, 29), (BLOCKS, PASSES, PASSES)),
    ("before", 6, 0, date(2024, 1, 22), (PASSES, PASSES, BLOCKS)),
    ("before", 0, 0, LAST, (PASSES, PASSES, BLOCKS)),
    ("within", 6, 0, LAST, (BLOCKS, PASSES, PASSES)),
    ("within", 6, 0, date(2024, 1, 22), (PASSES, PASSES, BLOCKS)),
    ("within", 7, 9, date(2024, 2, 29), (PASSES, PASSES, BLOCKS)),
]


@pytest.mark.parametrize(("when", "months", "days", "release", "expected"), RELEASES)
def test_release_is_measured_against_the_planned_end(when, months, days, release, expected, tangerang, session):
    rule = make_rule("release", facility=tangerang, when=when, months=months, days=days)
    people = [make_inmate(tangerang, ends_on=release + n * DAY) for n in (-1, 0, 1)]
    assert tuple(verdict(person, rule, session, TODAY) for person in people) == expected


def test_a_sentence_without_end_is_known_and_ends_after_every_class(tangerang, session):
    person = make_inmate(tangerang, ends_on=None)
    RegisterNumber.objects.filter(custody=custody_of(person)).update(register_class="SH")
    asked = {"facility": tangerang, "months": 0, "days": 0}
    rules = [make_rule("release", when=when, **asked) for when in ("after", "before")]
    rules.append(make_rule("share_served", facility=tangerang, share="half", by="day"))
    after, before, share = answers([person.pk], rules, session, TODAY)[person.pk]
    assert (after.verdict, before.verdict, share.verdict) == (PASSES, BLOCKS, BLOCKS)
    assert before.value == "pidana seumur hidup atau mati, yang tidak berakhir"
    assert "grasi" in before.way_on and "register" not in before.way_on


def test_remission_moves_the_end_from_the_day_on_which_it_is_known(tangerang, session):
    person = make_inmate(tangerang, ends_on=date(2024, 2, 29))
    rule = make_rule("release", facility=tangerang, when="within", months=6, days=0)
    known = date(2023, 8, 17)
    CustodyDate.objects.create(custody=custody_of(person), kind="end", day=date(2024, 1, 22), known_from=known)
    assert around(rule, person, session, known) == (BLOCKS, PASSES, PASSES)


def test_without_a_planned_end_the_last_meeting_counts_and_without_any_it_is_not_known(tangerang):
    session = make_session(tangerang)
    session.planned_end = None
    rule = make_rule("release", facility=tangerang, when="after", months=0, days=0)
    early, late = make_inmate(tangerang, ends_on=LAST - DAY), make_inmate(tangerang, ends_on=LAST)
    assert (verdict(early, rule, session, TODAY), verdict(late, rule, session, TODAY)) == (BLOCKS, PASSES)
    session.meetings.update(cancelled=True, cancelled_because="Batal")
    assert (verdict(early, rule, session, TODAY), verdict(late, rule, session, TODAY)) == (ADVISES, ADVISES)


def test_an_age_is_reached_on_the_birthday(tangerang, session):
    person = make_inmate(tangerang, birth_date=date(2004, 2, 29))
    old_enough = make_rule("age", facility=tangerang, least=19, most=None, by="day")
    assert around(old_enough, person, session, date(2023, 3, 1)) == (BLOCKS, PASSES, PASSES)
    twenty = make_rule("age", facility=tangerang, least=20, most=None, by="day")
    assert around(twenty, person, session, date(2024, 2, 29)) == (BLOCKS, PASSES, PASSES)
    young_enough = make_rule("age", facility=tangerang, least=None, most=19, by="day")
    assert around(young_enough, person, session, date(2024, 2, 29)) == (PASSES, BLOCKS, BLOCKS)
    assert verdict(make_inmate(tangerang), old_enough, session, TODAY) == ADVISES


def test_an_age_may_be_reached_by_the_first_day_of_the_class(tangerang, session):
    session.planned_start = date(2023, 7, 17)
    rule = make_rule("age", facility=tangerang, least=18, most=None, by="start")
    born = [date(2005, 7, 16), date(2005, 7, 17), date(2005, 7, 18)]
    people = [make_inmate(tangerang, birth_date=day) for day in born]
    assert [verdict(person, rule, session, TODAY) for person in people] == [PASSES, PASSES, BLOCKS]


def test_sex_and_status(tangerang, session):
    woman = make_inmate(tangerang)
    men, women = (make_rule("sex", facility=tangerang, sex=sex) for sex in "LP")
    assert (verdict(woman, men, session, TODAY), verdict(woman, women, session, TODAY)) == (BLOCKS, PASSES)
    type(woman).objects.filter(pk=woman.pk).update(sex="")
    assert verdict(woman, women, session, TODAY) == ADVISES
    convicts = make_rule("takes_part_as", facility=tangerang, kinds=["convict"])
    assert verdict(woman, convicts, session, TODAY) == PASSES
    type(custody_of(woman)).objects.update(legal_status="detainee")
    assert verdict(woman, convicts, session, TODAY) == BLOCKS
    both = make_rule("takes_part_as", facility=tangerang, kinds=["convict", "detainee"])
    assert verdict(woman, both, session, TODAY) == PASSES


def test_a_risk_class_holds_from_its_day_until_the_next(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("risk", facility=tangerang, most="medium")
    assert verdict(person, rule, session, TODAY) == ADVISES
    turn = date(2024, 2, 29)
    RiskClass.objects.create(person=person, risk="maximum", starts_on=date(2022, 1, 1))
    RiskClass.objects.create(person=person, risk="medium", starts_on=turn)
    assert around(rule, person, session, turn) == (BLOCKS, PASSES, PASSES)


def seated(person, course, facility, *, on) -> Enrolment:
    """A seat in a class of a course since an instant."""
    session = make_session(facility, course=course)
    enrol([person.pk], session=session, at=on)
    return Enrolment.objects.get(session=session, person=person)


def test_a_prerequisite_counts_from_the_day_of_completing_in_any_version(tangerang, session):
    person = make_inmate(tangerang)
    old = make_course("Jahit", version="1")
    new = make_course("Jahit", version="2", skill=old.skill, replaces=old)
    at = datetime(2024, 2, 29, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    row = seated(person, old, tangerang, on=at - 30 * DAY)
    Enrolment.objects.filter(pk=row.pk).update(status="completed", status_at=at, ended_at=at)
    by_course = make_rule("prerequisite", facility=tangerang, course=str(new.pk), course_title=str(new))
    by_skill = make_rule("prerequisite", facility=tangerang, skill=str(old.skill_id), skill_name="Jahit")
    assert around(by_course, person, session, at.date()) == (BLOCKS, PASSES, PASSES)
    assert around(by_skill, person, session, at.date()) == (BLOCKS, PASSES, PASSES)
    of_the_class = make_rule("prerequisite", facility=tangerang)
    assert verdict(person, of_the_class, session, TODAY) == PASSES
    session.course.prerequisites.create(required_course=new)
    session.course.prerequisites.create(required_skill=make_skill("Sulam"))
    assert verdict(person, of_the_class, session, at.date()) == BLOCKS
    session.course.prerequisites.filter(required_course=None).delete()
    assert around(of_the_class, person, session, at.date()) == (BLOCKS, PASSES, PASSES)
    assert verdict(person, of_the_class, make_session(tangerang), TODAY) == ADVISES


def test_trained_in_the_skill_counts_from_its_day(tangerang, session):
    person = make_inmate(tangerang)
    part = make_skill("Batik cap", parent=session.course.skill)
    at = datetime(2024, 2, 29, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    seated(person, make_course("Cap", skill=part), tangerang, on=at)
    rule = make_rule("untrained", facility=tangerang)
    assert around(rule, person, session, at.date()) == (PASSES, BLOCKS, BLOCKS)
    assert verdict(person, rule, make_session(tangerang), TODAY) == ADVISES


def test_interest_counts_while_it_holds(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("interest", facility=tangerang)
    told, ended = date(2024, 2, 29), date(2024, 5, 1)
    Interest.objects.create(person=person, skill=session.course.skill, starts_on=told, ends_on=ended)
    assert around(rule, person, session, told) == (ADVISES, PASSES, PASSES)
    assert around(rule, person, session, ended) == (PASSES, PASSES, BLOCKS)


def test_a_decision_of_the_board_holds_from_day_to_day_and_may_grow_old(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("board", facility=tangerang, months=None)
    young = make_rule("board", facility=tangerang, months=6)
    decided = date(2024, 2, 29)
    BoardDecision.objects.create(person=person, approves=True, starts_on=decided, ends_on=date(2024, 12, 31))
    assert around(rule, person, session, decided) == (ADVISES, PASSES, PASSES)
    assert around(rule, person, session, date(2024, 12, 31)) == (PASSES, PASSES, ADVISES)
    assert around(young, person, session, date(2024, 8, 31)) == (PASSES, PASSES, ADVISES)
    BoardDecision.objects.create(person=person, approves=False, starts_on=date(2024, 3, 5))
    assert around(rule, person, session, date(2024, 3, 5)) == (PASSES, BLOCKS, BLOCKS)


def test_a_domicile_holds_from_its_day(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("domicile", facility=tangerang, places=["Banten", "Kota Bogor"])
    Domicile.objects.create(person=person, place="Kab. Garut", province="Jawa Barat", starts_on=date(2022, 1, 1))
    Domicile.objects.create(person=person, place="Serang", province="BANTEN", starts_on=date(2024, 2, 29))
    assert verdict(person, rule, session, date(2021, 1, 1)) == ADVISES
    assert around(rule, person, session, date(2024, 2, 29)) == (BLOCKS, PASSES, PASSES)
    Domicile.objects.create(person=person, place="kota bogor", starts_on=date(2025, 1, 1))
    assert verdict(person, rule, session, date(2025, 1, 1)) == PASSES


def test_a_language_holds_from_its_day(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("language", facility=tangerang, languages=["id", "su"])
    assert verdict(person, rule, session, TODAY) == ADVISES
    Language.objects.create(person=person, language="jv", starts_on=date(2022, 1, 1))
    Language.objects.create(person=person, language="su", starts_on=date(2024, 2, 29))
    assert around(rule, person, session, date(2024, 2, 29)) == (BLOCKS, PASSES, PASSES)


def test_a_measure_of_register_f_counts_until_so_many_months_have_passed(tangerang, session):
    person = make_inmate(tangerang)
    rule = make_rule("discipline", facility=tangerang, months=6)
    assert verdict(person, rule, session, TODAY) == PASSES
    begun, ended = date(2024, 2, 20), date(2024, 2, 29)
    entry = DisciplineEntry.objects.create(person=person, starts_on=begun)
    assert around(rule, person, session, begun) == (PASSES, BLOCKS, BLOCKS)
    assert verdict(person, rule, session, date(2030, 1, 1)) == BLOCKS
    DisciplineEntry.objects.filter(pk=entry.pk).update(ends_on=ended)
    assert around(rule, person, session, date(2024, 8, 29)) == (BLOCKS, PASSES, PASSES)
    DisciplineEntry.objects.filter(pk=entry.pk).update(mistaken=True)
    assert verdict(person, rule, session, begun) == PASSES


def test_a_question_of_ones_own_takes_the_newest_answer(tangerang, session):
    person = make_inmate(tangerang)
    question = Question.objects.create(text="Sehat untuk bekerja dengan lilin panas?")
    rule = make_rule("question", facility=tangerang, question=str(question.pk), text=question.text, wanted="yes")
    assert verdict(person, rule, session, TODAY) == ADVISES
    QuestionAnswer.objects.create(person=person, question=question, yes=False, starts_on=date(2022, 1, 1))
    QuestionAnswer.objects.create(person=person, question=question, yes=True, starts_on=date(2024, 2, 29))
    assert around(rule, person, session, date(2024, 2, 29)) == (BLOCKS, PASSES, PASSES)
