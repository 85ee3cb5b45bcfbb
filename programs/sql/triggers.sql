CREATE TRIGGER session_to_tally_insert AFTER INSERT ON programs_trainingsession
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION session_to_tally();
CREATE TRIGGER session_to_tally_update AFTER UPDATE ON programs_trainingsession
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION session_to_tally();

CREATE TRIGGER meeting_to_tally_insert AFTER INSERT ON programs_meeting
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_to_tally();
CREATE TRIGGER meeting_to_tally_update AFTER UPDATE ON programs_meeting
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_to_tally();
CREATE TRIGGER meeting_to_tally_delete AFTER DELETE ON programs_meeting
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION meeting_to_tally();

-- Classes are cancelled, meetings too: neither is removed. Tallies are read only.
REVOKE ALL ON programs_sessiontally FROM :app_role;
GRANT SELECT ON programs_sessiontally TO :app_role;
REVOKE DELETE ON programs_trainingsession, programs_meeting FROM :app_role;
