"""Which prison may send people to a class, and how many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.fields import FacilityField
from web.forms import PageForm


class GuestForm(PageForm, forms.Form):
    """A prison whose people may join, and on how many seats."""

    facility = FacilityField(
        label=_("Prison whose people may join"),
        required=True,
        help_text=_("Its staff then see this class and choose people of their own."),
    )
    seats = forms.IntegerField(
        label=_("Seats at most"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Left empty, they may take every free seat."),
    )


class EndForm(PageForm, forms.Form):
    """What goes along hidden when an agreement is ended: with which prison, and that it was asked for."""

    end = forms.CharField(widget=forms.HiddenInput)
    sure = forms.CharField(widget=forms.HiddenInput)
