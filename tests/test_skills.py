"""Skills are a tree, whoever writes it; their codes hold for a time; the tree is read, searched and mended on pages."""

from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.roles import Role
from programs.forms.skills import skill_choices
from programs.models import Skill, SkillCode
from tests.counting import questions
from tests.crowd import all_at_once
from tests.factories import make_skill, make_user, post
from tests.raw import refused, run, works_for_the_owner

CIRCLE = "skill_tree_without_circle"
PUT_UNDER = "UPDATE programs_skill SET parent_id = %(parent)s WHERE id = %(skill)s"


@pytest.fixture
def tree(db):
    """Craft, within it batik, within that dyeing."""
    craft = make_skill("Kriya", name_en="Craft")
    batik = make_skill("Batik", parent=craft)
    return craft, batik, make_skill("Pewarnaan", name_en="Dyeing", parent=batik)


@pytest.fixture
def ministry(client, db):
    """An official of the corrections ministry at work, reading English."""
    client.cookies["language"] = "en"
    client.force_login(post(make_user("user.corrections"), Role.CORRECTIONS))
    return client


def sent(codes=(), held=0, **fields) -> dict:
    """What a browser sends of a skill with these codes: scheme, code, from, until."""
    form = {"name": "Batik", "codes-TOTAL_FORMS": len(codes), "codes-INITIAL_FORMS": held} | fields
    for place, code in enumerate(codes):
        names = ("scheme", "code", "valid_from", "valid_until")
        form |= {f"codes-{place}-{name}": value for name, value in zip(names, code, strict=True)}
    return form


def test_raw_sql_makes_no_circle(tree, registrar):
    craft, batik, dyeing = tree
    assert refused(PUT_UNDER, {"skill": craft.pk, "parent": dyeing.pk}) == CIRCLE
    assert refused(PUT_UNDER, {"skill": batik.pk, "parent": dyeing.pk}) == CIRCLE
    assert refused(PUT_UNDER, {"skill": craft.pk, "parent": craft.pk}) in {CIRCLE, "skill_not_part_of_itself"}
    assert refused(PUT_UNDER, {"skill": dyeing.pk, "parent": craft.pk}) == ""
    swap = "UPDATE programs_skill SET parent_id = CASE id WHEN %(a)s THEN %(b)s WHEN %(b)s THEN %(a)s END::uuid"
    assert refused(swap + " WHERE id IN (%(a)s, %(b)s)", {"a": craft.pk, "b": batik.pk}) == CIRCLE


@pytest.mark.django_db(transaction=True)
def test_it_is_the_trigger_that_refuses(registrar):
    craft = make_skill("Kriya")
    batik = make_skill("Batik", parent=craft)
    gone = f"DROP TRIGGER {CIRCLE} ON programs_skill"
    values = {"skill": craft.pk, "parent": batik.pk}
    assert works_for_the_owner(PUT_UNDER, values, actor=registrar.pk) == CIRCLE
    assert works_for_the_owner(PUT_UNDER, values, actor=registrar.pk, after=gone) == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_each_draw_half_of_a_circle_at_once_do_not_both_get_it():
    one, other = make_skill(), make_skill()
    together = Barrier(2, timeout=20)

    def put(pair) -> bool:
        try:
            with transaction.atomic():
                together.wait()
                run(PUT_UNDER, {"skill": pair[0].pk, "parent": pair[1].pk})
            return True
        except IntegrityError:
            return False
        finally:
            connection.close()

    assert sorted(all_at_once(put, [(one, other), (other, one)])) == [False, True]


class TestAnyTree(TestCase):
    """Random moves: what is accepted never leads back, and what is refused would have."""

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
    def test_after_any_moves_the_skills_are_a_tree(self, moves):
        skills = [make_skill() for _ in range(6)]
        above: dict[int, int] = {}
        for part, whole in moves:
            way, leads_back = whole, False
            while way is not None and not leads_back:
                leads_back, way = way == part, above.get(way)
            said = refused(PUT_UNDER, {"skill": skills[part].pk, "parent": skills[whole].pk})
            assert bool(said) == leads_back
            if not leads_back:
                above[part] = whole
        for part, whole in above.items():
            assert skills[whole] in Skill.objects.get(pk=skills[part].pk).above()


