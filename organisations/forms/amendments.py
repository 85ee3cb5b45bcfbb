"""What an agreement names, and a change of it from a day on, as pages ask for them."""

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisations.contents import Contents
from organisations.forms.agreements import AgreementField, KeptField, PartyForm, SourceField
from organisations.models import (
    Agreement,
    AgreementChange,
    AgreementParty,
    Commitment,
    Facility,
    NamedFacility,
    OtherTelling,
    ScopePoint,
)
from web.editing import RowSet, rows
from web.forms import PageForm, PartialDateField, PartialDates


class FacilityNameField(KeptField):
    """One prison by its name or code."""

    model, words = Facility, ("name", "code")

    def prepare_value(self, value):
        """Its key is a small number, not one that could be typed."""
        return super().prepare_value(Facility.objects.filter(pk=value).first() if isinstance(value, int) else value)


class PointForm(PageForm, forms.ModelForm):
    """A point of the scope."""

    class Meta:
        model = ScopePoint
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class FacilityForm(PageForm, forms.ModelForm):
    """A prison that carries the agreement out, or its name as printed where it is not clear which one that is."""

    facility = FacilityNameField(label=_("Prison"), required=False)

    class Meta:
        model = NamedFacility
        fields = ("facility", "name_as_printed")


class TellingForm(PageForm, forms.ModelForm):
    """What another source tells otherwise."""

    source = SourceField(label=_("Source"), required=False)

    class Meta:
        model = OtherTelling
        fields = ("about", "text", "source")


def _one_of(parties: list[AgreementParty], label) -> forms.TypedChoiceField:
    """One of the parties, read once for all rows."""
    by_key = {str(party.pk): party for party in parties}
    choices = [("", _("not known")), *((key, str(party)) for key, party in by_key.items())]
    return forms.TypedChoiceField(label=label, choices=choices, required=False, coerce=by_key.get, empty_value=None)


