"""Enrolments in bulk, by the owner of the tables: what triggers work out row by row is worked out for all at once.

Checks, keys, exclusions and the change log stay on (decision 0025). The events go through the checks that are the table
of transitions, and tallies are counted by the functions that the triggers call, from the same steps.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from lapas_training.scale.copy import Loading
from participants.models import Enrolment, EnrolmentEvent

WORKED_OUT_HERE = ("enrolment_prepare", "enrolment_sex", "enrolment_count_insert", "group_tally_insert")
"""Triggers that would work row by row, or expect one change of status at a time."""

STAGED = (
    "id", "session_id", "person_id", "custody_id", "affiliation_id", "facility_id",
    "waited_at", "joined_at", "ended_at", "status", "status_at", "reason_kind", "reason",
)  # fmt: skip
STAGE = """
    CREATE TEMP TABLE scale_enrolment (
      id uuid, session_id uuid, person_id uuid, custody_id uuid, affiliation_id uuid, facility_id int,
      waited_at timestamptz, joined_at timestamptz, ended_at timestamptz, status text, status_at timestamptz,
      reason_kind text, reason text) ON COMMIT DROP;
    CREATE TEMP VIEW scale_step AS
      SELECT s.id, s.session_id, step.place, step.was, step.became, step.kind, step.why, step.at
      FROM scale_enrolment s, LATERAL (VALUES
        (1, '', 'waiting', '', '', s.waited_at),
        (2, CASE WHEN s.waited_at IS NULL THEN '' ELSE 'waiting' END, 'enrolled', '', '', s.joined_at),
        (3, CASE WHEN s.joined_at IS NULL THEN 'waiting' ELSE 'enrolled' END, s.status, s.reason_kind, s.reason,
         s.status_at)
      ) step(place, was, became, kind, why, at)
      WHERE step.at IS NOT NULL AND step.was <> step.became"""
HOURS = "coalesce(t.busy, '{}') * tstzmultirange(tstzrange(s.joined_at, NULL))"
ENROLMENTS = f"""
    INSERT INTO participants_enrolment (id, session_id, person_id, custody_id, affiliation_id, facility_id, venue_id,
      participant_kind, status, status_at, reason_kind, reason, joined_at, ended_at, name_as_enrolled,
      number_as_enrolled, sex_as_enrolled, busy)
    SELECT s.id, s.session_id, s.person_id, s.custody_id, s.affiliation_id, s.facility_id, t.venue_id,
      coalesce(c.legal_status, a.kind), s.status, s.status_at, s.reason_kind, s.reason, s.joined_at, s.ended_at, p.name,
      coalesce(n.number, ''), p.sex, CASE
        WHEN s.joined_at IS NULL THEN '{{}}'
        WHEN s.status = 'withdrawn' THEN {HOURS} * tstzmultirange(tstzrange(NULL, s.ended_at))
        ELSE {HOURS} END
    FROM scale_enrolment s
      JOIN programs_sessiontally t ON t.session_id = s.session_id
      JOIN organisations_facility f ON f.id = s.facility_id
      JOIN participants_person p ON p.id = s.person_id
      LEFT JOIN participants_custody c ON c.id = s.custody_id
      LEFT JOIN participants_affiliation a ON a.id = s.affiliation_id
      LEFT JOIN LATERAL (
        SELECT number FROM participants_registernumber r
        WHERE r.custody_id = s.custody_id
          AND r.valid_from <= (coalesce(s.joined_at, s.waited_at) AT TIME ZONE f.time_zone)::date
        ORDER BY r.valid_from DESC, r.id DESC LIMIT 1) n ON true
    ORDER BY s.id"""
EVENTS = """
    INSERT INTO participants_enrolmentevent
      (enrolment_id, from_status, to_status, reason_kind, reason, actor_id, at, recorded_at)
    SELECT id, was, became, kind, why, current_setting('app.actor')::uuid, at, clock_timestamp()
    FROM scale_step ORDER BY id, place"""
COUNT = """
    SELECT count_enrolments(array_agg(s.session_id), array_agg(s.was), array_agg(s.became)),
      count_groups(array_agg(s.session_id), array_agg(e.participant_kind::text), array_agg(e.sex_as_enrolled::text),
        array_agg(s.was), array_agg(s.became), array_agg(''::text), array_agg(s.kind))
    FROM scale_step s JOIN participants_enrolment e ON e.id = s.id HAVING count(*) > 0"""


def prepare_stage() -> None:
    """Make the table that rows of a batch wait in, for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(STAGE)


def load_enrolments(rows: Iterable[tuple], loading: Loading) -> None:
    """Write one batch of enrolments with their events and what is counted of them."""
    loading.stage("scale_enrolment", STAGED, rows)
    with _by_row_worked_out():
        loading.fill(Enrolment, ENROLMENTS)
    loading.fill(EnrolmentEvent, EVENTS)
    loading.work("enrolments counted", COUNT)


@contextmanager
def _by_row_worked_out() -> Iterator[None]:
    """Their triggers are off for this one statement; whatever goes wrong in it takes that back, too."""
    _switch("DISABLE")
    yield
    _switch("ENABLE")


def _switch(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE participants_enrolment " + ", ".join(f"{how} TRIGGER {name}" for name in WORKED_OUT_HERE)
        )
