"""Rows with first and last day that are typed together, as names of one body or codes of one skill.

The database allows one at a time. Its rule compares a row with those that it holds; rows that come together are
compared here, so that the second one gets a sentence and nothing typed is lost.
"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

Days = tuple[date | None, date | None]


def overlap(first: Days, second: Days) -> bool:
    """Whether two spans share a day; an end that is not known is open."""
    start = max((day for day in (first[0], second[0]) if day), default=None)
    end = min((day for day in (first[1], second[1]) if day), default=None)
    return start is None or end is None or start <= end


class DatedForm(forms.ModelForm):
    """One row: its last day is not before its first."""

    def clean(self):
        """Say it here: the database cannot even ask its question about such days."""
        row = super().clean()
        if row.get("valid_from") and row.get("valid_until") and row["valid_until"] < row["valid_from"]:
            self.add_error("valid_until", _("The last day is before the first."))
        return row


class OneAtATime(forms.BaseInlineFormSet):
    """Several rows of one thing. ``same`` names the fields whose values must agree for two rows to be compared."""

    same: tuple[str, ...] = ()

    def clean(self):
        """Refuse the second of two rows for the same days."""
        super().clean()
        before: list[dict] = []
        for form in self.forms:
            if not form.is_valid() or not form.cleaned_data or self._should_delete_form(form):
                continue
            if any(self.collide(form.cleaned_data, other) for other in before):
                form.add_error(None, _("Another row above says the same of these days."))
            before.append(form.cleaned_data)

    def collide(self, row: dict, other: dict) -> bool:
        """Whether two rows cannot stand together."""
        alike = all(row.get(field) == other.get(field) for field in self.same)
        return alike and overlap(_days(row), _days(other))


def _days(row: dict) -> Days:
    return row.get("valid_from"), row.get("valid_until")
