"""Editing one thing and its rows on one page: saved together or not at all, and never over somebody else's edit."""

import json
from collections.abc import Iterable
from hashlib import blake2b

from django import forms
from django.db import IntegrityError, connection, models, transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.refusals import refusal


class RowSet(forms.BaseInlineFormSet):
    """The rows under a thing, as the parties of an agreement. An empty row means nothing.

    A new row gets the next ``position`` among those that agree in ``position_within``, where the model has one.
    """

    legend = gettext_lazy("Rows")
    add_words = gettext_lazy("Add a row")
    row_words = gettext_lazy("Row")
    hint = ""
    position_within: tuple[str, ...] = ()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = form.fields.get(self._pk_field.name)
        if key:
            key.error_messages["invalid_choice"] = _("This row was removed by someone else. Tick “Remove this row”.")
        if forms.formsets.DELETION_FIELD_NAME in form.fields:
            form.fields[forms.formsets.DELETION_FIELD_NAME].label = _("Remove this row")

    def save_new(self, form, commit=True):
        """Give the row its place, then save it."""
        if self._has_positions:
            form.instance.position = self._next_position(form.instance)
        return super().save_new(form, commit)

    @property
    def _has_positions(self) -> bool:
        return "position" not in self.form.base_fields and any(
            field.name == "position" for field in self.model._meta.fields
        )

    def _next_position(self, row: models.Model) -> int:
        key = tuple(getattr(row, name) for name in self.position_within)
        if not hasattr(self, "_positions"):
            names = [*self.position_within, "position"]
            self._positions = {}
            for *where, position in self.model.objects.filter(**{self.fk.name: self.instance}).values_list(*names):
                self._positions[tuple(where)] = max(position, self._positions.get(tuple(where), 0))
        self._positions[key] = self._positions.get(key, 0) + 1
        return self._positions[key]


def rows(parent, model, form, formset=RowSet, *, prefix: str, extra: int = 0, **kwargs) -> tuple[str, type[RowSet]]:
    """A kind of rows for a ``Sheet``. ``extra`` empty rows stand ready; ``prefix`` names them in the form."""
    made = forms.inlineformset_factory(parent, model, form=form, formset=formset, extra=extra, **kwargs)
    return prefix, made


