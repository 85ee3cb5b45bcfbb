"""Numbers on which sources disagree: all stay side by side, one is used, chosen with a reason by somebody."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from accounts.scope import scope
from organisations.models import Source
from programs.facts import Facts
from programs.forms.fields import NumberField
from programs.loading.export import export_programmes
from programs.models import Figure, Programme, ProgrammeSource
from programs.services.programmes import complete, use_figure
from tests.factories import TODAY, make_organisation, make_programme, make_topic, make_user, post
from tests.loading_entries import entry
from tests.sheets import fields_of, with_row

AT = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)
PEOPLE = {"measure": "participants", "unit": "people"}


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def official(ministry):
    return post(make_user("petugas", name="Petugas Contoh"), Role.OFFICIAL, organisation=ministry)


@pytest.fixture
def at_desk(client, official):
    client.force_login(official)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def programme(ministry):
    return make_programme("Pelatihan nasional", organiser=ministry)


def figures_page(programme: Programme) -> str:
    return reverse("programme_figures", args=[programme.pk])


def settle_page(programme: Programme, of: str = "all.participants.actual.people") -> str:
    return reverse("programme_settle", args=[programme.pk]) + (f"?of={of}" if of else "")


def enter(client, programme: Programme, *figures: dict):
    """Add figures on the page and save them together."""
    sent = fields_of(client.get(figures_page(programme)))
    for figure in figures:
        sent = with_row(client, figures_page(programme), sent, "figures", **PEOPLE | figure)
    return client.post(figures_page(programme), sent)


def disagreeing(programme: Programme, *values: int) -> list[Figure]:
    """Totals of several sources; the first is used."""
    return [
        Figure.objects.create(programme=programme, value=value, used=place == 0, **PEOPLE)
        for place, value in enumerate(values)
    ]


def used(programme: Programme) -> list[tuple]:
    found = Figure.objects.filter(programme=programme, used=True)
    return list(found.values_list("value", "used_because", "used_by__username"))


def page_of(client, programme: Programme) -> str:
    return client.get(programme.get_absolute_url()).content.decode()


# Entered --------------------------------------------------------------------------------------------------


def test_a_number_that_nothing_contradicts_is_used(at_desk, programme):
    topic = make_topic(programme, "Batik")
    answer = enter(at_desk, programme, {"value": "1,006"}, {"value": "30", "topic": str(topic.pk)})
    assert answer.url == programme.get_absolute_url()
    assert list(Figure.objects.order_by("pk").values_list("value", "topic", "used", "addition", "how_known")) == [
        (1006, None, True, True, "stated"),
        (30, topic.pk, True, True, "stated"),
    ]


def test_numbers_that_disagree_are_all_kept_none_is_used_and_the_editor_is_asked_to_choose(at_desk, programme):
    answer = enter(at_desk, programme, {"value": "975"}, {"value": "1,000"}, {"value": "1,006"})
    assert answer.url == settle_page(programme, of="")
    assert (used(programme), Figure.objects.count()) == ([], 3)
    asked = at_desk.get(answer.url).content.decode()
    assert "On 1 number the sources disagree." in asked
    assert "975 people · 1,000 people · 1,006 people" in asked
    assert Facts(programme, on=TODAY).figure("participants") is None


def test_a_later_number_does_not_push_out_the_one_that_is_used(at_desk, programme):
    enter(at_desk, programme, {"value": "975"})
    enter(at_desk, programme, {"value": "1,006"})
    assert used(programme) == [(975, "", None)]
    page = page_of(at_desk, programme)
    assert page.count("</svg>sources disagree") == 1 and "nobody has said why yet" in page


def test_the_words_of_a_source_are_kept_where_it_gives_no_number(at_desk, programme):
    enter(at_desk, programme, {"text": "puluhan orang", "as_of": "2023", "source": ""})
    assert "puluhan orang" in page_of(at_desk, programme)


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({}, "Give the figure a value or the words of its source."),
        ({"value": "30.5"}, "Value: People and pieces are counted in whole numbers."),
        ({"value": "-3"}, "Value: A number here is not below zero."),
        ({"value": "tiga puluh"}, "Value: Write it in digits, for example 1,006. This was written: tiga puluh."),
        ({"value": "30", "how_known": "derived"}, "Say from what the figure is derived."),
    ],
)
def test_a_wrong_figure_comes_back_with_its_sentence(at_desk, programme, entries, sentence):
    answer = enter(at_desk, programme, entries)
    assert answer.status_code == 200
    assert [words for _place, words in answer.context["sheet"].errors] == [f"Figure 1, {sentence}"]
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("id", "1.006", "1006"),
        ("id", "1006", "1006"),
        ("id", "12,5", "12.5"),
        ("id", "1.000.000", "1000000"),
        ("en", "1,006", "1006"),
        ("en", "12.5", "12.5"),
        ("id", "1,006", None),
        ("id", "10.06", None),
        ("en", "1,00", None),
        ("id", "12345678901", None),
    ],
)
def test_a_number_is_read_as_people_of_that_language_write_it(language, written, meant):
    with translation.override(language):
        try:
            read = str(NumberField().clean(written))
        except ValidationError:
            read = None
    assert read == meant


# Chosen ---------------------------------------------------------------------------------------------------


def test_one_is_chosen_with_a_reason_and_the_others_stay(at_desk, programme, official):
    _first, _second, third = disagreeing(programme, 975, 1000, 1006)
    sent = fields_of(at_desk.get(settle_page(programme)))
    answer = at_desk.post(settle_page(programme), sent | {"figure": str(third.pk), "because": "Hitungan panitia."})
    assert answer.url == programme.get_absolute_url()
    assert used(programme) == [(1006, "Hitungan panitia.", "petugas")]
    assert Figure.objects.count() == 3
    page = page_of(at_desk, programme)
    assert "Hitungan panitia." in page and "Chosen by Petugas Contoh," in page and page.count("kept</span>") == 2
    assert Facts(programme, on=TODAY).figure("participants").value == 1006


def test_choosing_again_takes_the_first_reason_away(programme, official):
    first, second = disagreeing(programme, 975, 1006)
    for figure, reason in ((first, "Lama"), (second, "Baru")):
        use_figure(figure, because=reason, by=official, at=AT)
    assert used(programme) == [(1006, "Baru", "petugas")]
    assert not Figure.objects.filter(used=False).exclude(used_because="").exists()


def test_a_choice_without_a_reason_is_asked_for_one_and_keeps_what_was_chosen(at_desk, programme):
    _first, second = disagreeing(programme, 975, 1006)
    sent = fields_of(at_desk.get(settle_page(programme)))
    answer = at_desk.post(settle_page(programme), sent | {"figure": str(second.pk), "because": " "})
    assert answer.context["form"].errors == {"because": ["Not filled in yet."]}
    assert fields_of(answer)["figure"] == str(second.pk)
    assert used(programme) == [(975, "", None)]


def test_a_choice_is_not_made_over_anothers(at_desk, programme, official):
    first, second = disagreeing(programme, 975, 1006)
    mine = fields_of(at_desk.get(settle_page(programme))) | {"figure": str(first.pk), "because": "Saya"}
    use_figure(second, because="Orang lain", by=official, at=AT)
    refused = at_desk.post(settle_page(programme), mine)
    assert "Changed by someone else" in refused.content.decode()
    assert used(programme) == [(1006, "Orang lain", "petugas")]
    again = fields_of(refused)
    assert (again["figure"], again["because"]) == (str(first.pk), "Saya")
    assert at_desk.post(settle_page(programme), again).status_code == 302
    assert used(programme) == [(975, "Saya", "petugas")]


def test_a_figure_of_another_programme_cannot_be_chosen(at_desk, programme, ministry):
    disagreeing(programme, 975, 1006)
    (other,) = disagreeing(make_programme(organiser=ministry), 5)
    sent = fields_of(at_desk.get(settle_page(programme)))
    answer = at_desk.post(settle_page(programme), sent | {"figure": str(other.pk), "because": "x"})
    assert answer.status_code == 200
    assert used(programme) == [(975, "", None)]


def test_where_nothing_disagrees_the_page_says_what_will_stand_there(at_desk, programme):
    assert "So far none do." in at_desk.get(settle_page(programme, of="")).content.decode()
    assert at_desk.get(settle_page(programme, of="nonsense")).status_code == 200


# Mended ---------------------------------------------------------------------------------------------------


def test_a_chosen_number_that_gets_another_value_waits_for_a_new_reason(at_desk, programme, official):
    first, _second = disagreeing(programme, 975, 1006)
    use_figure(first, because="Panitia", by=official, at=AT)
    sent = fields_of(at_desk.get(figures_page(programme)))
    place = next(name.split("-")[1] for name, value in sent.items() if value == "975")
    assert at_desk.post(figures_page(programme), sent | {f"figures-{place}-value": "980"}).status_code == 302
    assert used(programme) == [(980, "", None)]


def test_a_number_that_now_answers_another_question_is_not_used_in_place_of_another(at_desk, programme):
    topic = make_topic(programme, "Batik")
    Figure.objects.create(programme=programme, topic=topic, value=30, used=True, **PEOPLE)
    disagreeing(programme, 90)
    sent = fields_of(at_desk.get(figures_page(programme)))
    place = next(name.split("-")[1] for name, value in sent.items() if value == "90")
    assert at_desk.post(figures_page(programme), sent | {f"figures-{place}-topic": str(topic.pk)}).status_code == 302
    assert used(programme) == [(30, "", None)]


def test_when_the_used_number_is_removed_the_only_one_left_is_used(programme):
    first, _second = disagreeing(programme, 975, 1006)
    first.delete()
    assert complete(programme) == 0
    assert used(programme) == [(1006, "", None)]


# Loaded ---------------------------------------------------------------------------------------------------


@pytest.fixture
def loaded(load, official, ministry):
    load(entry(participants_total=975))
    programme = Programme.objects.get()
    added = Figure.objects.create(programme=programme, value=1006, addition=True, **PEOPLE)
    return programme, added


def test_a_reload_neither_takes_a_choice_back_nor_exports_it(loaded, load, official):
    programme, added = loaded
    told = entry(participants_total=975)
    for chosen in (added, Figure.objects.get(addition=False, topic=None)):
        use_figure(chosen, because="Panitia", by=official, at=AT)
        assert load(told).changed == {}
        assert (chosen.value, "Panitia", "petugas") in used(programme)
        assert list(export_programmes()) == [told]
    assert Figure.objects.filter(programme=programme, topic=None).count() == 2


def test_what_a_source_is_called_stands_beside_each_choice(at_desk, programme):
    source = Source.objects.create(title="Laporan Contoh")
    ProgrammeSource.objects.create(programme=programme, source=source, position=1)
    Figure.objects.create(programme=programme, value=90, source=source, used=True, **PEOPLE)
    Figure.objects.create(programme=programme, value=95, how_known="derived", derivation="50 + 45", **PEOPLE)
    page = at_desk.get(settle_page(programme)).content.decode()
    assert "90 people: stated by source, Laporan Contoh" in page
    assert "95 people: derived, 50 + 45" in page


def test_every_choice_is_in_the_history(at_desk, programme, official):
    first, _second = disagreeing(programme, 975, 1006)
    with scope(actor=official.pk):
        use_figure(first, because="Panitia", by=official, at=AT)
    page = at_desk.get(reverse("programme_history", args=[programme.pk])).content.decode()
    assert "Panitia" in page and "Petugas Contoh" in page
