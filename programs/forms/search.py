"""Looking something up in a list."""

from django import forms

from web.forms import FilterForm


class SearchForm(FilterForm):
    """One field of words; its label says what a list looks through."""

    q = forms.CharField(max_length=100)

    def __init__(self, *args, label: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].label = label

    @property
    def words(self) -> str:
        """What was searched for; nothing where the address holds what cannot be searched for."""
        return self.cleaned_data["q"] if self.is_valid() else ""
