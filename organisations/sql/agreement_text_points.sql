-- The points of its scope and the prisons that carry it out are words of an agreement, too.
CREATE OR REPLACE FUNCTION agreement_text_of_facility() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM agreement_text_again(ARRAY(
    SELECT DISTINCT n.agreement_id FROM organisations_namedfacility n JOIN new_rows f ON f.id = n.facility_id));
  RETURN NULL;
END $$;

CREATE TRIGGER agreement_text_insert AFTER INSERT ON organisations_scopepoint
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_update AFTER UPDATE ON organisations_scopepoint
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_delete AFTER DELETE ON organisations_scopepoint
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_insert AFTER INSERT ON organisations_namedfacility
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_update AFTER UPDATE ON organisations_namedfacility
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_delete AFTER DELETE ON organisations_namedfacility
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE TRIGGER agreement_text_update AFTER UPDATE ON organisations_facility
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_facility();

SELECT agreement_text_again(ARRAY(SELECT id FROM organisations_agreement));
