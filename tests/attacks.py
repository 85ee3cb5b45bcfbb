"""What raw SQL of the application's role tries against rules 1 to 5, and what refuses it.

Each attack names the constraint, key, trigger or right that must refuse it, and how the owner takes that away:
with it gone the same statement goes through, or the attack would prove nothing.
"""

from dataclasses import dataclass

ENROL = """
    INSERT INTO participants_enrolment (id, session_id, person_id, custody_id, facility_id, participant_kind, status,
      status_at, reason_kind, reason, joined_at, ended_at, name_as_enrolled, number_as_enrolled, busy)
    VALUES (gen_random_uuid(), {session}, {person}, {custody}, {facility}, {kind}, {status},
      now(), {reason_kind}, {reason}, {joined}, {ended}, {name}, '', '{{}}')"""


def enrol(**given: str) -> str:
    """An enrolment written by hand; what is not given is in order."""
    order = {
        "session": "%(open)s",
        "person": "%(free)s",
        "custody": "%(free_custody)s",
        "facility": "%(here)s",
        "kind": "'convict'",
        "status": "'enrolled'",
        "reason_kind": "''",
        "reason": "''",
        "joined": "NULL",
        "ended": "NULL",
        "name": "'Nama'",
    }
    return ENROL.format(**{**order, **given})


