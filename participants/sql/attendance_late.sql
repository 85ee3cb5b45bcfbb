-- Attendance is recorded in the days that the facility gives after a meeting, by the clock of the venue; what is entered or
-- changed later, or in a class that is closed, says why. What a mark was before stays, in events that only this writes.
CREATE OR REPLACE FUNCTION attendance_ends(ends_at timestamptz, zone text, days int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT ((ends_at AT TIME ZONE zone)::date + days + 1)::timestamp AT TIME ZONE zone
$$;
GRANT EXECUTE ON FUNCTION attendance_ends(timestamptz, text, int) TO :app_role;

CREATE OR REPLACE FUNCTION attendance_says_why(meetings uuid[], at timestamptz[], reasons text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- Whoever closes the class holds it: the mark waits, and then sees that the class is closed.
  PERFORM 1 FROM programs_trainingsession WHERE id IN (SELECT session_id FROM programs_meeting WHERE id = ANY (meetings))
    ORDER BY id FOR SHARE;
  IF EXISTS (
    SELECT FROM unnest(meetings, at, reasons) AS n(meeting_id, at, reason)
    JOIN programs_meeting m ON m.id = n.meeting_id
    JOIN programs_trainingsession s ON s.id = m.session_id
    JOIN organisations_facility f ON f.id = s.venue_id
    WHERE n.reason = '' AND (s.status IN ('finished', 'cancelled')
                             OR n.at >= attendance_ends(m.ends_at, f.time_zone, f.attendance_days))) THEN
    RAISE EXCEPTION 'a late mark says why' USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_late_says_why';
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION attendance_says_why(uuid[], timestamptz[], text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION attendance_late() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid := nullif(current_setting('app.actor', true), '')::uuid;
  unsaid boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM attendance_says_why(array_agg(meeting_id), array_agg(recorded_at), array_agg(late_reason::text))
      FROM new_rows HAVING count(*) > 0;
    INSERT INTO participants_attendanceevent (enrolment_id, meeting_id, session_id, from_mark, from_reason_kind, from_note,
      to_mark, to_reason_kind, to_note, reason, actor_id, at, recorded_at)
    SELECT n.enrolment_id, n.meeting_id, n.session_id, '', '', '', n.mark, n.reason_kind, n.note, n.late_reason, who,
      n.recorded_at, clock_timestamp()
    FROM new_rows n WHERE n.late_reason <> '' ORDER BY n.enrolment_id, n.meeting_id;
    RETURN NULL;
  END IF;
  EXECUTE $q$
  SELECT EXISTS (
    SELECT FROM new_rows n JOIN old_rows o USING (enrolment_id, meeting_id)
    WHERE (n.mark, n.reason_kind, n.note) IS DISTINCT FROM (o.mark, o.reason_kind, o.note)
      AND n.recorded_at <= o.recorded_at
    OR (n.mark, n.reason_kind, n.note) IS NOT DISTINCT FROM (o.mark, o.reason_kind, o.note)
      AND n.late_reason <> o.late_reason) $q$ INTO unsaid;
  IF unsaid THEN
    RAISE EXCEPTION 'a changed mark says when and why' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'attendance_reason_goes_with_mark';
  END IF;
  EXECUTE $q$
  SELECT attendance_says_why(array_agg(n.meeting_id), array_agg(n.recorded_at), array_agg(n.late_reason::text))
    FROM new_rows n JOIN old_rows o USING (enrolment_id, meeting_id)
    WHERE (n.mark, n.reason_kind, n.note) IS DISTINCT FROM (o.mark, o.reason_kind, o.note) HAVING count(*) > 0 $q$;
  EXECUTE $q$
  INSERT INTO participants_attendanceevent (enrolment_id, meeting_id, session_id, from_mark, from_reason_kind, from_note,
    to_mark, to_reason_kind, to_note, reason, actor_id, at, recorded_at)
  SELECT n.enrolment_id, n.meeting_id, n.session_id, o.mark, o.reason_kind, o.note, n.mark, n.reason_kind, n.note,
    n.late_reason, $1, n.recorded_at, clock_timestamp()
  FROM new_rows n JOIN old_rows o USING (enrolment_id, meeting_id)
  WHERE (n.mark, n.reason_kind, n.note) IS DISTINCT FROM (o.mark, o.reason_kind, o.note)
  ORDER BY n.enrolment_id, n.meeting_id $q$ USING who;
  RETURN NULL;
END $$;

-- By its name it comes before the trigger that holds the meetings: first the class, then its meetings, as everywhere.
CREATE TRIGGER attendance_bears_reason_insert AFTER INSERT ON participants_attendance
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attendance_late();
CREATE TRIGGER attendance_bears_reason_update AFTER UPDATE ON participants_attendance
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attendance_late();

ALTER TABLE participants_attendanceevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY enrolment ON participants_attendanceevent FOR SELECT
  USING (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id));
REVOKE ALL ON participants_attendanceevent FROM :app_role;
GRANT SELECT ON participants_attendanceevent TO :app_role;