def test_what_a_skill_is_part_of_and_what_is_part_of_it(tree):
    craft, batik, dyeing = tree
    assert (dyeing.above(), craft.above()) == ([craft, batik], [])
    assert set(Skill.objects.within(batik.pk)) == {batik, dyeing}


def test_choices_read_like_a_tree(tree):
    names = [label for _key, label in skill_choices("–")]
    assert names == ["–", "Kriya", "\u2003Batik", "\u2003\u2003Pewarnaan"]


def test_the_list_is_a_tree_and_a_search_keeps_the_way_to_what_it_finds(tree, ministry):
    make_skill("Las")
    page = ministry.get("/skills/").text
    assert [page.count(f">{name}</a>") for name in ("Kriya", "Batik", "Pewarnaan", "Las")] == [1, 1, 1, 1]
    found = ministry.get("/skills/", {"q": "dye"}).text
    assert [f">{name}</a>" in found for name in ("Kriya", "Batik", "Pewarnaan", "Las")] == [True, True, True, False]
    assert "1 skill for “dye”" in found
    assert "Nothing was found" in ministry.get("/skills/", {"q": "zzz"}).text


def test_the_list_asks_no_more_for_many_than_for_few(tree, ministry):
    for _ in range(60):
        SkillCode.objects.create(skill=make_skill(parent=tree[0]), scheme="KBLI 2020", code="13134")
    assert len(questions(ministry, "/skills/")) <= 12


def test_a_skill_is_made_with_its_codes(ministry):
    codes = [("KBLI 2020", "13134", "", "31/12/2025"), ("Peraturan BPS 7/2025", "13135", "01/01/2026", "")]
    answer = ministry.post("/skills/new/", sent(codes, name_en="Batik making"), follow=True)
    made = Skill.objects.get()
    assert answer.redirect_chain == [(f"/skills/{made.pk}/", 302)]
    assert list(made.codes.order_by("scheme").values_list("scheme", "code", "valid_from", "valid_until")) == [
        ("KBLI 2020", "13134", None, date(2025, 12, 31)),
        ("Peraturan BPS 7/2025", "13135", date(2026, 1, 1), None),
    ]
    assert "until 31 December 2025" in answer.text and "Batik was saved." in answer.text


def test_two_codes_of_one_classification_for_one_day_come_back(ministry):
    codes = [("KBLI 2020", "13134", "", ""), ("KBLI 2020", "13135", "", "")]
    answer = ministry.post("/skills/new/", sent(codes))
    assert (answer.status_code, Skill.objects.count()) == (200, 0)
    assert 'value="13135"' in answer.text


def test_a_circle_is_refused_on_the_page_with_a_sentence(tree, ministry):
    craft, _batik, dyeing = tree
    answer = ministry.post(f"/skills/{craft.pk}/edit/", sent(name="Kriya", parent=dyeing.pk))
    assert "go round in a circle" in answer.text
    assert Skill.objects.get(pk=craft.pk).parent is None


def test_an_edit_of_somebody_else_is_not_written_over(tree, ministry):
    batik = tree[1]
    address = f"/skills/{batik.pk}/edit/"
    seen = ministry.get(address).context["sheet"].seen_now
    Skill.objects.filter(pk=batik.pk).update(name_en="Batik making")
    mine = sent(name="Batik tulis", parent=batik.parent_id, seen=seen)
    answer = ministry.post(address, mine)
    assert "Changed by someone else" in answer.text and "Batik making" in answer.text
    assert Skill.objects.get(pk=batik.pk).name == "Batik"


def test_staff_read_and_only_the_ministry_mends(tree, client, registrar):
    client.force_login(registrar)
    page = client.get(f"/skills/{tree[1].pk}/")
    assert (page.status_code, "/edit/" in page.text) == (200, False)
    assert client.post(f"/skills/{tree[1].pk}/edit/", sent()).status_code == 403


def test_what_is_not_known_reads_so(tree, ministry):
    assert ministry.get(f"/skills/{tree[1].pk}/").text.count("not known") == 1
