-- Whoever follows the arrows of a table never comes back. One transaction at a time draws arrows of one table: two that
-- each draw half of a circle would otherwise not see each other.
CREATE OR REPLACE FUNCTION without_circle() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  onward uuid := (to_jsonb(NEW) ->> TG_ARGV[1])::uuid;
  leads_back boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('without circle: ' || TG_TABLE_NAME, 0));
  EXECUTE format(
    'WITH RECURSIVE onward AS (SELECT $1 AS at UNION
       SELECT t.%2$I FROM %3$I t JOIN onward ON t.%1$I = onward.at WHERE t.%2$I IS NOT NULL)
     SELECT EXISTS (SELECT FROM onward WHERE at = $2)', TG_ARGV[0], TG_ARGV[1], TG_TABLE_NAME)
    INTO leads_back USING onward, first;
  IF leads_back THEN
    RAISE EXCEPTION 'the arrows of % lead back', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END $$;
