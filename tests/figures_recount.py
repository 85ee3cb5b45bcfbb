"""Figures counted again in SQL from the raw tables, row by row, for any two cuts: nothing here knows of tallies."""

from collections import defaultdict
from decimal import Decimal

from accounts.scope import scope
from organisations.models import Facility
from reports.figures import ALL, Cut, Fig
from tests.raw import run

CLASSES = """
    SELECT s.id, s.programme_id, s.venue_id, f.province, f.organisation_id AS body, s.capacity,
      s.status = 'cancelled' AS off,
      coalesce(s.course_id, (SELECT t.course_id FROM programs_topic t WHERE t.id = s.topic_id)) AS course,
      CASE WHEN s.actual_start IS NOT NULL THEN s.actual_start ELSE coalesce(
        (SELECT (m.starts_at AT TIME ZONE f.time_zone)::date FROM programs_meeting m
         WHERE m.session_id = s.id AND m.cancelled IS FALSE ORDER BY m.starts_at LIMIT 1), s.planned_start) END AS day
    FROM programs_trainingsession s JOIN organisations_facility f ON s.venue_id = f.id"""
ENROLMENTS = """
    SELECT e.id, e.session_id, e.participant_kind, e.sex_as_enrolled, e.status, e.reason_kind,
      EXISTS (SELECT FROM participants_enrolmentevent v WHERE v.enrolment_id = e.id AND v.to_status = 'enrolled')
    FROM participants_enrolment e"""
MEETINGS = """
    SELECT m.id, m.session_id, (m.starts_at AT TIME ZONE f.time_zone)::date,
      extract(epoch FROM m.ends_at - m.starts_at)::int / 60
    FROM programs_meeting m JOIN programs_trainingsession s ON s.id = m.session_id
      JOIN organisations_facility f ON f.id = s.venue_id WHERE NOT m.cancelled"""
MARKS = "SELECT enrolment_id, meeting_id, mark FROM participants_attendance"
SEATED = {"enrolled", "suspended", "completed", "not_completed"}
PEOPLE = {Cut.SEX, Cut.KIND}
TIME = {Cut.YEAR, Cut.QUARTER, Cut.MONTH}


