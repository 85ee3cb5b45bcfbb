"""Narrowing the timeline of agreements."""

from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organisations.choices import AgreementKind
from organisations.forms.choosing import OrganisationField
from organisations.models import AgreementChange, AgreementParty, Organisation
from web.forms import FilterForm


class TimelineFilter(FilterForm):
    """From which year to which, of which party and of what kind; a chain is shown where one of its agreements fits."""

    since = forms.IntegerField(min_value=1900, max_value=2100, label=_("From the year"))
    until = forms.IntegerField(min_value=1900, max_value=2100, label=_("To the year"))
    party = OrganisationField(label=_("Party"), help_text="")
    kind = forms.ChoiceField(choices=[("", _("Any")), *AgreementKind.choices], label=_("Kind"))

    def __init__(self, *args, in_sight: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        parties = AgreementParty.objects.filter(agreement__in=in_sight.order_by().values("pk"))
        self.fields["party"].queryset = Organisation.objects.filter(pk__in=parties.values("organisation"))
        self.in_sight = in_sight

    def clean(self):
        """The years stand in order."""
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("This year is before the first one."))
        return told

    def chosen(self, name: str):
        """What was chosen in a field; nothing where it is empty or wrong."""
        return self.cleaned_data.get(name) if self.is_valid() or self.is_bound else None

    def fitting(self) -> QuerySet | None:
        """The agreements in sight that fit; None where nothing is narrowed, or not in a way that makes sense."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return None
        found = self.in_sight
        if since := self.chosen("since"):
            begin = date(since, 1, 1)
            later = AgreementChange.objects.filter(agreement=OuterRef("pk"), until__gte=begin)
            found = found.filter(Q(in_force_until__gte=begin) | Q(in_force_until=None) | Exists(later))
        if until := self.chosen("until"):
            found = found.filter(Q(in_force_from__lte=date(until, 12, 31)) | Q(in_force_from=None))
        if party := self.chosen("party"):
            found = found.filter(pk__in=AgreementParty.objects.filter(organisation=party).values("agreement"))
        if kind := self.chosen("kind"):
            found = found.filter(kind=kind)
        return found
