"""Narrowing the lists of organisations and sources."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.choices import OrganisationKind
from organisations.forms.choosing import OrganisationField
from web.forms import DayField, FilterForm, PartialDateField


class WordsForm(FilterForm):
    """One field of words; its label says what a list looks through."""

    q = forms.CharField(max_length=100)

    def __init__(self, *args, label: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].label = label

    @property
    def words(self) -> str:
        """What was searched for; nothing where the address holds what cannot be searched for."""
        return self.chosen("q") or ""

    def chosen(self, name: str):
        """What was chosen in a field, nothing where it is empty or wrong."""
        return self.cleaned_data.get(name) if self.is_valid() or self.is_bound else None


class OrganisationFilter(WordsForm):
    """Any name, what kind of body, whether it is or has a facility, and under which body it stands."""

    kind = forms.ChoiceField(choices=[("", _("Any")), *OrganisationKind.choices], label=_("Kind"))
    under = OrganisationField(label=_("Under"), help_text="")
    facility = forms.BooleanField(label=_("Facilities only"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label=_("Any name or abbreviation it ever had"), **kwargs)


class OnForm(FilterForm):
    """A day, month or year of the past."""

    on = PartialDateField(label=_("Name on"))


class ReadOnForm(FilterForm):
    """The day on which an agreement is read, and perhaps a second day whose text stands beside it."""

    on = DayField(label=_("Read as of"))
    beside = DayField(label=_("Beside the text of"))

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The two days; what was not written, or makes no sense, is none."""
        if not self.is_bound:
            return None, None
        self.full_clean()
        return self.cleaned_data.get("on"), self.cleaned_data.get("beside")
