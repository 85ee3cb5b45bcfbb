"""Narrowing the list of agreements."""

from datetime import date, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from organisations.choices import AgreementKind
from organisations.finding import agreements_holding
from organisations.force import possibly
from organisations.forms.choosing import OrganisationField
from organisations.forms.search import WordsForm
from organisations.models import AgreementParty, Organisation
from organisations.states import STATE_CHOICES

WITHIN = (30, 90, 180, 365)
"""Days within which an agreement may run out."""


class AgreementFilter(WordsForm):
    """Words, one party under any name it had, kind, the state of today, the year of signing, and what runs out soon."""

    party = OrganisationField(label=_("Party"), help_text="")
    kind = forms.ChoiceField(choices=[("", _("Any")), *AgreementKind.choices], label=_("Kind"))
    state = forms.ChoiceField(choices=[("", _("Any")), *STATE_CHOICES], label=_("State today"))
    year = forms.IntegerField(min_value=1900, max_value=2100, label=_("Signed in"))
    within = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        choices=[("", _("Any")), *((days, format_lazy(_("within {days} days"), days=days)) for days in WITHIN)],
        label=_("Runs out"),
    )

    def __init__(self, *args, in_sight: QuerySet, **kwargs):
        super().__init__(*args, label=_("Title, number, party, scope"), **kwargs)
        parties = AgreementParty.objects.filter(agreement__in=in_sight.order_by().values("pk"))
        self.fields["party"].queryset = Organisation.objects.filter(pk__in=parties.values("organisation"))
        self.in_sight = in_sight

    def found(self, today: date) -> QuerySet:
        """The agreements in sight that the filters leave; a filter that makes no sense finds nothing and says why."""
        if not self.is_valid():
            return self.in_sight.none()
        found = agreements_holding(self.in_sight, self.words)
        if party := self.chosen("party"):
            found = found.filter(pk__in=AgreementParty.objects.filter(organisation=party).values("agreement"))
        if kind := self.chosen("kind"):
            found = found.filter(kind=kind)
        if state := self.chosen("state"):
            found = found.filter(possibly(state, today))
        if year := self.chosen("year"):
            found = found.filter(signed_on__range=(date(year, 1, 1), date(year, 12, 31)))
        if days := self.chosen("within"):
            found = found.filter(possibly("in_force", today), possibly("expired", today + timedelta(days=days + 1)))
        return found

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is set beside the words: the label of each filter and what was chosen in it."""
        told = []
        for name in ("party", "kind", "state", "year", "within"):
            if (chosen := self.chosen(name)) not in (None, ""):
                field = self.fields[name]
                words = dict(getattr(field, "choices", ())).get(chosen) or field.prepare_value(chosen)
                told.append((str(field.label), str(words)))
        return told
