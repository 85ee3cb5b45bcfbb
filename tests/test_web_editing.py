"""One thing and its rows on one page: saved together or not at all, and never over somebody else's edit."""

from datetime import date

import pytest
from django import forms
from django.test import RequestFactory

from organisations.choices import AgreementKind
from organisations.models import Agreement, AgreementParty
from tests.factories import make_agreement, make_organisation
from web.dates import PartialDay
from web.editing import RowSet, Sheet, rows
from web.forms import PageForm, PartialDateField, PartialDates


class PartyForm(PageForm, forms.ModelForm):
    class Meta:
        model = AgreementParty
        fields = ("name_as_printed", "number")


class Parties(RowSet):
    legend, row_words = "Parties", "Party"


class AgreementForm(PartialDates, forms.ModelForm):
    in_force_from = PartialDateField(required=False)
    in_force_until = PartialDateField(required=False)

    class Meta:
        model = Agreement
        fields = ("kind", "title", "in_force_from", "in_force_until")


PARTIES = rows(Agreement, AgreementParty, PartyForm, Parties, prefix="parties")


def sheet(instance, sent: dict | None = None) -> Sheet:
    """The sheet as a GET gives it, or as it was sent."""
    request = RequestFactory().post("/", sent) if sent is not None else RequestFactory().get("/")
    return Sheet(AgreementForm, instance=instance, request=request, rows=[PARTIES])


def entries(instance=None, parties=(), **others) -> dict:
    """What a browser sends of an agreement with these parties."""
    held = list(instance.parties.values_list("pk", flat=True)) if instance else []
    sent = {"kind": "mou", "parties-TOTAL_FORMS": len(parties), "parties-INITIAL_FORMS": len(held)}
    if instance:
        sent["seen"] = sheet(instance).seen_now
    for place, name in enumerate(parties):
        sent |= {
            f"parties-{place}-name_as_printed": name,
            f"parties-{place}-id": held[place] if place < len(held) else "",
        }
    return sent | others


@pytest.fixture
def agreement(db):
    return make_agreement(make_organisation("Kementerian Perindustrian"), title="Nota")


def test_a_thing_and_its_rows_are_saved_together(db):
    sent = sheet(Agreement(), entries(parties=["Pihak Satu", "Pihak Dua"], title="Baru", in_force_from="Maret 2023"))
    assert sent.is_valid(), sent.errors
    saved = sent.save()
    assert (saved.in_force_from, saved.in_force_from_precision) == (date(2023, 3, 1), "m")
    assert list(saved.parties.values_list("position", "name_as_printed")) == [(1, "Pihak Satu"), (2, "Pihak Dua")]


def test_one_more_row_is_given_without_a_complaint_and_keeps_what_was_typed(db):
    grown = sheet(
        Agreement(), entries(parties=["Pihak Satu"], title="Baru", in_force_from="kapan-kapan", add="parties")
    )
    assert not grown.is_valid() and grown.errors == []
    assert grown.part == "components/_rows.html"
    assert [form["name_as_printed"].value() for form in grown.rows[0].forms] == ["Pihak Satu", None]
    assert grown.form["in_force_from"].value() == "kapan-kapan"


def test_all_that_is_wrong_is_said_at_once(db):
    wrong = sheet(Agreement(), entries(parties=["x" * 301], in_force_from="kapan-kapan"))
    assert not wrong.is_valid()
    assert [place for place, _sentence in wrong.errors] == ["#id_in_force_from", "#id_parties-0-name_as_printed"]


def test_an_added_row_begins_as_one_does_that_stood_ready(db):
    class Role(PartyForm):
        class Meta(PartyForm.Meta):
            fields = ("name_as_printed", "role")

    roles = rows(Agreement, AgreementParty, Role, Parties, prefix="parties")
    request = RequestFactory().post("/", entries(add="parties"))
    grown = Sheet(AgreementForm, instance=Agreement(), request=request, rows=[roles])
    row = grown.rows[0].forms[-1]
    assert (row["role"].value(), row["name_as_printed"].value()) == ("party", None)
    assert not row.has_changed()


def test_days_in_the_wrong_order_are_refused_with_a_sentence(db):
    wrong = sheet(Agreement(), entries(in_force_from="14/03/2023", in_force_until="13/03/2023"))
    assert not wrong.is_valid()
    assert len(wrong.errors) == 1


def test_an_edit_is_not_written_over_anothers(agreement):
    mine = entries(agreement, ["Kementerian Perindustrian"], title="Judul saya")
    Agreement.objects.filter(pk=agreement.pk).update(kind=AgreementKind.PKS)
    AgreementParty.objects.create(agreement=agreement, position=9, name_as_printed="Pihak lain")
    refused = sheet(agreement, mine)
    assert not refused.is_valid()
    assert len(refused.conflicts) == 2 and str(AgreementKind.PKS.label) in refused.conflicts[0]
    assert refused.form["title"].value() == "Judul saya"
    knowingly = sheet(agreement, mine | {"seen": refused.seen_now})
    assert knowingly.is_valid(), knowingly.errors
    knowingly.save()
    agreement.refresh_from_db()
    assert (agreement.title, agreement.kind) == ("Judul saya", AgreementKind.MOU)
    assert agreement.parties.filter(name_as_printed="Pihak lain").exists()


def test_a_row_is_removed_and_the_others_keep_their_places(agreement):
    AgreementParty.objects.create(agreement=agreement, position=2, name_as_printed="Pihak Dua")
    sent = sheet(agreement, entries(agreement, ["Satu", "Dua", "Tiga"], **{"parties-0-DELETE": "on"}))
    assert sent.is_valid(), sent.errors
    sent.save()
    assert list(agreement.parties.values_list("position", "name_as_printed")) == [(2, "Dua"), (3, "Tiga")]


def test_a_row_that_somebody_else_removed_gets_a_sentence(agreement):
    mine = entries(agreement, ["Satu"])
    agreement.parties.all().delete()
    refused = sheet(agreement, mine)
    assert not refused.is_valid() and refused.conflicts
    assert sheet(agreement, mine | {"seen": refused.seen_now, "parties-0-DELETE": "on"}).is_valid()


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2023", PartialDay(date(2023, 1, 1), "y")),
        ("Maret 2023", PartialDay(date(2023, 3, 1), "m")),
        ("march 2023", PartialDay(date(2023, 3, 1), "m")),
        ("03/2023", PartialDay(date(2023, 3, 1), "m")),
        ("2023-03", PartialDay(date(2023, 3, 1), "m")),
        ("14/03/2023", PartialDay(date(2023, 3, 14), "d")),
        ("14 Maret 2023", PartialDay(date(2023, 3, 14), "d")),
        ("", None),
    ],
)
def test_a_day_is_taken_as_exactly_as_it_is_known(written, known):
    assert PartialDateField(required=False).clean(written) == known


@pytest.mark.parametrize("written", ["13/2023", "30/02/2023", "1234", "Smarch 2023", "20233"])
def test_what_is_no_day_is_refused_with_what_was_written(written):
    with pytest.raises(forms.ValidationError) as refused:
        PartialDateField().clean(written)
    assert written in str(refused.value)


@pytest.mark.parametrize(
    ("known", "shown"), [(PartialDay(date(2023, 3, 1), "m"), "Maret 2023"), (PartialDay(date(2023, 1, 1), "y"), "2023")]
)
def test_a_day_is_shown_as_it_is_written(known, shown):
    field = PartialDateField()
    assert field.prepare_value(known) == shown
    assert field.clean(shown) == known
