"""Rules on joining as pages: tried in words, kept, followed, ended; what is told of somebody and what follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from participants.models import DisciplineEntry, EligibilityRule, Interest, QuestionAnswer, RiskClass
from participants.services.enrolments import enrol
from tests.counting import questions
from tests.factories import AFTERNOON, NOW, acting, make_course, make_inmate, make_session, make_skill, make_user, post
from tests.raw import refused
from tests.rules_on_joining import make_rule

SHARE = {"share": "half", "by": "day", "strength": "blocks", "unknown": "override", "starts_on": "01/01/2023"}


@pytest.fixture
def page(client, registrar):
    client.force_login(registrar)
    return client


@pytest.fixture
def new(tangerang):
    return reverse("facility_rule_new", args=[tangerang.code])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_rule_is_tried_in_words_and_then_kept(page, new):
    tried = text(page.post(f"{new}?kind=share_served", SHARE | {"preview": "1"}))
    assert "Sudah menjalani sedikitnya setengah pidana pada hari didaftarkan." in tried
    assert EligibilityRule.objects.count() == 0
    kept = text(page.post(f"{new}?kind=share_served", SHARE, follow=True))
    assert "Sudah menjalani sedikitnya setengah pidana pada hari didaftarkan." in kept
    rule = EligibilityRule.objects.get()
    assert (rule.parameters, rule.strength, rule.unknown) == ({"share": "half", "by": "day"}, "blocks", "override")


EVERY_KIND = {
    "release": {"when": "within", "months": "6", "days": "7"},
    "age": {"least": "18", "by": "start"},
    "sex": {"sex": "P"},
    "takes_part_as": {"kinds": ["convict", "detainee"]},
    "risk": {"most": "medium"},
    "prerequisite": {},
    "untrained": {},
    "board": {"months": "6"},
    "interest": {},
    "domicile": {"places": "Banten, Kota Bogor,"},
    "language": {"languages": ["id"]},
    "discipline": {"months": "6"},
    "question": {"text": "Sehat?", "wanted": "yes"},
    "share_served": {"share": "third", "by": "start"},
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_can_be_kept_changed_and_asked(kind, page, new, registrar, tangerang):
    common = {"strength": "override", "unknown": "advises", "starts_on": "01/01/2023"}
    assert page.post(f"{new}?kind={kind}", EVERY_KIND[kind] | common).status_code == 302
    rule = EligibilityRule.objects.get()
    filled = page.get(reverse("rule_edit", args=[rule.pk])).context["form"]
    assert {key: value for key, value in filled.initial.items() if key in rule.parameters} | {
        "places": None
    } == rule.parameters | {"places": None}
    with acting(registrar, tangerang):
        person, session = make_inmate(tangerang), make_session(tangerang, hours=AFTERNOON)
        type(session).objects.update(planned_end=date(2090, 1, 1))
    assert page.get(reverse("person_joining", args=[person.pk])).status_code == 200


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("age", {"by": "day"}, "least"),
        ("age", {"least": "40", "most": "20", "by": "day"}, "most"),
        ("domicile", {"places": " , "}, "places"),
        ("release", {"when": "within", "months": "enam", "days": "0"}, "months"),
        ("discipline", {}, "months"),
    ],
)
def test_what_cannot_be_a_rule_says_which_field_and_keeps_what_was_typed(kind, typed, field, page, new):
    common = {"strength": "override", "unknown": "advises", "starts_on": "01/01/2023"}
    form = page.post(f"{new}?kind={kind}", typed | common).context["form"]
    assert list(form.errors) == [field]
    assert form["starts_on"].value() == "01/01/2023"


def test_changing_a_rule_ends_it_and_lets_another_follow(page, tangerang):
    rule = make_rule("share_served", facility=tangerang, share="third", by="day")
    today = timezone.localdate()
    page.post(reverse("rule_edit", args=[rule.pk]), SHARE | {"starts_on": today.isoformat()})
    rule.refresh_from_db()
    following = EligibilityRule.objects.exclude(pk=rule.pk).get()
    assert (rule.ends_on, rule.parameters["share"]) == (today - timedelta(days=1), "third")
    assert (following.starts_on, following.ends_on, following.facility) == (today, None, tangerang)
    again = page.post(reverse("rule_edit", args=[rule.pk]), SHARE)
    assert (again.status_code, EligibilityRule.objects.count()) == (302, 2)


def test_a_rule_ends_and_stays_to_be_read(page, tangerang):
    rule = make_rule("sex", facility=tangerang, sex="P")
    last = timezone.localdate() - timedelta(days=3)
    answer = page.post(reverse("rule_end", args=[rule.pk]), {"last": last.isoformat()}, follow=True)
    assert [one.pk for one in answer.context["over"]] == [rule.pk]
    assert answer.context["now"] == []


def test_what_a_rule_asks_is_never_rewritten_nor_a_rule_removed(tangerang):
    make_rule("sex", facility=tangerang, sex="P")
    rewrite = "UPDATE participants_eligibilityrule SET parameters = '{}'"
    assert refused(rewrite) == "42501"
    assert refused("DELETE FROM participants_eligibilityrule") == "42501"
    assert refused("UPDATE participants_eligibilityrule SET ends_on = '1990-01-01'") == "eligibilityrule_days_in_order"
    two = "INSERT INTO participants_eligibilityrule (id, kind, parameters, strength, unknown, starts_on)"
    nothing = f"{two} VALUES (gen_random_uuid(), 'sex', '{{}}', 'blocks', 'blocks', '2023-01-01')"
    assert refused(nothing) == "eligibilityrule_of_one_thing"


ANSWER = (
    "INSERT INTO participants_ruleanswer (enrolment_id, rule_id, kind, value, verdict, overridden_reason,"
    " overridden_by_id, at) VALUES (%(enrolment)s, %(rule)s, 'sex', '', {verdict}, {reason}, {by}, now())"
)


@pytest.mark.parametrize(
    ("verdict", "reason", "by", "named"),
    [
        (0, "''", "NULL", ""),
        (2, "'Perlu'", "%(me)s", ""),
        (2, "''", "NULL", "ruleanswer_override_has_reason"),
        (3, "'Perlu'", "%(me)s", "ruleanswer_override_has_reason"),
        (2, "'Perlu'", "%(other)s", "42501"),
    ],
)
def test_an_answer_is_kept_once_with_its_reason_and_nobody_elses_name(
    verdict, reason, by, named, registrar, outsider, tangerang
):
    with acting(registrar, tangerang):
        session, person = make_session(tangerang), make_inmate(tangerang)
        [answer] = enrol([person.pk], session=session, at=NOW)
        rule = make_rule("sex", facility=tangerang, sex="P")
        of = {"enrolment": answer.enrolment, "rule": rule.pk, "me": registrar.pk, "other": outsider.pk}
        assert refused(ANSWER.format(verdict=verdict, reason=reason, by=by), of) == named
        assert refused("UPDATE participants_ruleanswer SET verdict = 0") == "42501"


def test_the_rules_of_a_course_hold_for_its_versions_and_only_corrections_writes_them(client, registrar, tangerang):
    corrections = post(make_user("pusat"), Role.CORRECTIONS)
    old = make_course("Batik", version="1")
    newer = make_course("Batik", version="2", skill=old.skill, replaces=old)
    client.force_login(corrections)
    client.post(f"{reverse('course_rule_new', args=[old.pk])}?kind=share_served", SHARE)
    assert len(client.get(reverse("course_rules", args=[newer.pk])).context["now"]) == 1
    with acting(registrar, tangerang):
        person, session = make_inmate(tangerang), make_session(tangerang, course=newer)
        type(session).objects.update(planned_end=date(2090, 1, 1))
    client.force_login(registrar)
    [one] = client.get(reverse("person_joining", args=[person.pk])).context["joinings"]
    assert [said.rule.course for said in one.against] == [old]


TOLD = [
    ("interest", lambda skill: {"skill": skill.pk}, "Batik"),
    ("domicile", lambda _s: {"place": "Serang", "province": "Banten"}, "Serang, Banten"),
    ("language", lambda _s: {"language": "su"}, "Sunda"),
    ("risk", lambda _s: {"risk": "medium"}, "Medium"),
    ("board", lambda _s: {"approves": "True", "number": "12/2023"}, "menyetujui (12/2023)"),
    ("discipline", lambda _s: {"ends_on": "20/07/2023"}, "catatan Register F"),
]


@pytest.mark.parametrize(("kind", "typed", "words"), TOLD, ids=[kind for kind, *_rest in TOLD])
def test_a_fact_is_recorded_shown_and_ended(kind, typed, words, page, registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
    address = f"{reverse('person_fact_new', args=[person.pk])}?kind={kind}"
    typed = typed(make_skill("Batik")) | {"starts_on": "10/07/2023"}
    shown = page.post(address, typed, follow=True)
    assert words in text(shown)
    [(fact, _holds)] = [one for group in shown.context["told"] for one in group.facts]
    ended = page.post(reverse("fact_end", args=[fact.key]), {"mistaken": "yes"}, follow=True)
    assert [group.facts for group in ended.context["told"]] == [()] * 7
    page.post(address, typed)
    [(fact, holds)] = [f for g in page.get(person.get_absolute_url()).context["told"] for f in g.facts]
    page.post(reverse("fact_end", args=[fact.key]), {"last": "11/07/2023", "mistaken": ""})
    [(fact, holds)] = [f for g in page.get(person.get_absolute_url()).context["told"] for f in g.facts]
    assert (fact.ends_on, holds) == (date(2023, 7, 11), False)


def test_an_answer_and_what_cannot_be_recorded(page, registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
    rule = {"text": "Sehat?", "wanted": "yes", "strength": "blocks", "unknown": "blocks", "starts_on": "01/01/2023"}
    page.post(f"{reverse('facility_rule_new', args=[tangerang.code])}?kind=question", rule)
    question = EligibilityRule.objects.get().parameters["question"]
    address = f"{reverse('person_fact_new', args=[person.pk])}?kind=answer"
    page.post(address, {"question": question, "yes": "False", "starts_on": "10/07/2023"})
    twice = page.post(address, {"question": question, "yes": "True", "starts_on": "10/07/2023"})
    assert "Untuk hari itu sudah ada catatannya." in text(twice)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    later = page.post(address, {"question": question, "yes": "True", "starts_on": tomorrow})
    assert list(later.context["form"].errors) == ["starts_on"]
    with acting(registrar, tangerang):
        assert list(QuestionAnswer.objects.values_list("yes", flat=True)) == [False]


def test_what_is_told_of_somebody_is_the_facilitys_own_and_nothing_of_it_is_removed(
    registrar, outsider, tangerang, cipinang
):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        RiskClass.objects.create(person=person, risk="medium", starts_on=date(2023, 1, 1))
        assert refused("DELETE FROM participants_riskclass") == "42501"
    with acting(outsider, cipinang):
        assert RiskClass.objects.count() == 0
        insert = (
            "INSERT INTO participants_riskclass (id, person_id, risk, starts_on, mistaken)"
            " VALUES (gen_random_uuid(), %(person)s, 'medium', '2023-02-01', false)"
        )
        assert refused(insert, {"person": person.pk}) == "42501"


def test_why_may_she_not_join(page, registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang, ends_on=date(2090, 1, 1))
        session = make_session(tangerang, title="Kelas Batik")
        type(session).objects.update(planned_end=date(2089, 6, 1))
        DisciplineEntry.objects.create(person=person, starts_on=timezone.localdate())
        make_rule("discipline", facility=tangerang, months=6)
        make_rule("interest", programme=session.programme, strength="advises")
        make_rule("sex", facility=tangerang, sex="P")
    address = reverse("person_joining", args=[person.pk])
    [one] = page.get(address).context["joinings"]
    assert [said.rule.kind for said in one.against] == ["discipline", "interest"]
    assert [said.rule.kind for said in one.fitting] == ["sex"]
    assert (one.blocked, one.inside, one.clashes) == (True, False, False)
    words = text(page.get(address))
    assert "hukuman disiplin Register F masih berjalan" in words
    assert "Bisa ikut 6 bulan setelah hukuman disiplin berakhir." in words


def test_as_many_questions_for_many_classes_and_rules_as_for_few(page, registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        course = make_course("Batik", skill=make_skill("Batik"))

        def grow(n):
            make_session(tangerang, course=course)
            make_rule("untrained", of_course=course)
            make_rule("share_served", facility=tangerang, share="third", by="day")
            day = date(2023, 1, 1) + timedelta(days=n)
            Interest.objects.create(person=person, skill=course.skill, starts_on=day)

        grow(0)
        person.facility.sessions.update(planned_end=date(2090, 1, 1))
    addresses = [
        reverse("person_joining", args=[person.pk]),
        person.get_absolute_url(),
        reverse("facility_rules", args=[tangerang.code]),
        reverse("course_rules", args=[course.pk]),
    ]
    few = [len(questions(page, address)) for address in addresses]
    with acting(registrar, tangerang):
        for n in range(1, 5):
            grow(n)
        person.facility.sessions.update(planned_end=date(2090, 1, 1))
    assert [len(questions(page, address)) for address in addresses] == few
    assert max(few) <= 12
