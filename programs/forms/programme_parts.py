"""Figures, statements, milestones and funding of a programme, each set of rows on a page of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programs.choices import Unit
from programs.forms.fields import BodyField, KnownBodies, NumberField
from programs.forms.rows import SourcedForm, SourcedRows
from programs.models import Figure, FundingLine, Milestone, Programme, Statement, Topic
from web.editing import rows
from web.forms import PageForm, PartialDateField, PartialDates

WHOLE_NUMBERS = frozenset({Unit.PEOPLE, Unit.PIECES})
QUESTION = ("topic", "measure", "basis", "unit")
LANGUAGES = [("", _("Not stated")), ("id", _("Indonesian")), ("en", _("English"))]


class OnlyRows(PageForm, forms.ModelForm):
    """The programme itself, of which nothing is asked here."""

    class Meta:
        model = Programme
        fields = ()


class FigureForm(PartialDates, SourcedForm):
    """One published number: what it counts, of what, who says it, and how that is known."""

    lines = (
        ("topic", "measure", "basis"),
        ("value", "unit", "as_of"),
        ("text",),
        ("how_known", "derivation"),
        ("said_by", "another"),
    )

    topic = forms.TypedChoiceField(label=_("Of"), required=False, empty_value=None)
    value = NumberField(label=_("Value"), required=False, help_text=_("Empty where the source gives words only."))
    as_of = PartialDateField(label=_("As of"), required=False)

    class Meta:
        model = Figure
        fields = ("topic", "measure", "basis", "unit", "value", "text", "as_of", "how_known", "derivation")

    def __init__(self, *args, topics: dict[str, Topic], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("the whole programme")), *((key, t.name) for key, t in topics.items())]
        self.fields["topic"].coerce = topics.get
        if self.instance.topic_id:
            self.initial["topic"] = str(self.instance.topic_id)

    def clean(self):
        """People and pieces are counted in whole numbers."""
        entered = super().clean()
        value, unit = entered.get("value"), entered.get("unit")
        if value is not None and unit in WHOLE_NUMBERS and value != value.to_integral():
            self.add_error("value", _("People and pieces are counted in whole numbers."))
        return entered

    def _get_validation_exclusions(self):
        """Which number is used is settled after all rows are saved."""
        return super()._get_validation_exclusions() | {"used", "used_because", "used_by", "used_at"}


class Figures(SourcedRows):
    """Published numbers. Where several answer one question, one is chosen on a page of its own."""

    legend, add_words, row_words = _("Published figures"), _("Add a figure"), _("Figure")
    hint = _(
        "Enter every number that a source gives, also where they disagree; which one is used is chosen afterwards."
    )

    def save_existing(self, form, obj, commit=True):
        """A number that now answers another question is not used for that; one of another value has no reason yet."""
        if not {*QUESTION, "value", "text"}.isdisjoint(form.changed_data):
            form.instance.used_because, form.instance.used_by, form.instance.used_at = "", None, None
        if not set(QUESTION).isdisjoint(form.changed_data):
            form.instance.used = False
        return super().save_existing(form, obj, commit)


class StatementForm(SourcedForm):
    """One thing that a source says, in its own words."""

    lines = (("kind", "language"), ("text",), ("said_by", "another"))

    class Meta:
        model = Statement
        fields = ("kind", "text", "language")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    language = forms.ChoiceField(label=_("Language of the words"), choices=LANGUAGES, required=False)


class Statements(SourcedRows):
    """What sources say, by what it is about."""

    legend, add_words, row_words = _("What the sources say"), _("Add a statement"), _("Statement")
    position_within = ("kind", "addition")


class MilestoneForm(PartialDates, SourcedForm):
    """A day by which one follows the programme, planned or actual."""

    lines = (("kind", "basis", "day"), ("note",), ("said_by", "another"))

    day = PartialDateField(label=_("Day"), required=False)

    class Meta:
        model = Milestone
        fields = ("kind", "basis", "day", "note")


class Milestones(SourcedRows):
    """Milestones."""

    legend, add_words, row_words = _("Milestones"), _("Add a milestone"), _("Milestone")
    hint = _("A planned day and the day that came are two rows.")


class FundingForm(SourcedForm):
    """Who pays, with what. The amount may stay unknown."""

    lines = (
        ("organisation", "name_as_printed"),
        ("kind", "amount", "currency"),
        ("note",),
        ("said_by", "another"),
    )

    organisation = BodyField(label=_("Organisation"))
    amount = NumberField(label=_("Amount"), required=False)

    class Meta:
        model = FundingLine
        fields = ("organisation", "name_as_printed", "kind", "amount", "currency", "note")

    def clean_currency(self):
        """Three letters, whatever their capitals."""
        return self.cleaned_data["currency"].strip().upper()


class Funding(KnownBodies, SourcedRows):
    """Lines of funding."""

    legend, add_words, row_words = _("Funding"), _("Add a line of funding"), _("Line")


FIGURES = rows(Programme, Figure, FigureForm, Figures, prefix="figures", fk_name="programme")
STATEMENTS = rows(Programme, Statement, StatementForm, Statements, prefix="statements")
MILESTONES = rows(Programme, Milestone, MilestoneForm, Milestones, prefix="milestones")
FUNDING = rows(Programme, FundingLine, FundingForm, Funding, prefix="funding")


class SettleForm(PageForm, forms.Form):
    """Which of several numbers is used, and why."""

    figure = forms.ChoiceField(label=_("Which figure is used"), widget=forms.RadioSelect)
    because = forms.CharField(label=_("Why this one"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, figures: list[tuple[str, str]], seen: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = figures
        self.fields["figure"].error_messages["required"] = _("Choose one of the figures.")
        self.now_seen = self.initial["seen"] = seen

    def clean(self):
        """Somebody else's choice or number of meanwhile is looked at first."""
        entered = super().clean()
        if entered.get("seen") != self.now_seen:
            self.data = self.data.copy()
            self.data["seen"] = self.now_seen
            raise ValidationError(
                _("Changed by someone else since you opened this page. Look at the figures below, then choose again."),
                code="changed_meanwhile",
            )
        return entered
