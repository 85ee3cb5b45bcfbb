"""Naming one organisation in a form, out of thousands: by any name it ever had, or by the address of its page."""

import re
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from organisations.search import holding

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NAMED = 5
"""How many bodies a sentence names."""


class OrganisationField(forms.Field):
    """One organisation, typed: a whole name or abbreviation wins, else a part that only one body's names hold.

    Where several bodies answer, the sentence names them; two of one name are told apart by the address of their page.
    """

    default_error_messages = {
        "nobody": gettext_lazy("No organisation has this name: %(value)s. Write another name of it, or make it first."),
        "several": gettext_lazy("Several organisations answer to %(value)s: %(names)s. Write more of the name."),
        "same": gettext_lazy(
            "%(n)s organisations are called %(value)s. Copy the address of the right one's page into this field."
        ),
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
            now = self._in_sight.named(timezone.localdate()).filter(name__iexact=text)
            ways = (now, self._in_sight.answering_to(text), self._in_sight.filter(holding(text)))
            found = next((rows for rows in map(list, ways) if rows), [])
        if len(found) == 1:
            return found[0]
        raise self._refusal(text, [one.pk for one in found])

    def _refusal(self, text: str, keys: list[UUID]) -> ValidationError:
        if not keys:
            return ValidationError(self.error_messages["nobody"], "nobody", {"value": text})
        names = Organisation.objects.named(timezone.localdate()).filter(pk__in=keys).order_by("name", "pk")
        told = list(dict.fromkeys(names.values_list("name", flat=True)))
        if len(told) == 1:
            return ValidationError(self.error_messages["same"], "same", {"value": text, "n": len(keys)})
        shown = told[:NAMED] if len(told) <= NAMED else [*told[:NAMED], "…"]
        return ValidationError(
            self.error_messages["several"], "several", {"value": text, "names": get_text_list(shown, _("and"))}
        )

    def has_changed(self, initial, data):
        """Whether another one was meant than stood there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()
