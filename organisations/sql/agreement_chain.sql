-- An agreement renews none that renews it, and is superseded by none that it superseded, over however many steps.
-- One at a time: two that are fine each could make a circle.
CREATE OR REPLACE FUNCTION agreement_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  onward uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  leads_back boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('agreement_chain'));
  EXECUTE format(
    'WITH RECURSIVE onward(id) AS (SELECT $1
       UNION SELECT a.%1$I FROM organisations_agreement a JOIN onward ON a.id = onward.id WHERE a.%1$I IS NOT NULL)
     SELECT EXISTS (SELECT FROM onward WHERE id = $2)', TG_ARGV[0]) INTO leads_back USING onward, NEW.id;
  IF leads_back THEN
    RAISE EXCEPTION 'the agreements lead back to the first' USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[1];
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_chain_renews AFTER INSERT OR UPDATE OF renews_id ON organisations_agreement
  FOR EACH ROW WHEN (NEW.renews_id IS NOT NULL AND NEW.renews_id <> NEW.id)
  EXECUTE FUNCTION agreement_chain('renews_id', 'agreement_not_renewing_itself');
CREATE TRIGGER agreement_chain_supersedes AFTER INSERT OR UPDATE OF superseded_by_id ON organisations_agreement
  FOR EACH ROW WHEN (NEW.superseded_by_id IS NOT NULL AND NEW.superseded_by_id <> NEW.id)
  EXECUTE FUNCTION agreement_chain('superseded_by_id', 'agreement_not_superseding_itself');
