"""Forms keep what was typed, and say which field, what is wrong and what would be right."""

from datetime import date, time

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from web.forms import DayField, FilterForm, HourField, PageForm


class ClassForm(PageForm, forms.Form):
    first = DayField(label="First day")
    last = DayField(label="Last day", required=False)
    start = HourField(label="Start", required=False)
    capacity = forms.IntegerField(label="Seats")
    approval = forms.ChoiceField(label="Approval", choices=[("a", "A")], widget=forms.RadioSelect)


class Search(FilterForm):
    q = forms.CharField(label="Name")


def rendered(source, **context):
    with translation.override("en"):
        return Template(source).render(Context(context))


def whole(form):
    return rendered("{% load crispy_forms_tags %}{% include 'components/_errors.html' %}{% crispy form %}", form=form)


@pytest.mark.parametrize(
    "typed",
    [
        "17/07/2023", "17-07-2023", "17.7.2023", " 17/7/2023 ", "2023-07-17", "17 Juli 2023", "17 juli 2023",
        "17 July 2023", "17 jul 2023", "17 Jul. 2023",
    ],
)  # fmt: skip
def test_a_day_is_understood_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2023, 7, 17)


@pytest.mark.parametrize(
    ("word", "month"), [("Agustus", 8), ("Agu", 8), ("Aug", 8), ("Nopember", 11), ("Mei", 5), ("May", 5)]
)
def test_a_month_is_known_in_both_languages(word, month):
    assert DayField().clean(f"2 {word} 2023") == date(2023, month, 2)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("besok", "invalid"), ("17/07/23", "invalid"), ("17 J 2023", "invalid"), ("17 foo 2023", "invalid"),
        ("2023", "invalid"), ("31/02/2023", "no_such_day"), ("17/13/2023", "no_such_day"), ("01/01/0001", "far"),
        ("31/12/9999", "far"), ("17/07/1823", "far"), ("", "required"), ("  ", "required"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_its_reason(typed, code):
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.code == code


def test_the_refusal_of_a_day_repeats_what_was_written():
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean("besok")
    with translation.override("en"):
        assert refused.value.messages == ["Write the day like this: 17/07/2023. This was written: besok."]


@pytest.mark.parametrize(
    ("typed", "hour"), [("08.00", (8, 0)), ("8:30", (8, 30)), ("0800", (8, 0)), ("23.59", (23, 59))]
)
def test_an_hour_is_understood_as_people_write_it(typed, hour):
    assert HourField().clean(typed) == time(*hour)


@pytest.mark.parametrize("typed", ["24.00", "8", "pagi", "08.60", "8.0"])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        HourField().clean(typed)


def test_days_and_hours_stand_in_their_fields_as_people_write_them():
    form = ClassForm(initial={"first": date(2023, 7, 17), "start": time(8)})
    html = whole(form)
    assert 'value="17/07/2023"' in html
    assert 'value="08:00"' in html
    sent_back = {"first": "17/07/2023", "start": "08.00"}
    assert ClassForm(sent_back, initial=form.initial).changed_data == []


def test_an_optional_field_says_so_and_a_required_one_has_its_mark():
    html = " ".join(whole(ClassForm()).split())
    assert 'Last day <span class="optional">(optional)</span>' in html
    assert 'First day<span class="asteriskField">*</span>' in html


def test_a_form_that_comes_back_keeps_every_value_and_leads_to_each_field():
    form = ClassForm({"first": "31/02/2023", "last": "besok", "capacity": "tiga puluh"})
    html = whole(form)
    assert [value for value in ("31/02/2023", "besok", "tiga puluh") if f'value="{value}"' not in html] == []
    assert "4 entries need correcting" in html
    assert 'href="#id_first">First day: There is no such day: 31/02/2023.</a>' in html
    assert 'href="#id_last">Last day: Write the day' in html
    assert 'href="#id_capacity">Seats: Write it in digits, for example 30.</a>' in html
    assert 'href="#div_id_approval">Approval: Not filled in yet.</a>' in html
    assert 'id="div_id_approval"' in html


def test_an_error_is_bound_to_its_field():
    html = " ".join(whole(ClassForm({"first": "besok"})).split())
    assert 'aria-invalid="true" aria-describedby="id_first_helptext id_first_error" id="id_first"' in html
    assert 'id="id_first_error"' in html


def test_a_filter_requires_nothing_and_marks_nothing():
    assert Search({}).is_valid()
    html = rendered("{% include 'components/_filters.html' %}", filters=Search({}), label="Search", result="3 of 48")
    assert 'class="optional"' not in html
    assert '<p class="result" role="status">3 of 48</p>' in html