class Raw:
    """All raw rows, read once."""

    def __init__(self):
        with scope(actor=None, facilities=Facility.objects.values_list("pk", flat=True)):
            self.classes = {row[0]: row for row in run(CLASSES)}
            self.enrolments = {row[0]: row for row in run(ENROLMENTS)}
            self.meetings = {row[0]: row for row in run(MEETINGS)}
            self.marks = run(MARKS)
        bodies = run("SELECT id, parent_id, kind FROM organisations_organisation")
        self.parent = {key: (parent, kind) for key, parent, kind in bodies}
        self.skill = dict(run("SELECT id, skill_id FROM programs_course"))
        self.organisers, self.partners, self.agreements = (defaultdict(set) for _ in range(3))
        for programme, role, body in run("SELECT programme_id, role, organisation_id FROM programs_programmerole"):
            if body and role == "organiser":
                self.organisers[programme].add(body)
            elif body and role != "host":
                self.partners[programme].add(body)
        for programme, agreement in run("SELECT programme_id, agreement_id FROM programs_programmebasis"):
            self.agreements[programme].add(agreement)

    def keys(self, cut, session, day, enrolment=None) -> set:
        """Under which keys of a cut something counts."""
        _id, programme, venue, province, body, _capacity, _off, course, _day = self.classes[session]
        match cut:
            case None:
                return {ALL}
            case Cut.PROGRAMME:
                found = {programme}
            case Cut.FACILITY:
                found = {venue}
            case Cut.PROVINCE:
                found = {province or None}
            case Cut.OFFICE:
                found = {next((b for b in self._up(body) if self.parent[b][1] == "regional_office"), None)}
            case Cut.SKILL:
                found = {self.skill.get(course)}
            case Cut.MINISTRY:
                found = {self._ministry(one) for one in self.organisers[programme]} or {None}
            case Cut.PARTNER:
                found = self.partners[programme] or {None}
            case Cut.AGREEMENT:
                found = self.agreements[programme] or {None}
            case Cut.SEX:
                found = {self.enrolments[enrolment][3] or None}
            case Cut.KIND:
                found = {self.enrolments[enrolment][2]}
            case _:
                found = {day and self._period(cut, day)}
        return {None if key is None else str(key) for key in found}

    def _up(self, body):
        while body:
            yield body
            body = self.parent[body][0]

    def _ministry(self, body):
        chain = list(self._up(body))
        return next((one for one in chain if self.parent[one][1] == "ministry"), chain[-1])

    @staticmethod
    def _period(cut, day):
        first = {Cut.YEAR: 1, Cut.MONTH: day.month, Cut.QUARTER: 3 * ((day.month - 1) // 3) + 1}[cut]
        return day.replace(month=first, day=1)

    def facts(self):
        """Everything that counts: in which class, on which day, of whose enrolment, and how much of what."""
        for key, row in self.classes.items():
            if not row[6]:
                yield key, row[8], None, {"classes": 1, "seats": row[5] or 0, "open": row[5] is None}
        for key, (_id, session, _kind, _sex, status, _why, had_seat) in self.enrolments.items():
            row = self.classes[session]
            if not row[6]:
                yield session, row[8], key, {
                    "enrolled": status in SEATED, "completed": status == "completed",
                    "not_completed": status == "not_completed", "withdrawn": status == "withdrawn" and had_seat,
                }  # fmt: skip
        marked = {meeting for _enrolment, meeting, _mark in self.marks}
        for key, (_id, session, day, minutes) in self.meetings.items():
            yield session, day, None, {"marked": minutes * (key in marked), "unmarked": key not in marked}
        for enrolment, meeting, mark in self.marks:
            if meeting in self.meetings:
                _id, session, day, minutes = self.meetings[meeting]
                came = mark in ("present", "late")
                yield session, day, enrolment, {"marks": 1, "attended": came, "minutes": minutes * came}

    def table(self, rows, columns, wanted=lambda session, day, enrolment: True) -> dict:
        """All cells and totals as ``(row, column) → name → number``; each fact once in every total."""
        cells: dict = defaultdict(lambda: defaultdict(int))
        for session, day, enrolment, counted in self.facts():
            if not wanted(session, day, enrolment):
                continue
            apart = [cut in PEOPLE and enrolment is None for cut in (rows, columns)]
            r = {ALL} if apart[0] else self.keys(rows, session, day, enrolment) | {ALL}
            k = {ALL} if apart[1] else self.keys(columns, session, day, enrolment) | {ALL}
            for row in r:
                for column in k:
                    for name, n in counted.items():
                        cells[row, column][name] += int(n)
        return cells


def figures(sums, *, of_people: bool) -> dict:
    """What the sums of one cell say; ``of_people``: it is of one sex or kind, so seats and hours are not told."""
    jp = Decimal(45)
    told = {
        Fig.ENROLLED: sums["enrolled"],
        Fig.COMPLETED: sums["completed"],
        Fig.NOT_COMPLETED: sums["not_completed"],
        Fig.WITHDRAWN: sums["withdrawn"],
        Fig.ATTENDED: sums["attended"] if sums["marks"] else None,
        Fig.HOURS_ATTENDED: sums["minutes"] / jp if sums["marks"] else None,
        Fig.ATTENDANCE_RATE: Decimal(sums["attended"]) / sums["marks"] if sums["marks"] else None,
    }
    ended = sums["completed"] + sums["not_completed"] + sums["withdrawn"]
    told[Fig.COMPLETION_RATE] = Decimal(sums["completed"]) / ended if ended else None
    told |= dict.fromkeys((Fig.CLASSES, Fig.PLANNED, Fig.LESSON_HOURS, Fig.SEATS_USED))
    if not of_people:
        told[Fig.CLASSES] = sums["classes"]
        told[Fig.PLANNED] = sums["seats"] if sums["classes"] > sums["open"] else None
        told[Fig.LESSON_HOURS] = sums["marked"] / jp if sums["marked"] else None
        told[Fig.SEATS_USED] = Decimal(sums["enrolled"]) / sums["seats"] if sums["seats"] else None
    return told