def drop(table: str, constraint: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {constraint} CASCADE"


@dataclass(frozen=True)
class Attack:
    """``who`` tries ``sql``; ``by`` refuses it; ``control`` takes that away."""

    what: str
    sql: str
    by: str
    control: str

    def __str__(self) -> str:
        return self.what.replace(" ", "-")


ENROLMENT, TALLY, EVENT = "participants_enrolment", "programs_sessiontally", "participants_enrolmentevent"
CUSTODY, NUMBER, ATTENDANCE = "participants_custody", "participants_registernumber", "participants_attendance"
MARK = (
    f"INSERT INTO {ATTENDANCE} (enrolment_id, meeting_id, session_id, mark, reason_kind, note, recorded_by_id,"
    " recorded_at, captured)"
)
MARKS = "participants_attendanceevent"
DISARM = f"ALTER TABLE {ENROLMENT} DISABLE TRIGGER enrolment_prepare"


def unsaid(rule: str) -> str:
    """Nothing asks any more what a change must say: neither of the enrolment nor of its event."""
    return f"{drop(ENROLMENT, f'enrolment_{rule}')}; {drop(EVENT, f'enrolmentevent_{rule}')}"


ATTACKS = [
    # Rule 1: no class is over capacity
    Attack(
        "a seat in a full class",
        enrol(session="%(full)s"),
        "session_not_over_capacity",
        drop(TALLY, "session_not_over_capacity"),
    ),
    Attack(
        "a seat in a class that has none yet",
        enrol(session="%(seatless)s"),
        "session_not_over_capacity",
        drop(TALLY, "session_not_over_capacity"),
    ),
    Attack(
        "two people for the last seat in one statement",
        enrol(session="%(last_seat)s")
        + ", "
        + enrol(session="%(last_seat)s", person="%(second)s", custody="%(second_custody)s").split("VALUES", 1)[1],
        "session_not_over_capacity",
        drop(TALLY, "session_not_over_capacity"),
    ),
    Attack(
        "fewer seats than are taken",
        "UPDATE programs_trainingsession SET capacity = 0 WHERE id = %(full)s",
        "session_not_over_capacity",
        drop(TALLY, "session_not_over_capacity"),
    ),
    Attack(
        "a full class without a capacity",
        "UPDATE programs_trainingsession SET capacity = NULL WHERE id = %(full)s",
        "session_not_over_capacity",
        drop(TALLY, "session_not_over_capacity"),
    ),
    # Rule 2: nobody sits in two meetings at once
    Attack(
        "two classes at the same hours",
        enrol(session="%(same_hours)s", person="%(seated)s", custody="%(seated_custody)s"),
        "enrolment_no_two_meetings_at_once",
        drop(ENROLMENT, "enrolment_no_two_meetings_at_once"),
    ),
    Attack(
        "a meeting moved into another class's hours",
        "UPDATE programs_meeting SET starts_at = starts_at - interval '5 hours', ends_at = ends_at - interval '5 hours'"
        " WHERE session_id = %(afternoon)s",
        "enrolment_no_two_meetings_at_once",
        drop(ENROLMENT, "enrolment_no_two_meetings_at_once"),
    ),
    Attack(
        "a new meeting in another class's hours",
        "INSERT INTO programs_meeting (id, session_id, starts_at, ends_at, cancelled, cancelled_because)"
        " SELECT gen_random_uuid(), %(afternoon)s, starts_at, ends_at, false, '' FROM programs_meeting"
        " WHERE session_id = %(full)s LIMIT 1",
        "enrolment_no_two_meetings_at_once",
        drop(ENROLMENT, "enrolment_no_two_meetings_at_once"),
    ),
    Attack(
        "a meeting of a class twice at once",
        "INSERT INTO programs_meeting (id, session_id, starts_at, ends_at, cancelled, cancelled_because)"
        " SELECT gen_random_uuid(), session_id, starts_at, ends_at, false, '' FROM programs_meeting"
        " WHERE session_id = %(open)s LIMIT 1",
        "meeting_not_twice_at_once",
        drop("programs_meeting", "meeting_not_twice_at_once"),
    ),
    # Rule 3: one live enrolment, an ended one is final
    Attack(
        "a second live enrolment in one class",
        enrol(session="%(roomy)s", person="%(waiting)s", custody="%(waiting_custody)s", status="'proposed'"),
        "enrolment_one_live",
        "DROP INDEX enrolment_one_live",
    ),
    Attack(
        "an ended enrolment that lives again",
        f"UPDATE {ENROLMENT} SET status = 'enrolled', reason_kind = '', ended_at = NULL WHERE id = %(ended)s",
        "enrolment_ended_is_final",
        DISARM + f"; {drop(EVENT, 'enrolmentevent_transition_allowed')}",
    ),
    Attack(
        "another day on which an enrolment ended",
        f"UPDATE {ENROLMENT} SET ended_at = ended_at - interval '3 days' WHERE id = %(ended)s",
        "enrolment_ended_is_final",
        DISARM,
    ),
    Attack(
        "an enrolment handed to somebody else",
        f"UPDATE {ENROLMENT} SET person_id = %(free)s, custody_id = %(free_custody)s WHERE id = %(live)s",
        "enrolment_identity_is_final",
        DISARM,
    ),
    Attack(
        "a class entered as completed",
        enrol(status="'completed'", ended="now()"),
        "enrolmentevent_transition_allowed",
        drop(EVENT, "enrolmentevent_transition_allowed"),
    ),
    Attack(
        "a live enrolment that has an end",
        enrol(ended="now()"),
        "enrolment_ended_has_time",
        drop(ENROLMENT, "enrolment_ended_has_time"),
    ),
    Attack(
        "a withdrawal without a reason",
        f"UPDATE {ENROLMENT} SET status = 'withdrawn', ended_at = now() WHERE id = %(live)s",
        "enrolment_withdrawn_has_reason",
        unsaid("withdrawn_has_reason"),
    ),
    Attack(
        "a suspension without a reason",
        f"UPDATE {ENROLMENT} SET status = 'suspended' WHERE id = %(live)s",
        "enrolment_suspended_has_reason",
        unsaid("suspended_has_reason"),
    ),
    Attack(
        "somebody who did not complete and nobody says why",
        f"UPDATE {ENROLMENT} SET status = 'not_completed', ended_at = now() WHERE id = %(live)s",
        "enrolment_not_completed_says_why",
        unsaid("not_completed_says_why"),
    ),
    Attack(
        "a kind of reason that belongs to another status",
        f"UPDATE {ENROLMENT} SET status = 'not_completed', reason_kind = 'transfer', ended_at = now()"
        " WHERE id = %(live)s",
        "enrolment_kind_of_reason_fits",
        unsaid("kind_of_reason_fits"),
    ),
    Attack(
        "a reason rewritten afterwards",
        f"UPDATE {ENROLMENT} SET reason = 'Lain' WHERE id = %(live)s",
        "enrolment_reason_goes_with_status",
        DISARM,
    ),
    Attack(
        "a result corrected without a reason",
        f"UPDATE {ENROLMENT} SET status = 'not_completed', reason_kind = 'attendance' WHERE id = %(done)s",
        "enrolmentevent_correction_has_reason",
        drop(EVENT, "enrolmentevent_correction_has_reason"),
    ),
    Attack(
        "a result corrected to another day",
        f"UPDATE {ENROLMENT} SET status = 'not_completed', reason_kind = 'attendance', reason = 'Lain',"
        " ended_at = ended_at - interval '3 days' WHERE id = %(done)s",
        "enrolment_ended_is_final",
        DISARM,
    ),
    Attack(
        "a completed class that goes on",
        f"UPDATE {ENROLMENT} SET status = 'enrolled', reason = 'Lain', ended_at = NULL WHERE id = %(done)s",
        "enrolment_ended_is_final",
        DISARM + f"; {drop(EVENT, 'enrolmentevent_transition_allowed')}",
    ),
    Attack(
        "somebody of a prison that the class did not invite",
        enrol(person="%(stranger)s", custody="%(stranger_custody)s", facility="%(there)s"),
        "enrolment_guest_is_agreed",
        DISARM,
    ),
    Attack(
        "one guest more than the class lends seats",
        enrol(person="%(stranger)s", custody="%(stranger_custody)s", facility="%(there)s", session="%(lending)s"),
        "enrolment_guest_has_seat",
        DISARM,
    ),
    Attack(
        "a guest from the waiting list after the agreement ended",
        f"UPDATE {ENROLMENT} SET status = 'enrolled' WHERE id = %(guest_waiting)s",
        "enrolment_guest_is_agreed",
        DISARM,
    ),
    Attack(
        "a seat in a class that is not open yet",
        enrol(session="%(draft)s"),
        "enrolment_class_takes_people",
        f"ALTER TABLE {ENROLMENT} DISABLE TRIGGER enrolment_takes_people_insert",
    ),
    Attack(
        "a place on the list of a class that is over",
        enrol(session="%(over)s", status="'waiting'"),
        "enrolment_class_takes_people",
        f"ALTER TABLE {ENROLMENT} DISABLE TRIGGER enrolment_takes_people_insert",
    ),
    Attack(
        "a class finished while people sit in it",
        "UPDATE programs_trainingsession SET status = 'finished' WHERE id = %(full)s",
        "session_over_is_empty",
        "ALTER TABLE programs_trainingsession DISABLE TRIGGER session_over_is_empty",
    ),
    Attack(
        "a class cancelled while somebody waits",
        "UPDATE programs_trainingsession SET status = 'cancelled', status_reason = 'Lain' WHERE id = %(queued)s",
        "session_over_is_empty",
        "ALTER TABLE programs_trainingsession DISABLE TRIGGER session_over_is_empty",
    ),
    # Rule 4: one place at a time, and enrolments by the right tie
    Attack(
        "two stays at once",
        f"INSERT INTO {CUSTODY} (id, person_id, facility_id, legal_status, admitted_on, block)"
        " VALUES (gen_random_uuid(), %(free)s, %(here)s, 'convict', '2023-01-01', '')",
        "custody_one_place_at_a_time",
        drop(CUSTODY, "custody_one_place_at_a_time"),
    ),
    Attack(
        "an enrolment by somebody else's stay",
        enrol(custody="%(second_custody)s"),
        "enrolment_custody_of_person_at_facility",
        drop(ENROLMENT, "enrolment_custody_of_person_at_facility"),
    ),
    Attack(
        "an inmate without a stay",
        enrol(custody="NULL"),
        "enrolment_tie_fits_kind",
        drop(ENROLMENT, "enrolment_tie_fits_kind"),
    ),
    Attack(
        "an officer by a stay",
        enrol(kind="'officer'"),
        "enrolment_tie_fits_kind",
        drop(ENROLMENT, "enrolment_tie_fits_kind"),
    ),
    Attack(
        "a register number that somebody else holds",
        f"INSERT INTO {NUMBER} (custody_id, facility_id, number, register_class)"
        f" SELECT %(free_custody)s, facility_id, ' b-i ' || substr(number, 5), '' FROM {NUMBER}"
        " WHERE custody_id = %(second_custody)s",
        "registernumber_one_holder_at_a_time",
        drop(NUMBER, "registernumber_one_holder_at_a_time"),
    ),
    Attack(
        "a mark at a meeting of another class",
        MARK + " SELECT %(live)s, id, %(full)s, 'present', '', '', %(actor)s, ends_at, 'screen' FROM programs_meeting"
        " WHERE session_id = %(open)s LIMIT 1",
        "attendance_meeting_of_session",
        drop(ATTENDANCE, "attendance_meeting_of_session"),
    ),
    Attack(
        "a mark of an enrolment of another class",
        MARK + " SELECT %(live)s, id, session_id, 'present', '', '', %(actor)s, ends_at, 'screen' FROM programs_meeting"
        " WHERE session_id = %(open)s LIMIT 1",
        "attendance_enrolment_of_session",
        drop(ATTENDANCE, "attendance_enrolment_of_session"),
    ),
    Attack(
        "a late mark that does not say why",
        MARK + " SELECT %(live)s, id, session_id, 'present', '', '', %(actor)s, ends_at + interval '8 days', 'screen'"
        " FROM programs_meeting WHERE session_id = %(full)s LIMIT 1",
        "attendance_late_says_why",
        f"ALTER TABLE {ATTENDANCE} DISABLE TRIGGER attendance_bears_reason_insert",
    ),
]

NOT_ALLOWED = [
    ("seats written by hand", f"UPDATE {TALLY} SET seats_taken = 0"),
    ("results counted by hand", f"UPDATE {TALLY} SET completed = 1, not_completed = 0"),
    ("an event written by hand", f"INSERT INTO {EVENT} SELECT * FROM {EVENT} LIMIT 1"),
    ("an event rewritten", f"UPDATE {EVENT} SET reason = 'Lain'"),
    ("an event removed", f"DELETE FROM {EVENT}"),
    (
        "a change of a mark made up",
        f"INSERT INTO {MARKS} SELECT * FROM {MARKS}",
    ),
    ("a change of a mark forgotten", f"DELETE FROM {MARKS}"),
    ("an enrolment removed", f"DELETE FROM {ENROLMENT}"),
    ("a mark removed", f"DELETE FROM {ATTENDANCE}"),
    ("a person removed", "DELETE FROM participants_person"),
    ("a stay removed", f"DELETE FROM {CUSTODY}"),
    ("a class removed", "DELETE FROM programs_trainingsession"),
    ("an agreement on guests removed", "DELETE FROM programs_sessionguest"),
    ("an agreement on guests widened", "UPDATE programs_sessionguest SET seats = 30"),
    ("an import removed", "DELETE FROM participants_registerimport"),
    ("all people at once", "TRUNCATE participants_person CASCADE"),
    ("a trigger switched off", f"ALTER TABLE {ENROLMENT} DISABLE TRIGGER ALL"),
    ("triggers switched off for the session", "SET session_replication_role = replica"),
    ("a policy dropped", "DROP POLICY facility ON participants_person"),
    ("row security switched off", "ALTER TABLE participants_person DISABLE ROW LEVEL SECURITY"),
    ("the change log emptied", "DELETE FROM accounts_change"),
    ("the change log rewritten", "UPDATE accounts_change SET actor = gen_random_uuid()"),
    ("a change made up", "INSERT INTO accounts_change SELECT * FROM accounts_change LIMIT 1"),
    ("the read log emptied", "DELETE FROM accounts_personread"),
    ("the log of exports emptied", "DELETE FROM accounts_export"),
    ("the log of exports rewritten", "UPDATE accounts_export SET purpose = ''"),
    ("the read log rewritten", "UPDATE accounts_personread SET page = ''"),
    (
        "the counting function called by hand",
        "SELECT count_enrolments(ARRAY[gen_random_uuid()], ARRAY[''], ARRAY['enrolled'])",
    ),
]
"""What the application's role has no right to do (SQLSTATE 42501)."""
