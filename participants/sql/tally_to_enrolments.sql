-- A class that was moved moves the hours of everyone in it; their own trigger and constraint then judge.
CREATE OR REPLACE FUNCTION tally_to_enrolments() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE $q$
  UPDATE participants_enrolment e SET busy = e.busy
  FROM new_rows n JOIN old_rows o USING (session_id)
  WHERE e.session_id = n.session_id AND (n.busy, n.venue_id) IS DISTINCT FROM (o.busy, o.venue_id) $q$;
  RETURN NULL;
END $$;
