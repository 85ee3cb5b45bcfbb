"""A class at a glance: everyone's mark at every meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from participants.choices import Mark
from participants.marks import CAME, LETTERS, meaning
from participants.models import Attendance, AttendanceEvent, Enrolment
from participants.services.attendance import asked, with_person
from participants.services.meetings import with_progress
from programs.models import Meeting, TrainingSession

TINTS = {Mark.PRESENT: "", Mark.LATE: "t", Mark.ABSENT: "x"}


@dataclass(frozen=True)
class Cell:
    """A mark as a letter with its meaning; present is quiet, every other has a tint."""

    letter: str
    words: str
    tint: str = ""


@dataclass
class Day:
    """One meeting: how many came, of how many who are marked."""

    meeting: Meeting
    asked_for: frozenset[UUID]
    came: int = 0
    marked: int = 0


@dataclass
class Line:
    """One person: a cell for each meeting; attended, of how many that are marked, of how many that asked for them."""

    enrolment: Enrolment
    cells: list[Cell] = field(default_factory=list)
    came: int = 0
    marked: int = 0
    asked: int = 0


@dataclass
class Grid:
    """All of a class; a meeting that is not marked yet counts nowhere."""

    days: list[Day]
    lines: list[Line]

    @property
    def came(self) -> int:
        """How many marks say attended."""
        return sum(day.came for day in self.days)

    @property
    def marked(self) -> int:
        """How many marks there are."""
        return sum(day.marked for day in self.days)


def grid_of(session: TrainingSession) -> Grid:
    """Marks of everyone who was ever asked for, in few queries whatever their number."""
    asked_for = Enrolment.objects.filter(asked(OuterRef("starts_at"), OuterRef("ends_at")), session=session)
    held = Meeting.objects.held().filter(session=session).annotate(asked_for=ArraySubquery(asked_for.values("pk")))
    meetings = with_progress(held).order_by("starts_at", "pk")
    days = [Day(meeting, frozenset(meeting.asked_for)) for meeting in meetings]
    marks = {
        (row.enrolment_id, row.meeting_id): row for row in Attendance.objects.filter(session=session, meeting__in=held)
    }
    changed = set(AttendanceEvent.objects.filter(session=session).values_list("enrolment", "meeting"))
    who = {key for day in days for key in day.asked_for} | {enrolment for enrolment, _meeting in marks}
    return Grid(days, [_line(enrolment, days, marks, changed) for enrolment in _people(session, who, bool(days))])


def _people(session: TrainingSession, who: Iterable[UUID], has_days: bool) -> Iterable[Enrolment]:
    rows = Enrolment.objects.filter(session=session)
    rows = rows.filter(pk__in=who) if has_days else rows.seated()
    return with_person(rows).order_by(Upper("name_as_enrolled"), "pk")


def _line(enrolment: Enrolment, days: list[Day], marks: dict, changed: set) -> Line:
    line = Line(enrolment)
    for day in days:
        mark = marks.get((enrolment.pk, day.meeting.pk))
        line.asked += bool(mark) or enrolment.pk in day.asked_for
        if mark:
            kind, came = mark.reason_kind or mark.mark, mark.mark in CAME
            line.cells.append(_cell(kind, mark, changed=(enrolment.pk, day.meeting.pk) in changed))
            for total in (line, day):
                total.marked += 1
                total.came += came
        elif enrolment.pk in day.asked_for:
            line.cells.append(Cell("·", _("not recorded"), "o"))
        else:
            line.cells.append(Cell("–", _("not in the class at that hour"), "o"))
    return line


def _cell(kind: str, mark: Attendance, *, changed: bool) -> Cell:
    """A mark; a star says that it was changed or entered late."""
    if not changed:
        return Cell(LETTERS[kind], meaning(kind), TINTS[mark.mark])
    return Cell(f"{LETTERS[kind]}*", _("%(mark)s, changed later") % {"mark": meaning(kind)}, TINTS[mark.mark])
