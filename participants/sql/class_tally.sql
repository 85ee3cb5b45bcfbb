-- A class as reports cut it follows the class and its meetings; hours and marks by month follow meetings and marks.
-- Whoever counts holds the class's row first, so that two who write at once count one after the other.
CREATE OR REPLACE FUNCTION recount_classes(sessions uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM participants_classtally WHERE session_id = ANY (sessions) ORDER BY session_id FOR NO KEY UPDATE;
  INSERT INTO participants_classtally AS t
    (session_id, programme_id, topic_id, course_id, venue_id, cancelled, seats, counted_on)
  SELECT s.id, s.programme_id, s.topic_id, coalesce(s.course_id, t.course_id), s.venue_id, s.status = 'cancelled',
    s.capacity, coalesce(s.actual_start, m.first_day, s.planned_start)
  FROM programs_trainingsession s JOIN organisations_facility f ON f.id = s.venue_id
    LEFT JOIN programs_topic t ON t.id = s.topic_id LEFT JOIN LATERAL (
    SELECT min(m.starts_at AT TIME ZONE f.time_zone)::date AS first_day FROM programs_meeting m
    WHERE m.session_id = s.id AND NOT m.cancelled) m ON true
  WHERE s.id = ANY (sessions) ORDER BY s.id
  ON CONFLICT (session_id) DO UPDATE SET programme_id = excluded.programme_id, topic_id = excluded.topic_id,
    course_id = excluded.course_id, venue_id = excluded.venue_id, cancelled = excluded.cancelled,
    seats = excluded.seats, counted_on = excluded.counted_on
  WHERE (t.programme_id, t.topic_id, t.course_id, t.venue_id, t.cancelled, t.seats, t.counted_on) IS DISTINCT FROM
    (excluded.programme_id, excluded.topic_id, excluded.course_id, excluded.venue_id, excluded.cancelled,
     excluded.seats, excluded.counted_on);
END $$;

CREATE OR REPLACE FUNCTION recount_hours(sessions uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM participants_classtally WHERE session_id = ANY (sessions) ORDER BY session_id FOR NO KEY UPDATE;
  DELETE FROM participants_hourstally WHERE session_id = ANY (sessions);
  INSERT INTO participants_hourstally (session_id, month, meetings, minutes, marked, marked_minutes)
  SELECT session_id, month, count(*), sum(minutes), count(*) FILTER (WHERE has_marks),
    coalesce(sum(minutes) FILTER (WHERE has_marks), 0)
  FROM (
    SELECT m.session_id, date_trunc('month', m.starts_at AT TIME ZONE f.time_zone)::date AS month,
      round(extract(epoch FROM m.ends_at - m.starts_at) / 60)::int AS minutes,
      EXISTS (SELECT FROM participants_attendance a WHERE a.meeting_id = m.id) AS has_marks
    FROM programs_meeting m JOIN participants_classtally c USING (session_id)
      JOIN organisations_facility f ON f.id = c.venue_id
    WHERE m.session_id = ANY (sessions) AND NOT m.cancelled
  ) held GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

CREATE OR REPLACE FUNCTION recount_months(sessions uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM participants_classtally WHERE session_id = ANY (sessions) ORDER BY session_id FOR NO KEY UPDATE;
  DELETE FROM participants_monthtally WHERE session_id = ANY (sessions);
  INSERT INTO participants_monthtally (session_id, month, participant_kind, sex, marks, attended, minutes)
  SELECT a.session_id, date_trunc('month', m.starts_at AT TIME ZONE f.time_zone)::date, e.participant_kind,
    e.sex_as_enrolled, count(*), count(*) FILTER (WHERE a.mark <> 'absent'),
    coalesce(sum(round(extract(epoch FROM m.ends_at - m.starts_at) / 60)::int) FILTER (WHERE a.mark <> 'absent'), 0)
  FROM participants_attendance a JOIN programs_meeting m ON m.id = a.meeting_id AND NOT m.cancelled
    JOIN participants_enrolment e ON e.id = a.enrolment_id
    JOIN participants_classtally c ON c.session_id = a.session_id JOIN organisations_facility f ON f.id = c.venue_id
  WHERE a.session_id = ANY (sessions) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
END $$;

CREATE OR REPLACE FUNCTION class_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moved uuid[];
BEGIN
  PERFORM recount_classes(array_agg(id)) FROM new_rows HAVING count(*) > 0;
  IF TG_OP = 'UPDATE' THEN
    EXECUTE 'SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o USING (id) WHERE n.venue_id <> o.venue_id' INTO moved;
    IF moved IS NOT NULL THEN
      PERFORM recount_hours(moved), recount_months(moved);
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION meeting_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT session_id) INTO touched FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT session_id) INTO touched FROM old_rows;
  ELSE
    EXECUTE $q$
    SELECT array_agg(DISTINCT s.id)
    FROM new_rows n JOIN old_rows o USING (id), LATERAL (VALUES (n.session_id), (o.session_id)) s(id)
    WHERE (n.session_id, n.starts_at, n.ends_at, n.cancelled)
      IS DISTINCT FROM (o.session_id, o.starts_at, o.ends_at, o.cancelled) $q$ INTO touched;
  END IF;
  IF touched IS NOT NULL THEN
    PERFORM recount_classes(touched), recount_hours(touched);
    IF TG_OP = 'UPDATE' THEN
      PERFORM recount_months(touched);
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION month_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  in_class uuid[];
  of_whom uuid[];
  at_meeting uuid[];
  said text[];
  counting int[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(session_id), array_agg(enrolment_id), array_agg(meeting_id), array_agg(mark::text), array_agg(1)
    INTO in_class, of_whom, at_meeting, said, counting FROM new_rows;
  ELSE
    EXECUTE $q$
    SELECT array_agg(session_id), array_agg(enrolment_id), array_agg(meeting_id), array_agg(mark::text), array_agg(way)
    FROM (
      SELECT n.session_id, n.enrolment_id, n.meeting_id, w.mark, w.way
      FROM new_rows n JOIN old_rows o USING (enrolment_id, meeting_id), LATERAL (VALUES (n.mark, 1), (o.mark, -1)) w(mark, way)
      WHERE n.mark <> o.mark) steps $q$ INTO in_class, of_whom, at_meeting, said, counting;
  END IF;
  IF in_class IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM participants_classtally WHERE session_id = ANY (in_class) ORDER BY session_id FOR NO KEY UPDATE;
  WITH steps AS (
    SELECT e.session_id, date_trunc('month', m.starts_at AT TIME ZONE f.time_zone)::date AS month, e.participant_kind,
      e.sex_as_enrolled AS sex, sum(s.way) AS marks, sum(s.way * (s.mark <> 'absent')::int) AS attended,
      sum(s.way * (s.mark <> 'absent')::int * round(extract(epoch FROM m.ends_at - m.starts_at) / 60)::int) AS minutes
    FROM unnest(of_whom, at_meeting, said, counting) AS s(enrolment_id, meeting_id, mark, way)
      JOIN programs_meeting m ON m.id = s.meeting_id AND NOT m.cancelled
      JOIN participants_enrolment e ON e.id = s.enrolment_id
      JOIN participants_classtally c ON c.session_id = e.session_id JOIN organisations_facility f ON f.id = c.venue_id
    GROUP BY 1, 2, 3, 4
  ), changed AS (
    UPDATE participants_monthtally t
    SET marks = t.marks + s.marks, attended = t.attended + s.attended, minutes = t.minutes + s.minutes
    FROM steps s WHERE (t.session_id, t.month, t.participant_kind, t.sex) = (s.session_id, s.month, s.participant_kind, s.sex)
    RETURNING t.session_id, t.month, t.participant_kind, t.sex
  )
  INSERT INTO participants_monthtally (session_id, month, participant_kind, sex, marks, attended, minutes)
  SELECT session_id, month, participant_kind, sex, marks, attended, minutes FROM steps s
  WHERE NOT EXISTS (SELECT FROM changed h WHERE (h.session_id, h.month, h.participant_kind, h.sex)
                                              = (s.session_id, s.month, s.participant_kind, s.sex))
  ORDER BY 1, 2, 3, 4;
  IF TG_OP = 'INSERT' THEN
    PERFORM recount_hours(ARRAY (SELECT DISTINCT unnest(in_class)));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION zone_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  there uuid[] := ARRAY (SELECT id FROM programs_trainingsession WHERE venue_id = NEW.id);
BEGIN
  PERFORM recount_classes(there), recount_hours(there), recount_months(there);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION course_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM recount_classes(ARRAY (SELECT id FROM programs_trainingsession WHERE topic_id = NEW.id));
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER tally_of_course AFTER UPDATE ON programs_topic FOR EACH ROW
  WHEN (OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION course_tally();
CREATE OR REPLACE TRIGGER tally_of_class_insert AFTER INSERT ON programs_trainingsession
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION class_tally();
CREATE OR REPLACE TRIGGER tally_of_class_update AFTER UPDATE ON programs_trainingsession
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION class_tally();
CREATE OR REPLACE TRIGGER tally_of_meeting_insert AFTER INSERT ON programs_meeting
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_tally();
CREATE OR REPLACE TRIGGER tally_of_meeting_update AFTER UPDATE ON programs_meeting
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_tally();
CREATE OR REPLACE TRIGGER tally_of_meeting_delete AFTER DELETE ON programs_meeting
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_tally();
CREATE OR REPLACE TRIGGER tally_of_month_insert AFTER INSERT ON participants_attendance
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION month_tally();
CREATE OR REPLACE TRIGGER tally_of_month_update AFTER UPDATE ON participants_attendance
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION month_tally();
CREATE OR REPLACE TRIGGER tally_of_zone AFTER UPDATE ON organisations_facility FOR EACH ROW
  WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION zone_tally();
