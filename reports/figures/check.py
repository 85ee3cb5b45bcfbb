"""Everything counted again from the raw rows, independently of what keeps it: the tallies, and totals of reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from reports.figures.cube import table
from reports.figures.definitions import Fig
from reports.figures.filters import Cut
from reports.figures.scope import Reach

SEATED = "('enrolled', 'suspended', 'completed', 'not_completed')"
LEFT = """(e.status = 'withdrawn' AND EXISTS (
    SELECT FROM participants_enrolmentevent v WHERE v.enrolment_id = e.id AND v.to_status = 'enrolled'))"""
"""Asked of each by the key: the list of all who ever had a seat is too long to be held, and would be read each time."""
LOCAL = "(m.starts_at AT TIME ZONE f.time_zone)"
MEETINGS = """programs_meeting m JOIN programs_trainingsession s ON s.id = m.session_id
    JOIN organisations_facility f ON f.id = s.venue_id"""
MINUTES = "(date_part('epoch', m.ends_at - m.starts_at) / 60)::int"


@dataclass(frozen=True)
class Recount:
    """One table of tallies: the columns that name a row, those that count, and the rows as they should be."""

    table: str
    keys: tuple[str, ...]
    counts: tuple[str, ...]
    rows: str
    kept: str = "true"


RECOUNTS = (
    Recount(
        "programs_sessiontally",
        ("session_id",),
        ("seats_taken", "completed", "not_completed"),
        f"""SELECT s.id, count(e.id) FILTER (WHERE e.status IN {SEATED}),
              count(e.id) FILTER (WHERE e.status = 'completed'), count(e.id) FILTER (WHERE e.status = 'not_completed')
            FROM programs_trainingsession s LEFT JOIN participants_enrolment e ON e.session_id = s.id GROUP BY 1""",
    ),
    Recount(
        "participants_classtally",
        ("session_id",),
        ("programme_id", "venue_id", "cancelled", "seats", "counted_on"),
        f"""SELECT s.id, s.programme_id, s.venue_id, s.status = 'cancelled', s.capacity,
              coalesce(s.actual_start, (SELECT min({LOCAL}::date) FROM programs_meeting m
                WHERE m.session_id = s.id AND NOT m.cancelled), s.planned_start)
            FROM programs_trainingsession s JOIN organisations_facility f ON f.id = s.venue_id""",
    ),
    Recount(
        "participants_grouptally",
        ("session_id", "participant_kind", "sex"),
        ("enrolled", "completed", "not_completed", "withdrawn"),
        f"""SELECT e.session_id, e.participant_kind, e.sex_as_enrolled, count(*) FILTER (WHERE e.status IN {SEATED}),
              count(*) FILTER (WHERE e.status = 'completed'), count(*) FILTER (WHERE e.status = 'not_completed'),
              count(*) FILTER (WHERE {LEFT})
            FROM participants_enrolment e WHERE e.status IN {SEATED} OR {LEFT} GROUP BY 1, 2, 3""",
    ),
    Recount(
        "participants_reasontally",
        ("session_id", "participant_kind", "sex", "status", "reason_kind"),
        ("enrolments",),
        f"""SELECT e.session_id, e.participant_kind, e.sex_as_enrolled, e.status, e.reason_kind, count(*)
            FROM participants_enrolment e WHERE e.status = 'not_completed' OR {LEFT} GROUP BY 1, 2, 3, 4, 5""",
        kept="enrolments > 0",
    ),
    Recount(
        "participants_monthtally",
        ("session_id", "month", "participant_kind", "sex"),
        ("marks", "attended", "minutes"),
        f"""SELECT m.session_id, date_trunc('month', {LOCAL})::date, e.participant_kind, e.sex_as_enrolled, count(*),
              count(*) FILTER (WHERE a.mark <> 'absent'), coalesce(sum({MINUTES}) FILTER (WHERE a.mark <> 'absent'), 0)
            FROM {MEETINGS} JOIN participants_attendance a ON a.meeting_id = m.id
              JOIN participants_enrolment e ON e.id = a.enrolment_id
            WHERE NOT m.cancelled GROUP BY 1, 2, 3, 4""",
        kept="marks > 0",
    ),
    Recount(
        "participants_hourstally",
        ("session_id", "month"),
        ("meetings", "minutes", "marked", "marked_minutes"),
        f"""SELECT m.session_id, date_trunc('month', {LOCAL})::date, count(*), sum({MINUTES}), count(a.meeting_id),
              coalesce(sum({MINUTES}) FILTER (WHERE a.meeting_id IS NOT NULL), 0)
            FROM {MEETINGS} LEFT JOIN (SELECT DISTINCT meeting_id FROM participants_attendance) a ON a.meeting_id = m.id
            WHERE NOT m.cancelled GROUP BY 1, 2""",
    ),
)


def differences() -> Iterator[str]:
    """What is kept and what was counted, of every row where they differ. In a scope that sees all people."""
    for recount in RECOUNTS:
        yield from _of_tally(recount)
    yield from _of_reports()


def _of_tally(recount: Recount) -> Iterator[str]:
    columns = ", ".join((*recount.keys, *recount.counts))
    joined = " AND ".join(f"k.{key} = c.{key}" for key in recount.keys)
    named = ", ".join(f"coalesce(k.{key}, c.{key})" for key in recount.keys)
    sides = ", ".join(f"{side}.{count}" for side in "kc" for count in recount.counts)
    sql = f"""
        WITH k AS (SELECT {columns} FROM {recount.table} WHERE {recount.kept}), c({columns}) AS ({recount.rows})
        SELECT {named}, k.session_id IS NULL, c.session_id IS NULL, {sides} FROM k FULL JOIN c ON {joined}
        WHERE ({", ".join(f"k.{count}" for count in recount.counts)})
          IS DISTINCT FROM ({", ".join(f"c.{count}" for count in recount.counts)}) ORDER BY {named}"""
    width, of_key = len(recount.counts), len(recount.keys)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for row in cursor.fetchall():
            key, (not_kept, not_found), told = row[:of_key], row[of_key : of_key + 2], row[of_key + 2 :]
            kept = "nothing" if not_kept else _said(recount, told[:width])
            found = "nothing" if not_found else _said(recount, told[width:])
            yield f"{recount.table} {' '.join(map(str, key))}: kept {kept}; counted {found}"


def _said(recount: Recount, counts: tuple) -> str:
    return ", ".join(f"{name} {count}" for name, count in zip(recount.counts, counts, strict=True))


REPORTED = f"""
    WITH e AS (SELECT session_id, count(*) FILTER (WHERE status IN {SEATED}) AS enrolled,
                 count(*) FILTER (WHERE status = 'completed') AS completed FROM participants_enrolment GROUP BY 1)
    SELECT {{key}}::text, count(*), coalesce(sum(s.capacity), 0), coalesce(sum(e.enrolled), 0),
      coalesce(sum(e.completed), 0)
    FROM programs_trainingsession s JOIN organisations_facility f ON f.id = s.venue_id
      LEFT JOIN e ON e.session_id = s.id
    WHERE s.status <> 'cancelled' GROUP BY 1"""
TOTALS = {Cut.PROGRAMME: "s.programme_id", Cut.FACILITY: "s.venue_id", Cut.PROVINCE: "nullif(f.province, '')"}


def _of_reports() -> Iterator[str]:
    """Totals of the tables that reports show: of the nation, of each programme, facility and province."""
    reported = (Fig.CLASSES, Fig.PLANNED, Fig.ENROLLED, Fig.COMPLETED)
    for cut, key in TOTALS.items():
        shown = table(Reach(everything=True), rows=cut, figures=reported)
        with connection.cursor() as cursor:
            cursor.execute(REPORTED.format(key=key))
            counted = {row[0]: tuple(map(int, row[1:])) for row in cursor.fetchall()}
        told = {head.key: tuple(shown.row(head.key)[fig].number or 0 for fig in reported) for head in shown.rows}
        for row in sorted(counted.keys() | told.keys(), key=str):
            if counted.get(row) != told.get(row):
                yield f"report by {cut} {row}: shown {told.get(row)}; counted {counted.get(row)}"
        total = tuple(map(sum, zip(*counted.values(), strict=True))) if counted else (0, 0, 0, 0)
        if total != (whole := tuple(shown.total[fig].number or 0 for fig in reported)):
            yield f"report of the nation by {cut}: shown {whole}; counted {total}"
