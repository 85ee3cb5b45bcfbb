-- A document takes the place of one that is kept already, with the same agreement. So it never leads back to itself.
CREATE OR REPLACE FUNCTION document_version() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM organisations_document WHERE id = NEW.replaces_id AND agreement_id = NEW.agreement_id)
  THEN
    RAISE EXCEPTION 'a document would replace none of its agreement' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'document_replaces_one_of_its_agreement';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_version BEFORE INSERT ON organisations_document
  FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION document_version();
