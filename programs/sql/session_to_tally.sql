-- Every class has a tally; it carries the capacity and venue that seats are judged by.
CREATE OR REPLACE FUNCTION session_to_tally() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO programs_sessiontally (session_id, venue_id, capacity)
    SELECT id, venue_id, capacity FROM new_rows ORDER BY id;
    RETURN NULL;
  END IF;
  PERFORM 1 FROM programs_sessiontally t JOIN new_rows n ON n.id = t.session_id
    WHERE (t.capacity, t.venue_id) IS DISTINCT FROM (n.capacity, n.venue_id)
    ORDER BY t.session_id FOR NO KEY UPDATE OF t;
  UPDATE programs_sessiontally t SET capacity = n.capacity, venue_id = n.venue_id FROM new_rows n
    WHERE n.id = t.session_id AND (t.capacity, t.venue_id) IS DISTINCT FROM (n.capacity, n.venue_id);
  RETURN NULL;
END $$;
