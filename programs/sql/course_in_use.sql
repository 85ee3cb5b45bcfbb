-- What the classes of a course rest on is not rewritten while there are classes: a new version is made. A class that
-- takes up a course holds its row, so that a simultaneous change waits and then sees the class.
CREATE OR REPLACE FUNCTION course_is_used(course uuid) RETURNS boolean LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM programs_trainingsession s WHERE s.course_id = course)
$$;

CREATE OR REPLACE FUNCTION course_keep() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF course_is_used(OLD.id) THEN
    RAISE EXCEPTION 'classes rest on this course' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'course_in_use_is_not_rewritten';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION coursemodule_keep() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[] := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.course_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.course_id END];
BEGIN
  PERFORM 1 FROM programs_course WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM unnest(touched) AS t(id) WHERE course_is_used(t.id)) THEN
    RAISE EXCEPTION 'classes rest on this course' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'course_in_use_is_not_rewritten';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION session_hold_course() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM programs_course WHERE id = NEW.course_id FOR SHARE;
  RETURN NEW;
END $$;
