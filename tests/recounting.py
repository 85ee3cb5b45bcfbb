"""Tallies counted again from the raw rows, in SQL that shares nothing with what keeps them."""

from accounts.scope import scope
from organisations.models import Facility
from tests.raw import run

HELD = """held AS (
  SELECT m.id, m.session_id, to_char(m.starts_at AT TIME ZONE f.time_zone, 'YYYY-MM-01')::date AS month,
    (extract(epoch FROM m.ends_at) - extract(epoch FROM m.starts_at))::int / 60 AS minutes,
    (m.starts_at AT TIME ZONE f.time_zone)::date AS day
  FROM programs_meeting m JOIN programs_trainingsession s ON s.id = m.session_id
  JOIN organisations_facility f ON f.id = s.venue_id WHERE m.cancelled = false)"""

WHO = """who AS (
  SELECT e.*, e.status IN ('enrolled', 'suspended', 'completed', 'not_completed') AS seated,
    e.status = 'withdrawn' AND (SELECT count(*) FROM participants_enrolmentevent v
      WHERE v.enrolment_id = e.id AND v.from_status IN ('enrolled', 'suspended') AND v.to_status = 'withdrawn') = 1
    AS gone
  FROM participants_enrolment e)"""

COUNTED_AGAIN = {
    "participants_classtally"
    " (session_id, programme_id, topic_id, course_id, venue_id, cancelled, seats, counted_on)": f"""
        WITH {HELD} SELECT s.id, programme_id, topic_id, CASE WHEN course_id IS NULL THEN
            (SELECT t.course_id FROM programs_topic t WHERE t.id = topic_id) ELSE course_id END,
          venue_id, status = 'cancelled', capacity,
          CASE WHEN actual_start IS NOT NULL THEN actual_start
               WHEN EXISTS (SELECT FROM held h WHERE h.session_id = s.id)
               THEN (SELECT day FROM held h WHERE h.session_id = s.id ORDER BY day LIMIT 1)
               ELSE planned_start END
        FROM programs_trainingsession s""",
    "participants_grouptally (session_id, participant_kind, sex, enrolled, completed, not_completed, withdrawn)": f"""
        WITH {WHO} SELECT session_id, participant_kind, sex_as_enrolled, sum(seated::int),
          sum((status = 'completed')::int), sum((status = 'not_completed')::int), sum(gone::int)
        FROM who WHERE seated OR gone GROUP BY 1, 2, 3""",
    "participants_reasontally (session_id, participant_kind, sex, status, reason_kind, enrolments)": f"""
        WITH {WHO} SELECT session_id, participant_kind, sex_as_enrolled, status, reason_kind, count(*)
        FROM who WHERE gone OR status = 'not_completed' GROUP BY 1, 2, 3, 4, 5""",
    "participants_monthtally (session_id, month, participant_kind, sex, marks, attended, minutes)": f"""
        WITH {HELD} SELECT h.session_id, month, participant_kind, sex_as_enrolled, count(*),
          sum((mark IN ('present', 'late'))::int), sum(CASE WHEN mark IN ('present', 'late') THEN minutes ELSE 0 END)
        FROM held h JOIN participants_attendance a ON a.meeting_id = h.id
        JOIN participants_enrolment e ON e.id = a.enrolment_id GROUP BY 1, 2, 3, 4""",
    "participants_hourstally (session_id, month, meetings, minutes, marked, marked_minutes)": f"""
        WITH {HELD}, marked AS (SELECT DISTINCT meeting_id AS id FROM participants_attendance)
        SELECT h.session_id, month, count(*), sum(minutes), count(k.id),
          sum(CASE WHEN k.id IS NULL THEN 0 ELSE minutes END)
        FROM held h LEFT JOIN marked k USING (id) GROUP BY 1, 2""",
}
"""For every table of tallies its columns, and what they would be."""

EMPTY = {
    "participants_reasontally": "enrolments = 0",
    "participants_monthtally": "marks = 0",
}
"""Rows that count nothing any more may stay."""


def differences() -> dict[str, list]:
    """Per table the rows that are kept and not found, or found and not kept. Inside no other scope."""
    found = {}
    with scope(actor=None, facilities=Facility.objects.values_list("pk", flat=True)):
        for described, again in COUNTED_AGAIN.items():
            table, columns = described.split(" ", 1)
            kept = f"SELECT {columns.strip('()')} FROM {table} WHERE NOT ({EMPTY.get(table, 'false')})"
            rows = run(f"(({kept}) EXCEPT ALL ({again})) UNION ALL (({again}) EXCEPT ALL ({kept}))")
            if rows:
                found[table] = rows
    return found
