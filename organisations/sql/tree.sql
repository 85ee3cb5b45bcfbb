-- The tree of organisations has no circle. One at a time: two moves that are fine each could make one together.
CREATE OR REPLACE FUNCTION organisation_tree() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('organisation_tree'));
  IF EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.parent_id
      UNION SELECT o.parent_id FROM organisations_organisation o JOIN above ON o.id = above.id
      WHERE o.parent_id IS NOT NULL)
    SELECT FROM above WHERE id = NEW.id)
  THEN
    RAISE EXCEPTION 'an organisation would stand above itself' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'organisation_not_above_itself';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_tree AFTER INSERT OR UPDATE OF parent_id ON organisations_organisation
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL AND NEW.parent_id <> NEW.id) EXECUTE FUNCTION organisation_tree();
