-- The last day that a date may mean: of a month or year its last.
CREATE OR REPLACE FUNCTION organisations_last_possible(first date, exactness text)
RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE exactness
           WHEN 'm' THEN (first + interval '1 month' - interval '1 day')::date
           WHEN 'y' THEN (first + interval '1 year' - interval '1 day')::date
           ELSE first END
$$;
GRANT EXECUTE ON FUNCTION organisations_last_possible(date, text) TO :app_role;

-- Every change of an agreement's status leaves an event; the check on the events is the written table of moves. A reason
-- is that of this very change: one that stood there before is none for taking something back.
CREATE OR REPLACE FUNCTION agreement_events() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid := nullif(current_setting('app.actor', true), '')::uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO organisations_agreementevent (agreement_id, from_status, to_status, reason, actor_id, at)
    SELECT n.id, '', n.status, n.status_reason, who, clock_timestamp() FROM new_rows n ORDER BY n.id;
  ELSE
    EXECUTE $q$
    INSERT INTO organisations_agreementevent (agreement_id, from_status, to_status, reason, actor_id, at)
    SELECT n.id, o.status, n.status,
      CASE WHEN n.status_reason <> o.status_reason OR n.status IN ('terminated', 'superseded') THEN n.status_reason ELSE '' END,
      $1, clock_timestamp()
    FROM new_rows n JOIN old_rows o USING (id) WHERE o.status <> n.status ORDER BY n.id $q$ USING who;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER agreement_events_insert AFTER INSERT ON organisations_agreement REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION agreement_events();
CREATE TRIGGER agreement_events_update AFTER UPDATE ON organisations_agreement
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_events();
REVOKE INSERT, UPDATE, DELETE ON organisations_agreementevent FROM :app_role;

-- Events go with their agreement: the application, which may delete none of them, deletes agreements entered by mistake.
ALTER TABLE organisations_agreementevent ADD CONSTRAINT agreementevent_of_an_agreement
  FOREIGN KEY (agreement_id) REFERENCES organisations_agreement (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
