"""A source as a page asks for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Source
from web.forms import DayField, PartialDateField, PartialDates


class SourceForm(PartialDates, forms.ModelForm):
    """Where a fact comes from: an address or a document with a title; the rest may be unknown."""

    address = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    published = PartialDateField(label=_("Published"), required=False)
    read_on = DayField(label=_("Read on"), required=False)

    class Meta:
        model = Source
        fields = ("address", "title", "publisher", "published", "read_on", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": _("Needed where there is no address.")}
