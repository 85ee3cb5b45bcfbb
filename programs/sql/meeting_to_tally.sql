-- The hours of a class are those of its meetings that were not cancelled.
CREATE OR REPLACE FUNCTION meeting_to_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT session_id) INTO touched FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT session_id) INTO touched FROM old_rows;
  ELSE
    SELECT array_agg(DISTINCT r.session_id) INTO touched
    FROM (SELECT session_id FROM new_rows UNION SELECT session_id FROM old_rows) r;
  END IF;
  PERFORM 1 FROM programs_sessiontally WHERE session_id = ANY (touched) ORDER BY session_id FOR NO KEY UPDATE;
  UPDATE programs_sessiontally t SET busy = h.busy, meetings = h.meetings
  FROM (
    SELECT s.id, coalesce(range_agg(tstzrange(m.starts_at, m.ends_at)) FILTER (WHERE NOT m.cancelled), '{}') AS busy,
           count(m.id) FILTER (WHERE NOT m.cancelled) AS meetings
    FROM unnest(touched) s(id) LEFT JOIN programs_meeting m ON m.session_id = s.id GROUP BY s.id
  ) h
  WHERE t.session_id = h.id AND (t.busy, t.meetings) IS DISTINCT FROM (h.busy, h.meetings);
  RETURN NULL;
END $$;
