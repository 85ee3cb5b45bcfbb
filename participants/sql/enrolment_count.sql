-- Tallies and events follow every written enrolment in the same statement. Tallies are locked in order of their keys.
CREATE OR REPLACE FUNCTION count_enrolments(sessions uuid[], before text[], after text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM programs_sessiontally WHERE session_id = ANY (sessions) ORDER BY session_id FOR NO KEY UPDATE;
  UPDATE programs_sessiontally t
  SET seats_taken = seats_taken + d.seats, waiting = t.waiting + d.waiting, completed = t.completed + d.completed,
      not_completed = t.not_completed + d.not_completed, withdrawn = t.withdrawn + d.withdrawn
  FROM (
    SELECT session_id,
      sum(holds_seat(is_)::int - holds_seat(was)::int) AS seats,
      sum((is_ = 'waiting')::int - (was = 'waiting')::int) AS waiting,
      sum((is_ = 'completed')::int - (was = 'completed')::int) AS completed,
      sum((is_ = 'not_completed')::int - (was = 'not_completed')::int) AS not_completed,
      sum((is_ = 'withdrawn')::int - (was = 'withdrawn')::int) AS withdrawn
    FROM unnest(sessions, before, after) AS step(session_id, was, is_) GROUP BY session_id
  ) d
  WHERE t.session_id = d.session_id
    AND (d.seats, d.waiting, d.completed, d.not_completed, d.withdrawn) <> (0, 0, 0, 0, 0);
END $$;

CREATE OR REPLACE FUNCTION enrolment_count() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid := nullif(current_setting('app.actor', true), '')::uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO participants_enrolmentevent (enrolment_id, from_status, to_status, reason_kind, reason, actor_id, at, recorded_at)
    SELECT n.id, '', n.status, n.reason_kind, n.reason, who, n.status_at, clock_timestamp() FROM new_rows n ORDER BY n.id;
    PERFORM count_enrolments(array_agg(session_id), array_agg(''::text), array_agg(status::text)) FROM new_rows HAVING count(*) > 0;
  ELSE
    EXECUTE $q$
    INSERT INTO participants_enrolmentevent (enrolment_id, from_status, to_status, reason_kind, reason, actor_id, at, recorded_at)
    SELECT n.id, o.status, n.status, n.reason_kind, n.reason, $1, n.status_at, clock_timestamp()
    FROM new_rows n JOIN old_rows o USING (id) WHERE o.status <> n.status ORDER BY n.id $q$ USING who;
    EXECUTE $q$
    SELECT count_enrolments(array_agg(n.session_id), array_agg(o.status::text), array_agg(n.status::text))
    FROM new_rows n JOIN old_rows o USING (id) WHERE o.status <> n.status HAVING count(*) > 0 $q$;
  END IF;
  RETURN NULL;
END $$;
