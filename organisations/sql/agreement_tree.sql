-- What stands under an agreement never stands above it. One at a time: two moves that are fine each could make a circle.
CREATE OR REPLACE FUNCTION agreement_tree() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('agreement_tree'));
  IF EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.parent_id
      UNION SELECT a.parent_id FROM organisations_agreement a JOIN above ON a.id = above.id
      WHERE a.parent_id IS NOT NULL)
    SELECT FROM above WHERE id = NEW.id)
  THEN
    RAISE EXCEPTION 'an agreement would stand under itself' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'agreement_not_under_itself';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_tree AFTER INSERT OR UPDATE OF parent_id ON organisations_agreement
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL AND NEW.parent_id <> NEW.id) EXECUTE FUNCTION agreement_tree();
