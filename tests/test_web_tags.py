"""What the tags write into a page."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation


def rendered(source, language="id", **context):
    with translation.override(language):
        return Template("{% load web %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize("kind", ["plan", "run", "ok", "look", "stop", "done"])
def test_a_state_has_a_shape_and_a_word(kind):
    html = rendered("{% status kind label %}", kind=kind, label="Berjalan")
    assert html.startswith(f'<span class="status {kind}"><svg class="icon"')
    assert html.endswith("</svg>Berjalan</span>")


def test_the_six_states_have_six_shapes():
    shapes = {rendered("{% status kind 'x' %}", kind=kind).split("aria-hidden")[1] for kind in STATE_KINDS}
    assert len(shapes) == 6


STATE_KINDS = ["plan", "run", "ok", "look", "stop", "done"]


def test_what_people_typed_is_escaped_in_every_tag():
    tags = ["{% chip x %}", "{% status 'ok' x %}", "{% unknown x %}", "{% source x %}", "{% note_ref x %}"]
    assert [tag for tag in tags if "<b>" in rendered(tag, x="<b>")] == []


def test_a_source_leads_only_to_an_address_of_the_web():
    assert 'href="https://kontan.co.id"' in rendered("{% source 'kontan' u %}", u="https://kontan.co.id")
    assert "href" not in rendered("{% source 'kontan' u %}", u="javascript:alert(1)")
    assert rendered("{% source 'arsip' %}") == '<span class="source">Sumber: arsip</span>'


def test_unknown_is_a_value_that_says_where_was_looked():
    assert rendered("{% unknown %}") == '<span class="unknown">tidak diketahui</span>'
    assert rendered("{% unknown 'a letter' %}", "en").endswith('<span class="source">Source: a letter</span>')
    for tag in ("{% date_range None None %}", "{% partial_date None 'd' %}", "{% share None 12 %}"):
        assert rendered(tag) == '<span class="unknown">tidak diketahui</span>'


def test_a_range_is_written_by_its_tag():
    context = {"a": date(2023, 7, 17), "b": date(2023, 7, 22)}
    assert rendered("{% date_range a b %}", **context) == "17–22 Juli 2023"
    assert rendered("{% date_range a b 'm' 'm' %}", "en", **context) == "July 2023"


def test_a_letter_beside_a_figure_leads_to_its_origin():
    assert rendered("{% note_ref 'a' %}") == '<a class="note-ref" href="#origin-a" aria-label="asal a">a</a>'


@pytest.mark.parametrize(
    ("taken", "capacity", "held", "drawn"),
    [
        (28, 30, 1, (28, 1, 1)),
        (0, 40, 0, (0, 0, 40)),
        (30, 30, 0, (30, 0, 0)),
        (70, 100, 5, (1, 1, 1)),
        (0, 0, 0, (0, 0, 1)),
    ],
)
def test_seats_are_drawn_one_by_one_up_to_forty(taken, capacity, held, drawn):
    html = rendered("{% seats t c h %}", t=taken, c=capacity, h=held)
    assert tuple(html.count(f'<rect class="{kind}"') for kind in ("taken", "held", "free")) == drawn


def test_seats_are_told_in_words_as_well():
    html = rendered("{% seats 28 30 1 %}")
    assert 'aria-label="28 dari 30 kursi terisi"' in html
    assert "<strong>28</strong> terisi" in html
    assert "<strong>1</strong> kosong" in html
    assert "28 of 30 seats taken" in rendered("{% seats 28 30 1 %}", "en")