class CommitmentForm(PartialDates, forms.ModelForm):
    """A promise: of which party, of what, how much, by when."""

    due_on = PartialDateField(label=_("Deadline"), required=False)

    class Meta:
        model = Commitment
        fields = ("party", "kind", "quantity", "unit", "due_on", "text_as_printed")
        widgets = {"text_as_printed": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, parties: list[AgreementParty], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"] = _one_of(parties, _("Party"))

    @cached_property
    def helper(self):
        """Two fields side by side."""
        helper = super().helper
        pairs = (("party", "kind"), ("quantity", "unit"))
        helper.layout = Layout(
            *(Row(*(Column(name, css_class="col-sm-6") for name in pair)) for pair in pairs),
            "due_on",
            "text_as_printed",
        )
        helper.render_unmentioned_fields = True
        return helper


class AsSigned(RowSet):
    """What the text named when it was signed; what a change added is mended with the change."""

    def __init__(self, *args, **kwargs):
        named = {"added_by": None} if any(field.name == "added_by" for field in self.model._meta.fields) else {}
        super().__init__(*args, **{"queryset": self.model._default_manager.filter(**named)} | kwargs)


class Points(AsSigned):
    """The points of the scope."""

    legend, add_words, row_words = _("Points of the scope"), _("Add a point"), _("Point")


class Facilities(AsSigned):
    """The prisons that carry it out."""

    legend, add_words, row_words = _("Prisons that carry it out"), _("Add a prison"), _("Prison")
    hint = _("Who carries it out, on whatever level it was signed.")


class Commitments(AsSigned):
    """What the parties promised."""

    legend, add_words, row_words = _("Commitments"), _("Add a commitment"), _("Commitment")


class Tellings(AsSigned):
    """What other sources tell otherwise."""

    legend, add_words, row_words = _("Told otherwise"), _("Add what another source says"), _("Other source")


NAMED = [
    rows(Agreement, ScopePoint, PointForm, Points, prefix="points"),
    rows(Agreement, NamedFacility, FacilityForm, Facilities, prefix="facilities"),
    rows(Agreement, Commitment, CommitmentForm, Commitments, prefix="commitments"),
    rows(Agreement, OtherTelling, TellingForm, Tellings, prefix="tellings"),
]


class NamedForm(PageForm, forms.ModelForm):
    """Of the agreement itself only the scope in one piece; its rows stand below."""

    class Meta:
        model = Agreement
        fields = ("scope",)
        widgets = {"scope": forms.Textarea(attrs={"rows": 3})}


class OfAChange(RowSet):
    """Rows that a change adds: they belong to its agreement, after what that names already."""

    def save_new(self, form, commit=True):
        """Say whose row it is and give it a place."""
        form.instance.agreement = self.instance.agreement
        if not form.instance.position:
            last = self.model._default_manager.filter(agreement=self.instance.agreement).order_by("-position").first()
            form.instance.position = (last.position if last else 0) + 1
        return forms.BaseInlineFormSet.save_new(self, form, commit)


class NewPoints(OfAChange):
    """Points that the change adds."""

    legend, add_words, row_words = _("New points of the scope"), _("Add a point"), _("Point")


class NewFacilities(OfAChange):
    """Prisons that the change adds."""

    legend, add_words, row_words = _("New prisons"), _("Add a prison"), _("Prison")


class NewCommitments(OfAChange):
    """Commitments that the change adds."""

    legend, add_words, row_words = _("New commitments"), _("Add a commitment"), _("Commitment")


class NewPartyForm(PartyForm):
    """A party that joins, perhaps in the place of another, whose printed name stays with the text of its day."""

    class Meta(PartyForm.Meta):
        fields = (*PartyForm.Meta.fields, "replaces")

    def __init__(self, *args, parties: list[AgreementParty], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaces"] = _one_of(parties, _("Takes the place of"))


class NewParties(OfAChange):
    """Parties that the change brings in; who was replaced leaves with the same change."""

    legend, add_words, row_words = _("New parties"), _("Add a party"), _("Party")
    hint = _("A successor takes the place of a party; the printed name of that party stays with the text.")

    def save_new(self, form, commit=True):
        """Who is replaced leaves on the same day."""
        form.instance.addition = True
        saved = super().save_new(form, commit)
        if saved.replaces_id:
            AgreementParty.objects.filter(pk=saved.replaces_id).update(removed_by=self.instance)
        return saved


ADDED = [
    rows(AgreementChange, AgreementParty, NewPartyForm, NewParties, prefix="parties", fk_name="added_by"),
    rows(AgreementChange, ScopePoint, PointForm, NewPoints, prefix="points", fk_name="added_by"),
    rows(AgreementChange, NamedFacility, FacilityForm, NewFacilities, prefix="facilities", fk_name="added_by"),
    rows(AgreementChange, Commitment, CommitmentForm, NewCommitments, prefix="commitments", fk_name="added_by"),
]

REMOVED = {"points": ScopePoint, "facilities": NamedFacility, "commitments": Commitment, "parties": AgreementParty}


class ChangeForm(PartialDates, forms.ModelForm):
    """A change from a day on: an amendment, an extension, a succession. Its day and its reason are required."""

    document = AgreementField(
        label=_("Amendment"),
        required=False,
        help_text=_("Number, title or address of the text that makes the change, where there is one."),
    )
    effective_on = PartialDateField(label=_("Takes effect on"))
    until = PartialDateField(
        label=_("New last day in force"), required=False, help_text=_("Leave empty where the change goes on for good.")
    )

    class Meta:
        model = AgreementChange
        fields = ("document", "effective_on", "reason", "moves_end", "until")
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}
        labels = {"moves_end": _("It moves the last day in force")}

    def __init__(self, *args, contents: Contents, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, model in (
            ("points", _("Points that end"), ScopePoint),
            ("facilities", _("Prisons that leave"), NamedFacility),
            ("commitments", _("Commitments that end"), Commitment),
        ):
            self._offer(f"without_{name}", label, contents.named(model))
        self._offer("without_parties", _("Parties that leave"), contents.parties_of[contents.agreement.pk])

    def _offer(self, name: str, label: str, named: list) -> None:
        """What can be taken away: what is named now, and what this very change took away."""
        offered = [
            (str(row.pk), str(row))
            for row in named
            if row.removed_by_id in (None, self.instance.pk) and row.added_by_id != self.instance.pk
        ]
        if offered:
            taken = [str(row.pk) for row in named if row.removed_by_id == self.instance.pk]
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=offered, required=False, initial=taken, widget=forms.CheckboxSelectMultiple
            )

    def clean(self):
        """A new last day belongs to a change that moves it."""
        entered = super().clean()
        if entered.get("until") and not entered.get("moves_end"):
            self.add_error("moves_end", _("Tick this where the last day in force changes, or leave the new day empty."))
        return entered

    def _save_m2m(self):
        """What is ticked ends with this change, once it is saved; what is no longer ticked goes on."""
        super()._save_m2m()
        change = self.instance
        for name, model in REMOVED.items():
            if f"without_{name}" in self.fields:
                taken = self.cleaned_data[f"without_{name}"]
                of_it = model._default_manager.filter(agreement=change.agreement)
                of_it.filter(removed_by=change).exclude(pk__in=taken).update(removed_by=None)
                of_it.filter(pk__in=taken).update(removed_by=change)
