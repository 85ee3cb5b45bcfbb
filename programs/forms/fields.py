"""Fields of the forms of programmes: a body or facility that is typed, a source, a number as people write it."""

import re
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organisations.forms.choosing import OrganisationField
from organisations.models import Organisation, OrganisationName, Source
from web.numbers import number

LARGEST = Decimal(10) ** 10


class BodyField(OrganisationField):
    """An organisation by any of its names. What stood there already (``known``) is taken without asking."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False} | kwargs)
        self.known: dict[str, object] = {}

    def to_python(self, value):
        """The organisation that was meant."""
        text = " ".join(str(value or "").split())
        return self.known.get(text) or super().to_python(value)


class FacilityField(BodyField):
    """A facility by any name that its organisation has or had."""

    default_error_messages = {
        "nobody": _("No facility has this name: %(value)s. Write another name of it, or the place as printed."),
    }

    def __init__(self, **kwargs):
        super().__init__(queryset=Organisation.objects.filter(facility__isnull=False), **kwargs)

    def to_python(self, value):
        """The facility that was meant."""
        found = super().to_python(value)
        return found.facility if isinstance(found, Organisation) else found


class KnownBodies:
    """Put this before ``RowSet``: the bodies of all rows are named with two statements, however many rows there are.

    ``body_fields`` are the form's fields that hold one, each with the way from the row to the organisation's key.
    """

    body_fields = {"organisation": lambda row: row.organisation_id}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, key_of in self.body_fields.items():
            body, key = getattr(form.instance, name), key_of(form.instance)
            if body is not None and key in self._written:
                form.initial[name] = self._written[key]
                form.fields[name].known = {self._written[key]: body}

    def get_queryset(self) -> QuerySet:
        """The rows, each with its bodies."""
        if not hasattr(self, "_with_bodies"):
            self._with_bodies = super().get_queryset().select_related(*self.body_fields)
        return self._with_bodies

    @property
    def _written(self) -> dict[UUID, str]:
        if not hasattr(self, "_names"):
            keys = {key_of(row) for row in self.get_queryset() for key_of in self.body_fields.values()}
            self._names = written(key for key in keys if key)
        return self._names


def written(keys: Iterable[UUID]) -> dict[UUID, str]:
    """How each of these bodies is written in a field: its name of today, with its key where others are called so."""
    keys = list(keys)
    if not keys:
        return {}
    names = dict(Organisation.objects.named(timezone.localdate()).filter(pk__in=keys).values_list("pk", "name"))
    same = OrganisationName.objects.annotate(big=Upper("name")).filter(big__in=[n.upper() for n in names.values()])
    holders: dict[str, set] = {}
    for big, key in same.values_list("big", "organisation"):
        holders.setdefault(big, set()).add(key)
    return {
        key: name if holders.get(name.upper(), {key}) == {key} else f"{name} {key}".strip()
        for key, name in names.items()
    }


def at_facility(row) -> UUID | None:
    """The key of the organisation behind a row's facility."""
    return row.facility.organisation_id if row.facility_id else None


class SourceField(forms.CharField):
    """A source by its address, or by its title where it has none. Gives a ``Source``: the one that is kept, or a new
    one that is not saved yet (``saved_source``).
    """

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 500, "required": False} | kwargs)

    def prepare_value(self, value):
        if isinstance(value, UUID):
            value = Source.objects.filter(pk=value).first()
        return (value.address or value.title) if isinstance(value, Source) else value

    def clean(self, value):
        """The source that was meant."""
        text = super().clean(value)
        if not text:
            return None
        if not re.match(r"(https?://|www\.)", text, re.IGNORECASE):
            return self._titled(text)
        address = text if "://" in text else f"https://{text}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                _("This is no address of a page: %(value)s. Copy it from the browser, or write a title instead."),
                code="address",
                params={"value": text},
            ) from None
        return Source.objects.filter(address=address).first() or Source(address=address)

    @staticmethod
    def _titled(text: str) -> Source:
        if len(text) > 300:
            raise ValidationError(_("A title has at most 300 signs."), code="too_long")
        return Source.objects.filter(title__iexact=text).order_by("pk").first() or Source(title=text)

    def has_changed(self, initial, data):
        """Whether another one was meant than stood there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


def saved_source(source: Source | None) -> Source | None:
    """The source as it is kept: a new one is saved, unless another row named it a moment before."""
    if source is None or not source._state.adding:
        return source
    given = {"address": source.address} if source.address else {"address": "", "title": source.title}
    return Source.objects.filter(**given).order_by("pk").first() or Source.objects.create(**given)


class NumberField(forms.Field):
    """A number as people write it: ``1.006`` or ``12,5`` in Indonesian, ``1,006`` or ``12.5`` in English."""

    default_error_messages = {
        "invalid": _("Write it in digits, for example %(example)s. This was written: %(value)s."),
        "large": _("Write a number below 10 thousand million."),
        "negative": _("A number here is not below zero."),
    }

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": "30"}

    def prepare_value(self, value):
        return number(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value):
        """The number that was written."""
        if isinstance(value, Decimal) or value in self.empty_values:
            return value or None
        text = re.sub(r"\s", "", str(value))
        if not text:
            return None
        thousands, point = (".", ",") if (get_language() or "").startswith("id") else (",", ".")
        grouped = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+"
        if text.startswith("-"):
            raise ValidationError(self.error_messages["negative"], code="negative")
        if not re.fullmatch(rf"(?:{grouped})(?:{re.escape(point)}\d{{1,2}})?", text, re.ASCII):
            example = {"example": number(Decimal("1006")), "value": str(value)}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=example)
        made = Decimal(text.replace(thousands, "").replace(point, "."))
        if made >= LARGEST:
            raise ValidationError(self.error_messages["large"], code="large")
        return made

    def has_changed(self, initial, data):
        """Whether another number was meant than stood there."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()
