"""Looking something up in a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms import FilterForm


class SearchForm(FilterForm):
    """One field of words; a list says what it looks through."""

    q = forms.CharField(label=_("Search"), max_length=100)

    def __init__(self, *args, looks_through: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].help_text = looks_through

    @property
    def words(self) -> str:
        """What was searched for; nothing where the address holds what cannot be searched for."""
        return self.cleaned_data["q"] if self.is_valid() else ""
