"""What is told of a person, typed: one form for each kind of fact, and the one that ends it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participants.models import (
    BoardDecision,
    DisciplineEntry,
    Domicile,
    Interest,
    Language,
    QuestionAnswer,
    RiskClass,
)
from programs.forms.skills import skill_choices
from web.forms import DayField, PageForm

YES_NO = [("True", _("yes")), ("False", _("no"))]


class ToldForm(PageForm, forms.ModelForm):
    """A fact with its first day; ``person`` and ``today`` come from the page."""

    starts_on = DayField(label=_("From"))

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial["starts_on"] = today  # the row that is to come says nothing, and would go before the field
        self.order_fields([name for name in self.fields if name not in ("starts_on", "ends_on")])

    def clean_starts_on(self) -> date:
        """Nothing is told from a day that is still to come."""
        day = self.cleaned_data["starts_on"]
        if day > self.today:
            raise ValidationError(_("This day is still to come. Write today or an earlier day."))
        return day


class WithEnd(ToldForm):
    """A fact that may have its last day from the beginning."""

    ends_on = DayField(label=_("Until"), required=False)

    def clean(self):
        """The last day is not before the first."""
        said = super().clean()
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return said


class InterestForm(ToldForm):
    """A wish to learn a skill."""

    class Meta:
        model = Interest
        fields = ("skill", "starts_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = skill_choices("—")
        self.fields["starts_on"].label = _("Told on")


class DomicileForm(ToldForm):
    """Where somebody will live."""

    class Meta:
        model = Domicile
        fields = ("place", "province", "starts_on")


class LanguageForm(ToldForm):
    """A language."""

    class Meta:
        model = Language
        fields = ("language", "starts_on")


class DisciplineForm(WithEnd):
    """An entry of Register F; what it was for is not asked."""

    class Meta:
        model = DisciplineEntry
        fields = ("number", "starts_on", "ends_on")
        help_texts = {"number": _("What it was for stays in the register.")}


class BoardForm(WithEnd):
    """A decision of the TPP."""

    approves = forms.TypedChoiceField(
        label=_("The TPP approves"), choices=YES_NO, widget=forms.RadioSelect, coerce=lambda typed: typed == "True"
    )

    class Meta:
        model = BoardDecision
        fields = ("approves", "number", "starts_on", "ends_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].label = _("Decided on")


class RiskForm(ToldForm):
    """A risk class."""

    class Meta:
        model = RiskClass
        fields = ("risk", "starts_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].label = _("Assessed on")


class AnswerForm(ToldForm):
    """The answer to a question that some rule asks."""

    yes = forms.TypedChoiceField(
        label=_("Answer"), choices=YES_NO, widget=forms.RadioSelect, coerce=lambda typed: typed == "True"
    )

    class Meta:
        model = QuestionAnswer
        fields = ("question", "yes", "starts_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].label = _("Asked on")


FORMS: dict[str, type[ToldForm]] = {
    "interest": InterestForm,
    "domicile": DomicileForm,
    "language": LanguageForm,
    "board": BoardForm,
    "risk": RiskForm,
    "discipline": DisciplineForm,
    "answer": AnswerForm,
}
"""The form of each kind of fact, by the word in the address."""


class EndToldForm(PageForm, forms.Form):
    """How a fact ends: on a day, or as something that was never so."""

    mistaken = forms.ChoiceField(
        label=_("What is wrong with it"),
        choices=[("", _("It no longer holds")), ("yes", _("It was entered by mistake and never held"))],
        widget=forms.RadioSelect,
        required=False,
    )
    last = DayField(label=_("Last day on which it held"), required=False)

    def __init__(self, *args, first: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.first = first

    def clean(self):
        """A day that is not before the first, unless it was a mistake."""
        said = super().clean()
        if said.get("mistaken") or self.errors:
            return said
        if said.get("last") is None:
            self.add_error("last", _("Write the last day on which it held."))
        elif said["last"] < self.first:
            self.add_error("last", _("The last day is before the first."))
        return said
