"""What the rows of a programme have in common: they are additions, keep their places, and name a source."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Source
from organisations.templatetags.organisations import source_name
from programs.forms.fields import SourceField, saved_source
from programs.forms.meetings import side_by_side
from programs.models import Programme, ProgrammeSource
from web.editing import RowSet
from web.forms import PageForm


def lay_out(form: PageForm, *lines: tuple[str, ...]) -> None:
    """Lay the fields of a form out in lines; what no line names, as the box that removes a row, comes after them."""
    form.helper.layout = Layout(*(side_by_side(*line) for line in lines))
    form.helper.render_unmentioned_fields = True


class AddedForm(PageForm, forms.ModelForm):
    """One row. A new one is an addition, beside what the programme's entry in a file says."""

    lines: tuple[tuple[str, ...], ...] = ()
    """The fields as they stand side by side; without it each has a line of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.addition = True
        if self.lines:
            lay_out(self, *self.lines)


class PlacedRows(RowSet):
    """Rows with a place in a list; one that moves to another, by a field of ``position_within``, goes to its end."""

    position_within = ("addition",)

    def save_existing(self, form, obj, commit=True):
        """Save a row that was there."""
        if self._has_positions and not set(self.position_within).isdisjoint(form.changed_data):
            form.instance.position = self._next_position(form.instance)
        return super().save_existing(form, obj, commit)


def sources_of(programme: Programme) -> dict[str, Source]:
    """The sources of a programme by their keys, as a row chooses among them."""
    if programme._state.adding:
        return {}
    links = ProgrammeSource.objects.filter(programme=programme).select_related("source")
    return {str(link.source_id): link.source for link in links.order_by("addition", "position")}


class SourcedForm(AddedForm):
    """A row with the source that says it: one of the programme's own, or another one, which becomes one of them."""

    said_by = forms.ChoiceField(label=_("Source"), required=False)
    another = SourceField(
        label=_("Another source"), help_text=_("Its address, or its title where it has none; used instead.")
    )

    def __init__(self, *args, sources: dict[str, Source], **kwargs):
        super().__init__(*args, **kwargs)
        own = self.instance.source
        self._sources = sources | ({str(own.pk): own} if own else {})
        named = [(key, source_name(source)) for key, source in self._sources.items()]
        self.fields["said_by"].choices = [("", _("Not stated")), *_told_apart(named, self._sources)]
        self.fields["said_by"].initial = self.initial["said_by"] = str(own.pk) if own else ""

    def clean(self):
        """The other source wins, because it was typed."""
        row = super().clean()
        chosen = self._sources.get(row.get("said_by") or "")
        self.source = row.get("another") or chosen
        return row


def _told_apart(named: list[tuple[str, str]], sources: dict[str, Source]) -> list[tuple[str, str]]:
    """Two sources of one name are told apart by their addresses."""
    names = [name for _key, name in named]
    return [
        (key, f"{name} ({sources[key].address})" if names.count(name) > 1 and sources[key].address else name)
        for key, name in named
    ]


class SourcedRows(PlacedRows):
    """Rows that name sources: read with them in one statement, saved with them where they are new."""

    def save_new(self, form, commit=True):
        """Save a new row with its source."""
        form.instance.source = saved_source(form.source)
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):
        """Save a row that was there with its source."""
        form.instance.source = saved_source(form.source)
        return super().save_existing(form, obj, commit)

    def get_queryset(self):
        """The rows, each with its source."""
        if not hasattr(self, "_with_sources"):
            self._with_sources = super().get_queryset().select_related("source")
        return self._with_sources
