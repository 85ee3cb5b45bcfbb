-- What an agreement names is changed by changes of that agreement, and promised by its own parties; it moves to no other.
CREATE OR REPLACE FUNCTION agreement_rows() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  row_ jsonb := to_jsonb(NEW);
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.agreement_id <> NEW.agreement_id
    OR EXISTS (
      SELECT FROM organisations_agreementchange
      WHERE id IN ((row_ ->> 'added_by_id')::uuid, (row_ ->> 'removed_by_id')::uuid) AND agreement_id <> NEW.agreement_id)
    OR EXISTS (
      SELECT FROM organisations_agreementparty
      WHERE id IN ((row_ ->> 'party_id')::bigint, (row_ ->> 'replaces_id')::bigint) AND agreement_id <> NEW.agreement_id)
  THEN
    RAISE EXCEPTION 'rows of different agreements' USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_rows_of_one';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER agreement_rows AFTER INSERT OR UPDATE ON organisations_agreementparty
  FOR EACH ROW EXECUTE FUNCTION agreement_rows();
CREATE TRIGGER agreement_rows AFTER INSERT OR UPDATE ON organisations_scopepoint
  FOR EACH ROW EXECUTE FUNCTION agreement_rows();
CREATE TRIGGER agreement_rows AFTER INSERT OR UPDATE ON organisations_namedfacility
  FOR EACH ROW EXECUTE FUNCTION agreement_rows();
CREATE TRIGGER agreement_rows AFTER INSERT OR UPDATE ON organisations_commitment
  FOR EACH ROW EXECUTE FUNCTION agreement_rows();
CREATE TRIGGER agreement_rows AFTER UPDATE ON organisations_agreementchange
  FOR EACH ROW EXECUTE FUNCTION agreement_rows();
