"""How a form is made here: labels above, what may stay empty says so, days and hours as people write them."""

import re
from datetime import date, time

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from web.dates import PartialDay, clock, partial_date, short_date

YEARS = range(1900, 2101)
"""A day outside these is a slip of the hand; some far days also make a stored row unreadable."""

MONTHS = (
    ("januari", "january"), ("februari", "pebruari", "february"), ("maret", "march"), ("april",), ("mei", "may"),
    ("juni", "june"), ("juli", "july"), ("agustus", "august"), ("september",), ("oktober", "october"),
    ("november", "nopember"), ("desember", "december"),
)  # fmt: skip

DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})\s+([a-z]{3,})\.?\s+(\d{4})")
YEAR_ALONE = re.compile(r"(\d{4})")
MONTH_IN_DIGITS = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})")
MONTH_IN_WORDS = re.compile(r"([a-z]{3,})\.?\s+(\d{4})")
HOUR = re.compile(r"(\d{1,2})[.:](\d{2})|(\d{2})(\d{2})")


class PageBoundField(forms.BoundField):
    """A field as a page shows it; ``plain_label`` is its name without any mark, for sentences."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        self.plain_label = self.label
        if not field.required and not isinstance(field, forms.BooleanField) and form.marks_optional:
            self.label = format_html('{} <span class="optional">({})</span>', self.label, _("optional"))


class PageForm:
    """Put this before ``forms.Form`` or ``forms.ModelForm``: ``class SessionForm(PageForm, forms.ModelForm)``.

    The page writes the <form>, its token and its button; the helper writes only the fields.
    """

    bound_field_class = PageBoundField
    marks_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Not filled in yet.")
            if isinstance(field.widget, forms.NumberInput):
                _read_digits_as_text(field)

    @cached_property
    def helper(self) -> FormHelper:
        """What crispy needs to know; a form with a layout of its own sets ``helper.layout``."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        helper.render_required_fields = True
        return helper


def _read_digits_as_text(field: forms.Field) -> None:
    """A number field of the browser throws away what is no number; a text field keeps it for correcting."""
    field.widget.input_type = "text"
    field.widget.attrs["inputmode"] = "numeric"
    field.error_messages["invalid"] = _("Write it in digits, for example 30.")


class FilterForm(PageForm, forms.Form):
    """Filters of a list, read from the address: nothing is required, so nothing is marked optional."""

    marks_optional = False
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class DayField(forms.Field):
    """A day in one text field: ``17/07/2023``, ``2023-07-17`` or ``17 Juli 2023``.

    The browser's own date field speaks the browser's language, which need not be the reader's.
    """

    default_error_messages = {
        "invalid": _("Write the day like this: 17/07/2023. This was written: %(value)s."),
        "no_such_day": _("There is no such day: %(value)s."),
        "far": _("Write a year between 1900 and 2100. This was written: %(value)s."),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": _("Day, month and year, for example 17/07/2023.")} | kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "maxlength": "40"}

    def prepare_value(self, value):
        return short_date(value) if isinstance(value, date) else value

    def to_python(self, value):
        """The day that was written, or a sentence that says how to write it."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        text = str(value).strip()
        if not text:
            return None
        return self._made(text, *self._parts(text))

    def _made(self, text: str, year: int, month: int, day: int) -> date:
        if year not in YEARS:
            raise ValidationError(self.error_messages["far"], code="far", params={"value": text})
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["no_such_day"], "no_such_day", {"value": text}) from None

    def _parts(self, text: str) -> tuple[int, int, int]:
        if found := YEAR_FIRST.fullmatch(text):
            return int(found[1]), int(found[2]), int(found[3])
        if found := DAY_FIRST.fullmatch(text):
            return int(found[3]), int(found[2]), int(found[1])
        found = IN_WORDS.fullmatch(text.lower())
        if found and (month := month_number(found[2])):
            return int(found[3]), month, int(found[1])
        raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": text})


class PartialDateField(DayField):
    """A day as exactly as somebody knows it: ``14/03/2023``, ``Maret 2023``, ``03/2023`` or ``2023``.

    Gives a ``PartialDay``, or None.
    """

    default_error_messages = {
        "invalid": _("Write a day, a month or a year: 14/03/2023, March 2023 or 2023. This was written: %(value)s."),
    }

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": _("A day, a month or a year: 14/03/2023, March 2023 or 2023.")} | kwargs)

    def prepare_value(self, value):
        if isinstance(value, PartialDay):
            return short_date(value.day) if value.precision == "d" else partial_date(*value)
        return super().prepare_value(value)

    def to_python(self, value):
        """The day that was written and how exactly, or a sentence that says how to write it."""
        if isinstance(value, PartialDay):
            return value
        text = str(value or "").strip()
        if found := YEAR_ALONE.fullmatch(text):
            return PartialDay(self._made(text, int(found[1]), 1, 1), "y")
        if found := MONTH_IN_DIGITS.fullmatch(text):
            year, month = (found[2], found[1]) if found[1] else (found[3], found[4])
            return PartialDay(self._made(text, int(year), int(month), 1), "m")
        found = MONTH_IN_WORDS.fullmatch(text.lower())
        if found and (month := month_number(found[1])):
            return PartialDay(self._made(text, int(found[2]), month, 1), "m")
        day = super().to_python(value)
        return PartialDay(day, "d") if day else None


class PartialDates(PageForm):
    """Put this before ``forms.ModelForm``: a ``PartialDateField`` named ``signed_on`` fills the columns ``signed_on``
    and ``signed_on_precision``.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.partial = [name for name, field in self.fields.items() if isinstance(field, PartialDateField)]
        for name in self.partial:
            day = getattr(self.instance, name)
            if day and not isinstance(self.initial.get(name), PartialDay):
                self.initial[name] = PartialDay(day, getattr(self.instance, f"{name}_precision"))

    def _post_clean(self):
        for name in self.partial:
            if name in self.cleaned_data:
                written = self.cleaned_data[name]
                self.cleaned_data[name] = written.day if written else None
                setattr(self.instance, f"{name}_precision", written.precision if written else "")
        super()._post_clean()

    def _get_validation_exclusions(self):
        """The precision is no field of the form, yet it is known: rules that speak of it are asked as well."""
        known = {f"{name}_precision" for name in self.partial if name in self.cleaned_data}
        return super()._get_validation_exclusions() - known


class HourField(forms.Field):
    """An hour in one text field: ``08.00`` or ``08:00``."""

    default_error_messages = {
        "invalid": _("Write the hour like this: 08.00. This was written: %(value)s."),
    }

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "maxlength": "10"}

    def prepare_value(self, value):
        return clock(value) if isinstance(value, time) else value

    def to_python(self, value):
        """The hour that was written, or a sentence that says how to write it."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        text = str(value).strip()
        if not text:
            return None
        found = HOUR.fullmatch(text)
        try:
            return time(int(found[1] or found[3]), int(found[2] or found[4]))
        except (TypeError, ValueError):
            raise ValidationError(self.error_messages["invalid"], "invalid", {"value": text}) from None


def month_number(word: str) -> int | None:
    """The month that a word names in Indonesian or English, by its first three letters or more."""
    for place, names in enumerate(MONTHS, start=1):
        if any(name.startswith(word) for name in names):
            return place
    return None
