-- A document and its bytes are one: what is said of them is true when the transaction ends, and never changes after.
CREATE OR REPLACE FUNCTION document_content() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM organisations_documentcontent
    WHERE document_id = NEW.id AND octet_length(content) = NEW.size
      AND encode(sha256(content), 'hex') = NEW.sha256)
  THEN
    RAISE EXCEPTION 'the bytes of a document are missing or others' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'document_has_its_content';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER document_has_its_content AFTER INSERT ON organisations_document
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION document_content();

-- Documents are added and read; nobody changes or removes one. The log of downloads is added to, by whoever downloads.
REVOKE UPDATE, DELETE ON organisations_document, organisations_documentcontent FROM :app_role;
REVOKE ALL ON organisations_documentdownload FROM :app_role;
GRANT SELECT, INSERT ON organisations_documentdownload TO :app_role;
ALTER TABLE organisations_documentdownload ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_download ON organisations_documentdownload FOR INSERT
  WITH CHECK (by_id = nullif(current_setting('app.actor', true), '')::uuid);
CREATE POLICY audit ON organisations_documentdownload FOR SELECT
  USING ((SELECT current_setting('app.audit', true)) = 'on');
