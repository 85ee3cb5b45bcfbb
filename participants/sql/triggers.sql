CREATE TRIGGER enrolment_prepare BEFORE INSERT OR UPDATE ON participants_enrolment
  FOR EACH ROW EXECUTE FUNCTION enrolment_prepare();
CREATE TRIGGER enrolment_count_insert AFTER INSERT ON participants_enrolment
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION enrolment_count();
CREATE TRIGGER enrolment_count_update AFTER UPDATE ON participants_enrolment
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION enrolment_count();
CREATE TRIGGER tally_to_enrolments AFTER UPDATE ON programs_sessiontally
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_to_enrolments();

CREATE TRIGGER person_keep_facility BEFORE UPDATE ON participants_person
  FOR EACH ROW EXECUTE FUNCTION person_keep_facility();
CREATE TRIGGER custody_to_person_insert AFTER INSERT ON participants_custody
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tie_to_person();
CREATE TRIGGER custody_to_person_update AFTER UPDATE ON participants_custody
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tie_to_person();
CREATE TRIGGER affiliation_to_person_insert AFTER INSERT ON participants_affiliation
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tie_to_person();
CREATE TRIGGER affiliation_to_person_update AFTER UPDATE ON participants_affiliation
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tie_to_person();
