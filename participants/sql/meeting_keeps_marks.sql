-- A mark says that somebody was there at that hour: a meeting that has marks is not moved away from under them, nor given
-- to another class. Whoever marks holds the meeting, so that a simultaneous move waits and then sees the mark.
CREATE OR REPLACE FUNCTION meeting_keeps_marks() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM participants_attendance a WHERE a.meeting_id = OLD.id) THEN
    RAISE EXCEPTION 'marks were taken at this meeting' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'meeting_with_marks_is_not_moved';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION attendance_hold_meetings() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM programs_meeting WHERE id IN (SELECT meeting_id FROM new_rows) ORDER BY id FOR SHARE;
  RETURN NULL;
END $$;

CREATE TRIGGER meeting_keeps_marks BEFORE UPDATE ON programs_meeting FOR EACH ROW
  WHEN ((OLD.starts_at, OLD.ends_at, OLD.session_id) IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.session_id))
  EXECUTE FUNCTION meeting_keeps_marks();
CREATE TRIGGER attendance_hold_meetings AFTER INSERT ON participants_attendance
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attendance_hold_meetings();
