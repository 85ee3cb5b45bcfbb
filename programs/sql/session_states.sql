-- When and why a class came to its state goes with the state alone: whatever else is saved leaves both as they were.
CREATE OR REPLACE FUNCTION session_state_prepare() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = NEW.status THEN
    NEW.status_at := OLD.status_at;
    NEW.status_reason := OLD.status_reason;
  ELSIF NEW.status_at IS NULL OR (TG_OP = 'UPDATE' AND NEW.status_at IS NOT DISTINCT FROM OLD.status_at) THEN
    NEW.status_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

-- Every change of state is an event in the same statement; the checks on the log are the table of what may follow what.
CREATE OR REPLACE FUNCTION session_state_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who uuid := nullif(current_setting('app.actor', true), '')::uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO programs_sessionevent (session_id, from_status, to_status, reason, actor_id, at, recorded_at)
    SELECT n.id, '', n.status, n.status_reason, who, n.status_at, clock_timestamp() FROM new_rows n ORDER BY n.id;
  ELSE
    EXECUTE $q$
    INSERT INTO programs_sessionevent (session_id, from_status, to_status, reason, actor_id, at, recorded_at)
    SELECT n.id, o.status, n.status, n.status_reason, $1, n.status_at, clock_timestamp()
    FROM new_rows n JOIN old_rows o USING (id) WHERE o.status <> n.status ORDER BY n.id $q$ USING who;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER session_state_prepare BEFORE INSERT OR UPDATE ON programs_trainingsession
  FOR EACH ROW EXECUTE FUNCTION session_state_prepare();
CREATE TRIGGER session_state_event_insert AFTER INSERT ON programs_trainingsession
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION session_state_event();
CREATE TRIGGER session_state_event_update AFTER UPDATE ON programs_trainingsession
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION session_state_event();

REVOKE ALL ON programs_sessionevent FROM :app_role;
GRANT SELECT ON programs_sessionevent TO :app_role;