class Sheet:
    """A model form and the sets of rows under it, as one page sends them.

    ``instance`` is locked and read again when something is sent. What the editor saw goes along as fingerprints:
    where somebody changed it meanwhile, nothing is saved, the page says what is there now and keeps what was typed;
    sent again, it is saved. The button ``add`` gives one more row and judges nothing.
    """

    def __init__(
        self,
        form_class: type[forms.ModelForm],
        *,
        instance: models.Model,
        request: HttpRequest,
        rows: Iterable[tuple[str, type[RowSet]]] = (),
        row_kwargs: dict[str, dict] | None = None,
        **form_kwargs,
    ):
        self.sent = request.method == "POST"
        if self.sent and not instance._state.adding:
            manager = type(instance)._default_manager
            instance = manager.select_for_update(of=("self",), no_key=True).get(pk=instance.pk)
        self.instance = instance
        data = request.POST.copy() if self.sent else None
        self.added = data.get("add", "") if self.sent else ""
        if self.added:
            total = f"{self.added}-TOTAL_FORMS"
            data[total] = str(min(int(data.get(total, 0)) + 1, 1000)) if data.get(total, "0").isdigit() else "1"
        files = request.FILES if self.sent else None
        self.seen = data.get("seen", "") if self.sent else ""
        self.conflicts: list[str] = []
        kinds = [(prefix, kind) for prefix, kind in rows]
        self._before = _prints(instance, kinds)
        self.form = form_class(data=data, files=files, instance=instance, **form_kwargs)
        self.rows = [
            kind(
                data=data,
                files=files,
                instance=instance,
                prefix=prefix,
                form_kwargs=(row_kwargs or {}).get(prefix, {}),
            )
            for prefix, kind in kinds
        ]
        if self.added:
            self._judge_nothing()

    def _judge_nothing(self) -> None:
        for form in (self.form, *(form for row_set in self.rows for form in row_set.forms)):
            form._errors, form.cleaned_data = ErrorDict(), {}
        for row_set in self.rows:
            row_set._errors, row_set._non_form_errors = [], row_set.error_class()
            if row_set.prefix == self.added and row_set.forms:
                _begin(row_set.forms[-1])
                first = row_set.forms[-1].visible_fields()[0]
                first.field.widget.attrs["autofocus"] = True

    @property
    def part(self) -> str | None:
        """What htmx gets: the rows that one was added to."""
        return "components/_rows.html" if self.added else None

    @property
    def context(self) -> dict:
        """What a page needs to show the sheet. ``form`` tells the page's frame whether something is wrong."""
        grown = next((row_set for row_set in self.rows if row_set.prefix == self.added), None)
        return {"sheet": self, "form": self, "row_set": grown}

    @property
    def seen_now(self) -> str:
        """The fingerprints that go into the page: of what is there now, so that a second sending is knowing."""
        return self.seen if self.added else json.dumps(self._before, separators=(",", ":"))

    @cached_property
    def valid(self) -> bool:
        """Whether everything that was sent can be saved."""
        if not self.sent or self.added:
            return False
        if not self.instance._state.adding:
            self.conflicts = self._conflicts()
        judged = [self.form.is_valid(), *(row_set.is_valid() for row_set in self.rows)]
        return all(judged) and not self.conflicts

    def is_valid(self) -> bool:
        """Judge the form and every row, so that all that is wrong is said at once."""
        return self.valid

    def save(self) -> models.Model | None:
        """Save everything, or nothing: where the database refuses, its sentence stands on the page."""
        try:
            with transaction.atomic():
                saved = self.form.save()
                for row_set in self.rows:
                    row_set.instance = saved
                    row_set.save()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError as error:
            self.form.add_error(None, refusal(error))
            return None
        return saved

    def _conflicts(self) -> list[str]:
        """A sentence for each thing that is no longer as the editor saw it."""
        try:
            seen = json.loads(self.seen)
            changed = [name for name, value in self._before.items() if seen.get(name, value) != value]
        except (ValueError, AttributeError):
            return []
        legends = {row_set.prefix: row_set.legend for row_set in self.rows}
        return [self._now(name, legends) for name in changed]

    def _now(self, name: str, legends: dict[str, str]) -> str:
        if name in legends:
            return _("%(what)s: rows were added, changed or removed.") % {"what": legends[name]}
        field = self.instance._meta.get_field(name)
        present = type(self.instance)._default_manager.get(pk=self.instance.pk)
        show = getattr(present, f"get_{name}_display", None)
        value = show() if show else getattr(present, name)
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        shown = _("not known") if value in (None, "") else value
        return _("%(what)s is now: %(value)s") % {"what": str(field.verbose_name).capitalize(), "value": shown}

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything that needs correcting: where it stands on the page, and the sentence."""
        if not self.sent or self.added or self.valid is None:
            return []
        found = _problems(self.form)
        for row_set in self.rows:
            found += [(f"#rows-{row_set.prefix}", f"{row_set.legend}: {error}") for error in row_set.non_form_errors()]
            for number, form in enumerate(row_set.forms, start=1):
                if not (row_set.can_delete and row_set._should_delete_form(form)):
                    found += _problems(form, f"{row_set.row_words} {number}, ", f"#rows-{row_set.prefix}")
        return found


def _begin(row: forms.BaseForm) -> None:
    """A row that was just added begins with what such a row begins with, as one does that stood ready."""
    for name, field in row.fields.items():
        initial = row.get_initial_for_field(field, name)
        if initial not in (None, "", False):
            row.data.setdefault(row.add_prefix(name), field.prepare_value(initial))


def _problems(form: forms.BaseForm, before: str = "", elsewhere: str = "#sheet") -> list[tuple[str, str]]:
    found = [(elsewhere, f"{before}{error}") for error in form.non_field_errors()]
    for field in form:
        label = getattr(field, "plain_label", field.label)
        place = f"#{field.id_for_label}" if field.id_for_label and not field.is_hidden else elsewhere
        found += [
            (place, f"{before}{label}: {error}" if not field.is_hidden else f"{before}{error}")
            for error in field.errors
        ]
    return found


def _prints(instance: models.Model, kinds: list[tuple[str, type[RowSet]]]) -> dict[str, str]:
    """A fingerprint of each field, and one of each set of rows."""
    if instance._state.adding:
        return {}
    fields = [field for field in instance._meta.concrete_fields if field.editable and not field.primary_key]
    found = {field.name: _print(field.value_from_object(instance)) for field in fields}
    for prefix, kind in kinds:
        names = [field.attname for field in kind.model._meta.concrete_fields]
        held = kind.model._default_manager.filter(**{kind.fk.name: instance}).order_by("pk")
        found[prefix] = _print(list(held.values_list(*names)))
    return found


def _print(value: object) -> str:
    return blake2b(json.dumps(value, default=str).encode(), digest_size=6).hexdigest()
