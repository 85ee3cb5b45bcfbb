-- Enrolments by kind and sex follow every written enrolment in the same statement. The lock on the tally of seats, which
-- every written enrolment takes first, brings those who write at once into one order.
-- As enrolled, and final: what the register corrects later does not move figures that were reported.
CREATE OR REPLACE FUNCTION enrolment_sex() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.sex_as_enrolled := coalesce((SELECT sex FROM participants_person WHERE id = NEW.person_id), '');
  ELSE
    NEW.sex_as_enrolled := OLD.sex_as_enrolled;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION count_groups(sessions uuid[], kinds text[], sexes text[], before text[], after text[],
  reasons_before text[], reasons_after text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO participants_grouptally (session_id, participant_kind, sex)
  SELECT DISTINCT session_id, kind, sex
  FROM unnest(sessions, kinds, sexes, after) AS step(session_id, kind, sex, is_) WHERE holds_seat(is_)
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  UPDATE participants_grouptally t
  SET enrolled = t.enrolled + d.enrolled, completed = t.completed + d.completed,
      not_completed = t.not_completed + d.not_completed, withdrawn = t.withdrawn + d.withdrawn
  FROM (
    SELECT session_id, kind, sex,
      sum(holds_seat(is_)::int - holds_seat(was)::int) AS enrolled,
      sum((is_ = 'completed')::int - (was = 'completed')::int) AS completed,
      sum((is_ = 'not_completed')::int - (was = 'not_completed')::int) AS not_completed,
      sum((is_ = 'withdrawn' AND holds_seat(was))::int) AS withdrawn
    FROM unnest(sessions, kinds, sexes, before, after) AS step(session_id, kind, sex, was, is_) GROUP BY 1, 2, 3
  ) d
  WHERE (t.session_id, t.participant_kind, t.sex) = (d.session_id, d.kind, d.sex)
    AND (d.enrolled, d.completed, d.not_completed, d.withdrawn) <> (0, 0, 0, 0);

  IF NOT EXISTS (SELECT FROM unnest(before, after) AS step(was, is_)
                 WHERE is_ IN ('not_completed', 'withdrawn') OR was = 'not_completed') THEN
    RETURN;
  END IF;
  INSERT INTO participants_reasontally (session_id, participant_kind, sex, status, reason_kind)
  SELECT DISTINCT session_id, kind, sex, is_, why
  FROM unnest(sessions, kinds, sexes, before, after, reasons_after) AS step(session_id, kind, sex, was, is_, why)
  WHERE is_ = 'not_completed' OR (is_ = 'withdrawn' AND holds_seat(was))
  ORDER BY 1, 2, 3, 4, 5 ON CONFLICT DO NOTHING;
  UPDATE participants_reasontally t SET enrolments = t.enrolments + d.enrolments
  FROM (
    SELECT session_id, kind, sex, status, why, sum(way) AS enrolments FROM (
      SELECT session_id, kind, sex, is_ AS status, why, 1 AS way
      FROM unnest(sessions, kinds, sexes, before, after, reasons_after) AS step(session_id, kind, sex, was, is_, why)
      WHERE is_ = 'not_completed' OR (is_ = 'withdrawn' AND holds_seat(was))
      UNION ALL
      SELECT session_id, kind, sex, was, why, -1
      FROM unnest(sessions, kinds, sexes, before, reasons_before) AS step(session_id, kind, sex, was, why)
      WHERE was = 'not_completed'
    ) steps GROUP BY 1, 2, 3, 4, 5
  ) d
  WHERE (t.session_id, t.participant_kind, t.sex, t.status, t.reason_kind)
      = (d.session_id, d.kind, d.sex, d.status, d.why) AND d.enrolments <> 0;
END $$;

CREATE OR REPLACE FUNCTION group_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM count_groups(array_agg(session_id), array_agg(participant_kind::text), array_agg(sex_as_enrolled::text),
      array_agg(''::text), array_agg(status::text), array_agg(''::text), array_agg(reason_kind::text))
    FROM new_rows HAVING count(*) > 0;
  ELSE
    EXECUTE $q$
    SELECT count_groups(array_agg(n.session_id), array_agg(n.participant_kind::text),
      array_agg(n.sex_as_enrolled::text), array_agg(o.status::text), array_agg(n.status::text),
      array_agg(o.reason_kind::text), array_agg(n.reason_kind::text))
    FROM new_rows n JOIN old_rows o USING (id)
    WHERE (o.status, o.reason_kind) IS DISTINCT FROM (n.status, n.reason_kind) AND
      NOT (o.status = 'withdrawn' AND n.status = 'withdrawn') HAVING count(*) > 0 $q$;
  END IF;
  RETURN NULL;
END $$;

-- The same from the ground: for what was there before the tallies, and to mend a tally that a check found wrong.
CREATE OR REPLACE FUNCTION recount_groups(sessions uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM programs_sessiontally WHERE session_id = ANY (sessions) ORDER BY session_id FOR NO KEY UPDATE;
  DELETE FROM participants_grouptally WHERE session_id = ANY (sessions);
  DELETE FROM participants_reasontally WHERE session_id = ANY (sessions);
  INSERT INTO participants_grouptally
    (session_id, participant_kind, sex, enrolled, completed, not_completed, withdrawn)
  SELECT session_id, participant_kind, sex_as_enrolled, count(*) FILTER (WHERE holds_seat(status)),
    count(*) FILTER (WHERE status = 'completed'), count(*) FILTER (WHERE status = 'not_completed'),
    count(*) FILTER (WHERE status = 'withdrawn')
  FROM participants_enrolment e
  WHERE session_id = ANY (sessions) AND (holds_seat(status) OR status = 'withdrawn' AND EXISTS (
    SELECT FROM participants_enrolmentevent v WHERE v.enrolment_id = e.id AND v.to_status = 'enrolled'))
  GROUP BY 1, 2, 3;
  INSERT INTO participants_reasontally (session_id, participant_kind, sex, status, reason_kind, enrolments)
  SELECT session_id, participant_kind, sex_as_enrolled, status, reason_kind, count(*)
  FROM participants_enrolment e
  WHERE session_id = ANY (sessions) AND (status = 'not_completed' OR status = 'withdrawn' AND EXISTS (
    SELECT FROM participants_enrolmentevent v WHERE v.enrolment_id = e.id AND v.to_status = 'enrolled'))
  GROUP BY 1, 2, 3, 4, 5;
END $$;

CREATE TRIGGER enrolment_sex BEFORE INSERT OR UPDATE ON participants_enrolment
  FOR EACH ROW EXECUTE FUNCTION enrolment_sex();
CREATE TRIGGER group_tally_insert AFTER INSERT ON participants_enrolment
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION group_tally();
CREATE TRIGGER group_tally_update AFTER UPDATE ON participants_enrolment
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION group_tally();
