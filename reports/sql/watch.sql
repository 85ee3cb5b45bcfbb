-- What was said about an entry of the watch, and who was told of it when, is only added to.
REVOKE UPDATE, DELETE, TRUNCATE ON reports_watchdismissal, reports_watchmail FROM :app_role;

-- The last word on an entry says until when it is set aside.
CREATE FUNCTION reports_watch_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reports_watchentry SET aside_until = NEW.until WHERE id = NEW.entry_id;
  RETURN NULL;
END $$;
CREATE TRIGGER watch_aside AFTER INSERT ON reports_watchdismissal FOR EACH ROW EXECUTE FUNCTION reports_watch_aside();
