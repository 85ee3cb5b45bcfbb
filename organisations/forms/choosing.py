"""Naming one organisation in a form, out of thousands: by any name it ever had, or by the address of its page."""

import re
from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.search import found_under, holding

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NAMED = 5
"""How many bodies a sentence names."""
OFFERED = 12
"""How many can be chosen from; where more answer, a few letters more are quicker than a long list."""


class NamedInput(forms.TextInput):
    """A name that is typed, and below it the bodies that answer to it, where these are several: one can be chosen.

    The choice counts for the name it was offered for; whoever writes another name means that.
    """

    offered: list[Organisation] = []

    def value_from_datadict(self, data, files, name):
        """The key of the body that was chosen, else what was typed."""
        typed, chosen = data.get(name), data.get(f"{name}-chosen")
        return chosen if chosen and typed == data.get(f"{name}-asked") else typed

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """The field, and the choice."""
        field = super().render(name, value, attrs, renderer)
        if not self.offered:
            return field
        choice = {"name": name, "asked": value, "offered": self.offered, "id": (attrs or {}).get("id", name)}
        return field + render_to_string("organisations/_choose.html", choice)


class OrganisationField(forms.Field):
    """One organisation, typed: a whole name or abbreviation wins, else a part that only one body's names hold.

    Where several bodies answer, the sentence names them and the page offers them to choose from.
    """

    widget = NamedInput

    default_error_messages = {
        "nobody": gettext_lazy("No organisation has this name: %(value)s. Write another name of it, or make it first."),
        "several": gettext_lazy(
            "Several organisations answer to %(value)s: %(names)s. Choose one of them, or write more of the name."
        ),
        "many": gettext_lazy("Several organisations answer to %(value)s: %(names)s. Write more of the name."),
        "same": gettext_lazy("%(n)s organisations are called %(value)s. Choose the right one."),
    }

    def __init__(self, *, queryset: QuerySet | None = None, **kwargs):
        help_text = gettext_lazy("A name or abbreviation it has or had; a part will do if no other body has it.")
        super().__init__(**{"help_text": help_text} | kwargs)
        self.queryset = queryset

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "maxlength": "300"}

    @property
    def _in_sight(self) -> QuerySet:
        return Organisation.objects.all() if self.queryset is None else self.queryset

    def prepare_value(self, value):
        """The name of today; the key beside it where another body has the same name."""
        if isinstance(value, str) and KEY.fullmatch(value):
            value = UUID(value)
        if not isinstance(value, UUID | Organisation):
            return value
        key = value.pk if isinstance(value, Organisation) else value
        found = Organisation.objects.named(timezone.localdate()).filter(pk=key).first()
        if found is None:
            return ""
        alone = found.name and Organisation.objects.called(found.name).exclude(pk=key).first() is None
        return found.name if alone else f"{found.name} {key}".strip()

    def to_python(self, value):
        """The organisation, or a sentence that says why it is not clear which."""
        if value in self.empty_values or isinstance(value, Organisation):
            return value or None
        text = " ".join(str(value).split())
        if not text:
            return None
        if key := KEY.search(text):
            found = list(self._in_sight.filter(pk=key[0]))
        else:
            answering = self._in_sight.answering_to(text)
            now = answering.named(timezone.localdate()).filter(name__iexact=text)
            ways = (now, answering, self._in_sight.filter(holding(text)))
            found = next((rows for rows in map(list, ways) if rows), [])
        if len(found) == 1:
            return found[0]
        raise self._refusal(text, [one.pk for one in found])

    def _refusal(self, text: str, keys: list[UUID]) -> ValidationError:
        if not keys:
            return ValidationError(self.error_messages["nobody"], "nobody", {"value": text})
        today = timezone.localdate()
        bodies = list(Organisation.objects.named(today).filter(pk__in=keys).order_by("name", "pk"))
        told = list(dict.fromkeys(body.name for body in bodies))
        if len(bodies) <= OFFERED:
            self.widget.offered = _told_apart(bodies, text, today)
        if len(told) == 1 and self.widget.offered:
            return ValidationError(self.error_messages["same"], "same", {"value": text, "n": len(keys)})
        shown = told[:NAMED] if len(told) <= NAMED else [*told[:NAMED], "…"]
        code = "several" if self.widget.offered else "many"
        return ValidationError(
            self.error_messages[code], "several", {"value": text, "names": get_text_list(shown, _("and"))}
        )

    def has_changed(self, initial, data):
        """Whether another one was meant than stood there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


def _told_apart(bodies: list[Organisation], text: str, today: date) -> list[Organisation]:
    """Each with ``more``: its kind, what it is part of, and the name that it was found by, where that is another."""
    above = dict(
        Organisation.objects.named(today)
        .filter(pk__in={body.parent_id for body in bodies if body.parent_id})
        .values_list("pk", "name")
    )
    elsewhere = found_under({body.pk: body.name for body in bodies}, text, today)
    for body in bodies:
        part_of = _("part of %(name)s") % {"name": above[body.parent_id]} if above.get(body.parent_id) else ""
        parts = [body.get_kind_display(), part_of, elsewhere.get(body.pk, "")]
        body.more = " · ".join(str(part) for part in parts if part)
    return bodies
