-- A class takes people while it is open or running. The lock on its tally, which enrolment_prepare took before, makes
-- whoever joins and whoever ends the class see each other.
CREATE OR REPLACE FUNCTION enrolment_takes_people() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM programs_trainingsession WHERE id = NEW.session_id AND status IN ('open', 'running')) THEN
    RAISE EXCEPTION 'the class takes nobody now' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'enrolment_class_takes_people';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enrolment_takes_people_insert BEFORE INSERT ON participants_enrolment FOR EACH ROW
  WHEN (NEW.status IN ('proposed', 'waiting', 'enrolled', 'suspended')) EXECUTE FUNCTION enrolment_takes_people();
CREATE TRIGGER enrolment_takes_people_update BEFORE UPDATE ON participants_enrolment FOR EACH ROW
  WHEN (OLD.status IN ('proposed', 'waiting') AND NEW.status IN ('waiting', 'enrolled') AND OLD.status <> NEW.status)
  EXECUTE FUNCTION enrolment_takes_people();

-- Of a class that is finished or cancelled nobody sits, waits or is proposed any more. Asked at the end of the
-- transaction: closing ends enrolments before it ends the class, calling off does it after.
-- Classes that ended before this was asked stay as they are until they are closed.
CREATE OR REPLACE FUNCTION session_over_is_empty() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM programs_sessiontally WHERE session_id = NEW.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM participants_enrolment
      WHERE session_id = NEW.id AND status IN ('proposed', 'waiting', 'enrolled', 'suspended')) THEN
    RAISE EXCEPTION 'somebody is still in the class' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'session_over_is_empty';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER session_over_is_empty AFTER UPDATE OF status ON programs_trainingsession
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('finished', 'cancelled') AND OLD.status <> NEW.status)
  EXECUTE FUNCTION session_over_is_empty();
