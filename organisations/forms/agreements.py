"""An agreement, its parties and its documents, as a page asks for them; and naming one among many."""

from collections.abc import Iterable
from uuid import UUID

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisations.choices import DocumentKind
from organisations.days import possible_days
from organisations.forms.choosing import KEY, OrganisationField
from organisations.models import Agreement, AgreementParty, Document, Source
from organisations.services.documents import too_large, type_of
from web.editing import RowSet, rows
from web.forms import PageForm, PartialDateField, PartialDates
from web.uploads import LARGEST


class KeptField(forms.Field):
    """One row out of thousands, typed: its words as they stand, else a part that only one row holds, or its address.

    ``words`` are the fields it is known by, the first that is filled stands in the form.
    """

    model: type[Model]
    words: tuple[str, ...]
    default_error_messages = {
        "nobody": _("Nothing here is called %(value)s. Write more exactly what stands in the list, or enter it first."),
        "several": _("Several answer to %(value)s. Write more of it, or copy the address of the right one's page."),
    }

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "maxlength": "500"}

    def prepare_value(self, value):
        """The words it is known by; the key beside them where others have the same."""
        if not isinstance(value, UUID | Model):
            return value
        row = value if isinstance(value, Model) else self.model._default_manager.filter(pk=value).first()
        if row is None:
            return ""
        name, text = next(((one, getattr(row, one)) for one in self.words if getattr(row, one)), ("", ""))
        alone = text and self.model._default_manager.filter(**{f"{name}__iexact": text}).count() == 1
        return text if alone and not KEY.search(text) else f"{text} {row.pk}".strip()

    def to_python(self, value):
        """The row, or a sentence that says why it is not clear which."""
        if value in self.empty_values or isinstance(value, Model):
            return value or None
        text = " ".join(str(value).split())
        if not text:
            return None
        found = next((some for some in (list(way[:2]) for way in self._ways(text)) if some), [])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "nobody"
        raise ValidationError(self.error_messages[code], code, {"value": text})

    def _ways(self, text: str) -> Iterable[QuerySet]:
        """How a row is looked for: by its key, by its words as they stand, by a part of them."""
        every = self.model._default_manager.all()
        if key := KEY.search(text):
            yield every.filter(pk=key[0])
        for name in self.words:
            yield every.filter(**{f"{name}__iexact": text})
        for name in self.words:
            yield every.filter(**{f"{name}__icontains": text})

    def has_changed(self, initial, data):
        """Whether another one was meant than stood there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class AgreementField(KeptField):
    """One agreement by its number or title."""

    model, words = Agreement, ("number_as_printed", "title")


class SourceField(KeptField):
    """One source by its address or title."""

    model, words = Source, ("address", "title")


class AgreementForm(PartialDates, forms.ModelForm):
    """What was agreed and when; the kind alone is required, since most of it may be unknown."""

    parent = AgreementField(
        label=_("Under"),
        required=False,
        help_text=_("Number or title of the agreement that it carries out, or the address of its page."),
    )
    renews = AgreementField(
        label=_("Renews"), required=False, help_text=_("Number, title or address of the agreement it follows.")
    )
    signed_on = PartialDateField(label=_("Signed"), required=False)
    in_force_from = PartialDateField(label=_("In force from"), required=False)
    in_force_until = PartialDateField(label=_("In force until (its last day)"), required=False)
    ended_on = PartialDateField(label=_("Ended before: last day in force"), required=False)
    superseded_by = AgreementField(label=_("Superseded by"), required=False)
    source = SourceField(
        label=_("Source"), required=False, help_text=_("Title or address, as it stands in the list of sources.")
    )

    class Meta:
        model = Agreement
        fields = (
            "kind", "title", "number_as_printed", "status", "signed_on", "in_force_from", "in_force_until",
            "status_reason", "ended_on", "superseded_by", "term_as_printed", "parent", "renews", "scope",
            "source", "note", "invented",
        )  # fmt: skip
        widgets = {
            "scope": forms.Textarea(attrs={"rows": 4}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "status_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"status_reason": _("Why it has this status")}
        help_texts = {
            "status_reason": _("Needed where it was terminated, or where a status is taken back."),
            "number_as_printed": _("The one number of the document; each party may have its own below."),
            "term_as_printed": _("For example “5 (lima) tahun”, in the words of the document."),
        }

    @cached_property
    def helper(self):
        """Short fields stand side by side."""
        helper = super().helper
        helper.layout = Layout(
            _pair("kind", "status"),
            "title",
            _pair("number_as_printed", "signed_on"),
            _pair("in_force_from", "in_force_until"),
            "term_as_printed",
            _pair("parent", "renews"),
            "status_reason",
            _pair("ended_on", "superseded_by"),
            "scope",
            "source",
            "note",
            "invented",
        )
        return helper

    def clean(self):
        """An agreement does not end before it begins, as exactly as both are known."""
        entered = super().clean()
        begins, ends = entered.get("in_force_from"), entered.get("in_force_until")
        if begins and ends and possible_days(*ends)[1] < begins.day:
            self.add_error("in_force_until", _("The last day is before the first."))
        for name in ("parent", "renews", "superseded_by"):
            if entered.get(name) and entered[name].pk == self.instance.pk:
                self.add_error(name, _("That is the agreement itself. Name another one, or leave it empty."))
        return entered


def _pair(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-sm-6") for name in names))


class PartyForm(PartialDates, forms.ModelForm):
    """A party: the body, or the name as printed where it is not clear which body that is."""

    organisation = OrganisationField(label=_("Organisation"), required=False)
    letter_on = PartialDateField(label=_("Day of the letter of authority"), required=False)
    signed_on = PartialDateField(label=_("Signed on, if another day"), required=False)

    class Meta:
        model = AgreementParty
        fields = (
            "organisation", "name_as_printed", "not_named", "role", "number", "signatory", "signatory_title", "level",
            "authority", "letter_number", "letter_on", "signed_on",
        )  # fmt: skip
        help_texts = {"name_as_printed": _("As it stands in the document.")}

    @cached_property
    def helper(self):
        """Two fields side by side: an agreement may have many parties."""
        helper = super().helper
        helper.layout = Layout(
            _pair("organisation", "name_as_printed"),
            "not_named",
            _pair("role", "number"),
            _pair("signatory", "signatory_title"),
            _pair("level", "authority"),
            _pair("letter_number", "letter_on"),
            "signed_on",
        )
        helper.render_unmentioned_fields = True
        return helper


class Parties(RowSet):
    """The parties of one agreement. One added here is marked so: a file loaded again leaves it alone."""

    legend, add_words, row_words = _("Parties"), _("Add a party"), _("Party")
    hint = _("Choose the organisation, or write the name as printed; both where you can.")
    position_within = ("addition",)

    def __init__(self, *args, **kwargs):
        """Who signed; who came in later is mended with the change that brought them."""
        super().__init__(*args, **{"queryset": AgreementParty.objects.filter(added_by=None)} | kwargs)

    def clean(self):
        """An agreement has at least one party."""
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if not any(self.errors) and all(self._should_delete_form(form) for form in kept):
            raise ValidationError(_("Name at least one party."), code="no_party")

    def save_new(self, form, commit=True):
        """Mark it as added here."""
        form.instance.addition = True
        return super().save_new(form, commit)


PARTIES = rows(Agreement, AgreementParty, PartyForm, Parties, prefix="parties", min_num=1)


class DocumentForm(PageForm, forms.ModelForm):
    """The file of a document and what it is; gives ``content``, the bytes."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, at most 20 MB."),
        error_messages={
            "required": _("No file was chosen. Choose the file of the document."),
            "missing": _("No file was chosen. Choose the file of the document."),
            "empty": _("The file is empty. Choose the file of the document."),
            "max_length": _("The name of the file is too long. Give the file a shorter name."),
        },
    )

    class Meta:
        model = Document
        fields = ("kind",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"kind": DocumentKind.SCAN}} | kwargs)
        self.helper.layout = Layout("kind", "file")

    def clean_file(self):
        """Bytes of a kind that is kept; of a file that was too large nothing was even read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(too_large(), code="large")
        self.content = file.read()
        type_of(self.content)
        return file
