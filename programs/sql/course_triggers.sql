CREATE TRIGGER course_keep BEFORE UPDATE ON programs_course FOR EACH ROW
  WHEN ((OLD.lesson_hours, OLD.minimum_attendance, OLD.pass_mark)
        IS DISTINCT FROM (NEW.lesson_hours, NEW.minimum_attendance, NEW.pass_mark))
  EXECUTE FUNCTION course_keep();
CREATE TRIGGER coursemodule_keep BEFORE INSERT OR UPDATE OR DELETE ON programs_coursemodule
  FOR EACH ROW EXECUTE FUNCTION coursemodule_keep();
CREATE TRIGGER session_hold_course_insert BEFORE INSERT ON programs_trainingsession
  FOR EACH ROW WHEN (NEW.course_id IS NOT NULL) EXECUTE FUNCTION session_hold_course();
CREATE TRIGGER session_hold_course_update BEFORE UPDATE ON programs_trainingsession
  FOR EACH ROW WHEN (NEW.course_id IS NOT NULL AND NEW.course_id IS DISTINCT FROM OLD.course_id)
  EXECUTE FUNCTION session_hold_course();

-- A class of a topic belongs to the programme of that topic. Django writes no key of two columns.
ALTER TABLE programs_trainingsession
  ADD CONSTRAINT session_topic_of_programme FOREIGN KEY (topic_id, programme_id)
    REFERENCES programs_topic (id, programme_id);
