"""A programme with its topics, parties, places, agreements and sources, as one page asks for them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.days import possible_days
from programs.forms.fields import BodyField, FacilityField, KnownBodies, SourceField, at_facility, saved_source
from programs.forms.rows import AddedForm, PlacedRows, lay_out
from programs.models import (
    Figure,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Topic,
    TrainingSession,
)
from web.editing import rows
from web.forms import PartialDateField, PartialDates

WOMEN = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
KNOWN = {"yes": True, "no": False}


class ProgrammeForm(PartialDates, forms.ModelForm):
    """What a programme is called, its kind and its days. Only the title is needed."""

    actual_start = PartialDateField(label=_("Start"), required=False)
    actual_end = PartialDateField(label=_("End"), required=False)
    planned_start = PartialDateField(label=_("Planned start"), required=False)
    planned_end = PartialDateField(label=_("Planned end"), required=False)
    women_only = forms.TypedChoiceField(
        label=_("Women only"), choices=WOMEN, coerce=KNOWN.get, empty_value=None, required=False
    )

    class Meta:
        model = Programme
        fields = (
            "title",
            "title_origin",
            "kind",
            "actual_start",
            "actual_end",
            "planned_start",
            "planned_end",
            "women_only",
            "minimum_attendance",
        )
        labels = {"minimum_attendance": _("Minimum attendance in percent")}
        help_texts = {
            "minimum_attendance": _("For whoever closes a class: it holds where the course of the class names none."),
            "kind": _("A standing work unit runs on without an end; its end stays empty."),
        }

    def __init__(self, *args, parts: list[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        lay_out(
            self,
            ("title",),
            ("title_origin", "kind"),
            ("actual_start", "actual_end"),
            ("planned_start", "planned_end"),
            ("women_only", "minimum_attendance"),
        )
        known = self.instance.women_only
        self.initial["women_only"] = {True: "yes", False: "no"}.get(known, "")
        if len(parts) > 1:
            self.fields["own_part"] = forms.ChoiceField(
                label=_("Entered for"), choices=parts, help_text=_("It becomes the place or the organiser.")
            )

    def clean(self):
        """No end before its start, as exactly as both are known."""
        entered = super().clean()
        for basis in ("actual", "planned"):
            start, end = entered.get(f"{basis}_start"), entered.get(f"{basis}_end")
            if start and end and possible_days(*end)[1] < start.day:
                words = (
                    _("The end is before the start.")
                    if basis == "actual"
                    else _("The planned end is before the planned start.")
                )
                self.add_error(f"{basis}_end", words)
        return entered


class TopicForm(AddedForm):
    """A topic as its source lists it, and the course that teaches it."""

    lines = (("name",), ("name_in_full", "course"))

    course = forms.TypedChoiceField(label=_("Course"), required=False, empty_value=None)

    class Meta:
        model = Topic
        fields = ("name", "name_in_full", "course")

    def __init__(self, *args, courses: dict[str, object], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("No course")), *((key, str(course)) for key, course in courses.items())]
        self.fields["course"].coerce = courses.get


class Topics(PlacedRows):
    """Topics; one that has figures or classes is not removed, or they would be lost."""

    legend, add_words, row_words = _("Topics"), _("Add a topic"), _("Topic")

    def clean(self):
        """Keep what something hangs on."""
        super().clean()
        going = [
            form.instance.pk for form in self.deleted_forms if form.instance.pk and not form.instance._state.adding
        ]
        held = Topic.objects.filter(pk__in=going)
        of_figures, of_classes = Figure.objects.values("topic"), TrainingSession.objects.values("topic")
        for topic in held.filter(pk__in=of_figures.filter(topic__in=going).union(of_classes.filter(topic__in=going))):
            raise ValidationError(
                _("“%(topic)s” has figures or classes. Give them another topic first, then remove it."),
                code="holds_something",
                params={"topic": topic},
            )


class RoleForm(AddedForm):
    """What a body does, by any name that is kept, or as printed."""

    lines = (("role", "organisation"), ("name_as_printed",))

    organisation = BodyField(label=_("Organisation"))

    class Meta:
        model = ProgrammeRole
        fields = ("role", "organisation", "name_as_printed")
        help_texts = {"name_as_printed": _("Where the source writes it otherwise, or the body is not kept here yet.")}


class Roles(KnownBodies, PlacedRows):
    """Roles; one body may hold several, one role may have several bodies."""

    legend, add_words, row_words = _("Who has a part in it"), _("Add a body"), _("Body")
    position_within = ("role", "addition")


class PlaceForm(AddedForm):
    """Where it runs: at a facility, or anywhere as printed."""

    lines = (("facility", "name_as_printed"), ("mode", "kind_as_printed"), ("city", "province"))

    facility = FacilityField(label=_("Facility"))

    class Meta:
        model = ProgrammePlace
        fields = ("facility", "name_as_printed", "mode", "kind_as_printed", "city", "province")


class Places(KnownBodies, PlacedRows):
    """Places, one or several."""

    legend, add_words, row_words = _("Places"), _("Add a place"), _("Place")
    body_fields = {"facility": at_facility}


class BasisForm(AddedForm):
    """An agreement that it rests on, of those that the editor may read."""

    agreement = forms.TypedChoiceField(label=_("Agreement"))

    class Meta:
        model = ProgrammeBasis
        fields = ("agreement", "relation")
        labels = {"relation": _("How it rests on it, in the words of the source")}

    def __init__(self, *args, agreements: dict[str, tuple[object, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self._agreements = agreements
        named = [(key, words) for key, (_agreement, words) in agreements.items()]
        self.fields["agreement"].choices = [("", _("Choose an agreement")), *named]

    def clean_agreement(self):
        """The agreement itself."""
        return self._agreements[self.cleaned_data["agreement"]][0]


class Bases(PlacedRows):
    """Agreements, each once."""

    legend, add_words, row_words = _("Agreements it rests on"), _("Add an agreement"), _("Agreement")

    def clean(self):
        """The same one twice is a slip of the hand."""
        _each_once(self, "agreement", _("The programme rests on this agreement already."))
        super().clean()


class SourceRowForm(AddedForm):
    """A source of the programme, by its address or title."""

    source = SourceField(
        label=_("Address or title"),
        required=True,
        help_text=_("The address of a page, or the title of a document that has none."),
    )

    class Meta:
        model = ProgrammeSource
        fields = ("source",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.source_id:
            self.initial["source"] = self.instance.source

    def _get_validation_exclusions(self):
        """A new source is saved with the row, so the database cannot know it before."""
        return super()._get_validation_exclusions() | {"source"}


class Sources(PlacedRows):
    """Sources; plain facts are taken from the first."""

    legend, add_words, row_words = _("Sources"), _("Add a source"), _("Source")
    hint = _("The first one is where plain facts, such as place and organiser, are taken from.")

    def get_queryset(self):
        """The rows, each with its source."""
        if not hasattr(self, "_with_sources"):
            self._with_sources = super().get_queryset().select_related("source")
        return self._with_sources

    def save_new(self, form, commit=True):
        """Save the source where it is new, then the row."""
        form.instance.source = saved_source(form.instance.source)
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):
        """Save the source where another one was named, then the row."""
        form.instance.source = saved_source(form.instance.source)
        return super().save_existing(form, obj, commit)

    def clean(self):
        """The same one twice is a slip of the hand."""
        _each_once(self, "source", _("This source is linked already."))
        super().clean()


def _each_once(row_set: PlacedRows, name: str, words: str) -> None:
    """Refuse the second row that names the same thing."""
    before = []
    for form in row_set.forms:
        if row_set._should_delete_form(form) or not form.is_valid() or not (thing := form.cleaned_data.get(name)):
            continue
        key = (getattr(thing, "address", ""), getattr(thing, "title", "")) if thing._state.adding else thing.pk
        if key in before:
            form.add_error(name, words)
        before.append(key)


def row_sets(new: bool) -> list:
    """The rows under a programme. On a new one a row stands ready for a topic and for a body."""
    ready = {"extra": 1} if new else {}
    return [
        rows(Programme, Topic, TopicForm, Topics, prefix="topics", **ready),
        rows(Programme, ProgrammeRole, RoleForm, Roles, prefix="roles", **ready),
        rows(Programme, ProgrammePlace, PlaceForm, Places, prefix="places"),
        rows(Programme, ProgrammeBasis, BasisForm, Bases, prefix="bases"),
        rows(Programme, ProgrammeSource, SourceRowForm, Sources, prefix="sources"),
    ]
