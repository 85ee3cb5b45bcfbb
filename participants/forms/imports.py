"""Bringing a register, saying what its columns hold, and deciding who is who."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants.forms.enrolments import keys
from participants.register.columns import CHOICES, Column
from participants.register.sentences import FIELDS
from web.forms import DayField, PageForm
from web.uploads import LARGEST

SAME, OTHER = "same:", "other"


class ImportForm(PageForm, forms.Form):
    """The file of a register, and the day of which it speaks where its heading does not say it."""

    facility = forms.ModelChoiceField(Facility.objects.none(), label=_("Facility"), empty_label=None)
    file = forms.FileField(
        label=_("File"),
        help_text=_("xlsx, xls, ods or csv, at most 20 MB. It is kept until you confirm or drop it, at most 7 days."),
        error_messages={
            "required": _("No file was chosen. Choose the file with the register."),
            "missing": _("No file was chosen. Choose the file with the register."),
            "empty": _("The file is empty. Choose the file with the register."),
            "max_length": _("The name of the file is too long. Give the file a shorter name."),
        },
    )
    said_day = DayField(
        label=_("As of"),
        required=False,
        help_text=_("Only where the heading of the file does not say it, for example 17/07/2023."),
    )

    def __init__(self, *args, facilities: Iterable[Facility], **kwargs):
        super().__init__(*args, **kwargs)
        facilities = list(facilities)
        self.only_facility = facilities[0] if len(facilities) == 1 else None
        if self.only_facility:
            del self.fields["facility"]
        else:
            self.fields["facility"].queryset = Facility.objects.filter(pk__in=[one.pk for one in facilities])

    def clean_file(self):
        """A file that was too large was not even kept."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _("The file is larger than 20 MB. Save only the sheet with the register as a file of its own."),
                code="large",
            )
        return file

    @property
    def facility_of_file(self) -> Facility:
        """Whose register it is."""
        return self.only_facility or self.cleaned_data["facility"]


class ColumnsForm(PageForm, forms.Form):
    """What each column of a file holds; what is not chosen is left out."""

    marks_optional = False

    def __init__(self, *args, columns: Iterable[Column], **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        choices = [("", _("left out")), *((field, FIELDS[field]) for field in CHOICES)]
        for column in self.columns:
            self.fields[f"c{column.index}"] = forms.ChoiceField(
                choices=choices,
                widget=forms.Select(attrs={"class": "form-select"}),
                required=False,
                initial=column.field,
                label=column.header or _("column without a name"),
                error_messages={"invalid_choice": _("Choose one of the entries.")},
            )

    def clean(self):
        """The name and the register number are needed, and no field is in two columns."""
        said = self.cleaned_data
        held = [field for field in said.values() if field]
        for field in ("name", "register_no"):
            if field not in held:
                raise ValidationError(
                    _("No column holds this yet: %(field)s. Choose it for the right column."),
                    code="needed",
                    params={"field": FIELDS[field]},
                )
        for name, field in list(said.items()):
            if field and held.count(field) > 1:
                self.add_error(name, _("Another column holds the same. Choose it for one of them only."))
        return said

    @property
    def chosen(self) -> dict[int, str]:
        """By the place of the column what it holds."""
        return {column.index: self.cleaned_data.get(f"c{column.index}", "") for column in self.columns}

    def rows(self):
        """Each field of the form with its column."""
        return [(self[f"c{column.index}"], column) for column in self.columns]


def decisions(posted, doubts: Iterable[tuple[int, list[str]]]) -> dict[int, UUID | None]:
    """What was decided of those who are perhaps the same: what is no answer leaves a doubt as it is."""
    found = {}
    for row, alike in doubts:
        said = posted.get(f"row-{row}", "")
        if said == OTHER:
            found[row] = None
        elif said.removeprefix(SAME) in alike and said.startswith(SAME):
            found[row] = UUID(said.removeprefix(SAME))
    return found


class LeftForm(PageForm, forms.Form):
    """Who of those that stand in no row of the file has left, and on which day."""

    left_on = DayField(
        label=_("Day of leaving"), help_text=_("The first day on which they are not held here any more.")
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_left_on(self) -> date:
        """Nobody has left on a day that has not come."""
        day = self.cleaned_data["left_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet. Write today or an earlier day."), code="not_yet")
        return day

    @property
    def people(self) -> list[UUID]:
        """Who was ticked."""
        return list(keys(self.data.getlist("gone")))
