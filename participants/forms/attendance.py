"""The marks of one meeting, as they are entered: one row a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from participants.choices import AbsenceReason, Capture, Mark
from participants.marks import meaning
from participants.models import Attendance, Enrolment
from participants.names import display_name
from participants.services.attendance import Marked
from web.dates import clock
from web.forms import PageForm

LOOKS = {Mark.PRESENT: ("h", "tick"), Mark.LATE: ("t", "clock"), Mark.ABSENT: ("x", "cross")}
"""The key that sets a mark, which is its class as well, and its icon."""


@dataclass(frozen=True)
class Entry:
    """Somebody who is expected, and the mark kept so far."""

    enrolment: Enrolment
    kept: Attendance | None = None

    @property
    def key(self) -> UUID:
        """The enrolment's."""
        return self.enrolment.pk

    @property
    def name(self) -> str:
        """As enrolled, for the eye."""
        return display_name(self.enrolment.name_as_enrolled)


class AttendanceForm(PageForm, forms.Form):
    """Marks of everyone expected. Nobody must be marked; who is marked absent needs a reason.

    ``opened`` is when the page was made: what somebody else has recorded since is not overwritten unseen.
    ``late``: what is new or different says why it comes only now.
    """

    marks_optional = False
    use_required_attribute = False

    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    from_paper = forms.BooleanField(label=_("Copied from the paper sheet"), required=False)

    late_reason = forms.CharField(
        label=_("Reason for recording this late"),
        max_length=Attendance._meta.get_field("late_reason").max_length,
        required=False,
    )

    def __init__(self, *args, entries: Sequence[Entry], by: UUID, zone: str, late: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.entries, self.by, self.zone, self.late = entries, by, zone, late
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        name, kept = {"name": entry.name}, entry.kept
        mark = forms.ChoiceField(choices=Mark.choices, widget=forms.RadioSelect, required=False, label=entry.name)
        reason = forms.ChoiceField(choices=[("", _("Choose a reason")), *AbsenceReason.choices], required=False)
        reason.label = _("Reason why %(name)s is absent") % name
        note = forms.CharField(max_length=300, required=False, label=_("Note on %(name)s (optional)") % name)
        note.widget.attrs["class"] = "form-control"
        mark.initial, reason.initial = (kept.mark, kept.reason_kind) if kept else ("", "")
        note.initial = kept.note if kept else ""
        self.fields |= {f"mark-{entry.key}": mark, f"reason-{entry.key}": reason, f"note-{entry.key}": note}

    def clean(self):
        """Keep what was entered as ``marks``, by enrolment."""
        self.marks: dict[UUID, Marked] = {}
        for entry in self.entries:
            new = self._entered(entry)
            if new is None or self._changed_by_another(entry, new):
                continue
            if new.mark == Mark.ABSENT and not new.reason_kind and f"reason-{entry.key}" not in self.errors:
                self.add_error(f"reason-{entry.key}", _("Choose why this person did not come."))
            self.marks[entry.key] = new
        if self.late and not self.cleaned_data.get("late_reason") and self._news() and "late_reason" not in self.errors:
            self.add_error("late_reason", _("Write why this is entered or changed only now."))
        return self.cleaned_data

    def _news(self) -> bool:
        """Whether a mark is new or different."""
        kept = {entry.key: entry.kept for entry in self.entries}
        return any(kept[key] is None or _said(kept[key]) != _said(new) for key, new in self.marks.items())

    def _entered(self, entry: Entry) -> Marked | None:
        """The mark of one person. A reason alone says absent; a reason or a note of an absence ends with it."""
        mark, reason, note = (self.cleaned_data.get(f"{part}-{entry.key}", "") for part in ("mark", "reason", "note"))
        mark = mark or (Mark.ABSENT if reason else "")
        if not mark:
            return None
        if mark == Mark.ABSENT:
            return Marked(Mark.ABSENT, reason, note)
        same = entry.kept is not None and entry.kept.mark == mark
        return Marked(Mark(mark), "", note if same else "")

    def _changed_by_another(self, entry: Entry, new: Marked) -> bool:
        kept, opened = entry.kept, self.cleaned_data.get("opened")
        if not (kept and opened) or kept.recorded_at <= opened or kept.recorded_by_id == self.by:
            return False
        if _said(kept) == _said(new):
            return False
        said = {
            "mark": meaning(kept.reason_kind or kept.mark),
            "name": kept.recorded_by.get_full_name(),
            "time": clock(kept.recorded_at, self.zone),
        }
        self.add_error(
            f"mark-{entry.key}",
            _("Changed since you opened this page: %(mark)s, by %(name)s at %(time)s. Save again to keep yours.")
            % said,
        )
        return True

    @property
    def captured(self) -> Capture:
        """How these marks came into the system."""
        return Capture.PAPER if self.cleaned_data["from_paper"] else Capture.SCREEN

    def rows(self):
        """Each person with the fields as the page lays them out."""
        for entry in self.entries:
            mark, reason, note = (self[f"{part}-{entry.key}"] for part in ("mark", "reason", "note"))
            wrong = " is-invalid" if reason.errors else ""
            yield {
                "entry": entry,
                "mark": mark,
                "choices": [(*LOOKS[radio.data["value"]], radio) for radio in mark],
                "reason": reason,
                "select": reason.as_widget(attrs={"class": f"form-select{wrong}"}),
                "note": note,
            }


def _said(mark: Attendance | Marked) -> tuple[str, str, str]:
    """What a mark says, whoever made it and when."""
    return (mark.mark, mark.reason_kind, mark.note)


def all_present(data: QueryDict, entries: Sequence[Entry]) -> QueryDict:
    """What was sent, with everyone marked present whom neither the form nor an earlier mark says anything of."""
    filled = data.copy()
    for entry in entries:
        if not (filled.get(f"mark-{entry.key}") or filled.get(f"reason-{entry.key}") or entry.kept):
            filled[f"mark-{entry.key}"] = Mark.PRESENT
    return filled
