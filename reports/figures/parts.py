"""The parts of which a table is made: each adds up one kind of tally, by the keys of rows and columns."""

from dataclasses import dataclass

from reports.figures.filters import OF_PROGRAMMES, PEOPLE, TIME, Cut

NO_LIMIT = frozenset(Cut)


@dataclass(frozen=True)
class Part:
    """One kind of tally: where it is read from, when it counts, what it adds up, by what it can be cut."""

    source: str
    day: str
    months: str
    sums: dict[str, str]
    cuts: frozenset[Cut]
    kind: str = "''"
    note: str = "''"
    only: str = "true"


CLASSES = "chosen c"

PARTS: dict[str, Part] = {
    "class": Part(
        CLASSES,
        "c.counted_on",
        "c.months",
        {
            "classes": "count(*)",
            "seats": "sum(c.seats)",
            "with_seats": "count(c.seats)",
            "without_seats": "count(*) - count(c.seats)",
        },
        NO_LIMIT - PEOPLE,
        only="NOT c.cancelled",
    ),
    "group": Part(
        f"{CLASSES} JOIN participants_grouptally g USING (session_id)",
        "c.counted_on",
        "c.months",
        {name: f"sum(g.{name})" for name in ("enrolled", "completed", "not_completed", "withdrawn")},
        NO_LIMIT,
        kind="g.participant_kind",
        only="NOT c.cancelled",
    ),
    "reason": Part(
        f"{CLASSES} JOIN participants_reasontally g USING (session_id)",
        "c.counted_on",
        "c.months",
        {"enrolments": "sum(g.enrolments)"},
        NO_LIMIT,
        kind="g.participant_kind",
        note="g.status || ':' || g.reason_kind",
        only="NOT c.cancelled",
    ),
    "month": Part(
        f"{CLASSES} JOIN participants_monthtally g USING (session_id)",
        "g.month",
        "g.months",
        {name: f"sum(g.{name})" for name in ("marks", "attended", "minutes")},
        NO_LIMIT,
        kind="g.participant_kind",
    ),
    "hours": Part(
        f"{CLASSES} JOIN participants_hourstally h USING (session_id)",
        "h.month",
        "h.months",
        {
            "meetings": "sum(h.meetings)",
            "marked": "sum(h.marked)",
            "unmarked": "sum(h.meetings - h.marked)",
            "marked_minutes": "sum(h.marked_minutes)",
        },
        NO_LIMIT - PEOPLE,
    ),
    "programme": Part(
        "whole c",
        "c.counted_on",
        "c.months",
        {
            "programmes": "count(*)",
            "with_target": "count(c.target)",
            "without_target": "count(*) - count(c.target)",
            "target": "sum(c.target)",
            "realised": "sum(c.realised) FILTER (WHERE c.target IS NOT NULL)",
            "without_funds": "count(*) - count(c.funds)",
            "funds": "sum(c.funds)",
            "funded": "sum(c.completed) FILTER (WHERE c.funds IS NOT NULL)",
        },
        OF_PROGRAMMES | TIME,
    ),
}
"""Attendance and hours count in the month of the meeting, also those that a class had held before it was cancelled; all
else on the day on which the class counts. A programme counts whole, on the day of its first class."""

WHOLE = """whole AS (
  SELECT c.programme_id, min(c.counted_on) AS counted_on, min(c.months) AS months,
    coalesce(sum(g.enrolled) FILTER (WHERE g.participant_kind <> 'officer'), 0) AS realised,
    coalesce(sum(g.completed), 0) AS completed, min(t.value) AS target, min(f.funds) * 100 AS funds
  FROM participants_classtally c
    LEFT JOIN participants_grouptally g USING (session_id)
    LEFT JOIN (SELECT programme_id, max(value) AS value FROM programs_figure
               WHERE used AND topic_id IS NULL AND measure = 'participants' AND basis = 'target' AND unit = 'people'
               GROUP BY 1) t USING (programme_id)
    LEFT JOIN (SELECT programme_id, sum(amount) AS funds FROM programs_fundingline GROUP BY 1
               HAVING bool_and(amount IS NOT NULL AND currency = 'IDR')) f USING (programme_id)
  WHERE NOT c.cancelled AND {reach} {limits} GROUP BY 1)"""
"""Programmes of which the reader may be told the whole, with what is aimed at and what they cost."""

WIDTH = max(len(part.sums) for part in PARTS.values())
