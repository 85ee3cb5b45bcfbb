"""Which two records are one body, which stays, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms.choosing import OrganisationField
from organisations.models import Organisation
from web.forms import FilterForm, PageForm


class OtherForm(FilterForm):
    """Which record may be the same body."""

    other = OrganisationField(label=_("The other record"))


class JoinForm(PageForm, forms.Form):
    """Which of two records stays, and why they are one body."""

    stays = forms.ChoiceField(label=_("Which record stays"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why they are one body"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )

    def __init__(self, *args, records: list[tuple[Organisation, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [(str(record.pk), words) for record, words in records]
