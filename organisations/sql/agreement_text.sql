-- What an agreement is found by, in one row: its words, and its numbers without the signs that everybody puts elsewhere.
-- Who changes a part waits for whoever changes another part of the same agreement, and reads anew after that:
-- the bodies first, whose names may be changing, then the rows that are written.
CREATE OR REPLACE FUNCTION agreement_text_again(changed uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- Before the last of the tables it reads stands (agreement_text_points) it writes nothing; that file then writes all.
  IF to_regprocedure('agreement_text_of_facility()') IS NULL THEN RETURN; END IF;
  PERFORM 1 FROM organisations_organisation
    WHERE id IN (SELECT organisation_id FROM organisations_agreementparty WHERE agreement_id = ANY (changed)
      UNION SELECT f.organisation_id FROM organisations_namedfacility n
        JOIN organisations_facility f ON f.id = n.facility_id WHERE n.agreement_id = ANY (changed))
    ORDER BY id FOR SHARE;
  PERFORM 1 FROM organisations_agreementtext WHERE agreement_id = ANY (changed) ORDER BY agreement_id FOR UPDATE;
  INSERT INTO organisations_agreementtext AS kept (agreement_id, words, numbers)
  SELECT a.id,
    upper(concat_ws(E'\n', a.title, a.scope, a.number_as_printed, p.words, s.words, f.words)),
    upper(concat_ws(E'\n', regexp_replace(a.number_as_printed, '[^[:alnum:]]', '', 'g'), p.numbers))
  FROM organisations_agreement a
  LEFT JOIN LATERAL (
    SELECT string_agg(concat_ws(E'\n', p.name_as_printed, p.number, n.names), E'\n') AS words,
      string_agg(regexp_replace(p.number, '[^[:alnum:]]', '', 'g'), E'\n') AS numbers
    FROM organisations_agreementparty p
    LEFT JOIN LATERAL (
      SELECT string_agg(concat_ws(E'\n', name, short), E'\n') AS names
      FROM organisations_organisationname n WHERE n.organisation_id = p.organisation_id) n ON true
    WHERE p.agreement_id = a.id) p ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(text, E'\n') AS words FROM organisations_scopepoint s WHERE s.agreement_id = a.id) s ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(concat_ws(E'\n', f.name_as_printed, g.name, n.names), E'\n') AS words
    FROM organisations_namedfacility f
    LEFT JOIN organisations_facility g ON g.id = f.facility_id
    LEFT JOIN LATERAL (
      SELECT string_agg(concat_ws(E'\n', name, short), E'\n') AS names
      FROM organisations_organisationname n WHERE n.organisation_id = g.organisation_id) n ON true
    WHERE f.agreement_id = a.id) f ON true
  WHERE a.id = ANY (changed) ORDER BY a.id
  ON CONFLICT (agreement_id) DO UPDATE SET words = excluded.words, numbers = excluded.numbers
    WHERE (kept.words, kept.numbers) IS DISTINCT FROM (excluded.words, excluded.numbers);
END $$;

CREATE OR REPLACE FUNCTION agreement_text_of_agreement() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM organisations_agreementtext WHERE agreement_id IN (SELECT id FROM old_rows);
  ELSE
    PERFORM agreement_text_again(ARRAY(SELECT id FROM new_rows));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION agreement_text_of_part() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE changed uuid[];
BEGIN
  IF TG_OP <> 'DELETE' THEN changed := ARRAY(SELECT DISTINCT agreement_id FROM new_rows); END IF;
  IF TG_OP <> 'INSERT' THEN changed := changed || ARRAY(SELECT DISTINCT agreement_id FROM old_rows); END IF;
  PERFORM agreement_text_again(changed);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION agreement_text_of_name() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE called uuid[];
BEGIN
  IF to_regprocedure('agreement_text_of_facility()') IS NULL THEN RETURN NULL; END IF;
  IF TG_OP <> 'DELETE' THEN called := ARRAY(SELECT DISTINCT organisation_id FROM new_rows); END IF;
  IF TG_OP <> 'INSERT' THEN called := called || ARRAY(SELECT DISTINCT organisation_id FROM old_rows); END IF;
  PERFORM 1 FROM organisations_organisation WHERE id = ANY (called) ORDER BY id FOR NO KEY UPDATE;
  PERFORM agreement_text_again(ARRAY(
    SELECT agreement_id FROM organisations_agreementparty WHERE organisation_id = ANY (called)
    UNION SELECT n.agreement_id FROM organisations_namedfacility n
      JOIN organisations_facility f ON f.id = n.facility_id WHERE f.organisation_id = ANY (called)));
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER agreement_text_insert AFTER INSERT ON organisations_agreement
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_agreement();
CREATE OR REPLACE TRIGGER agreement_text_update AFTER UPDATE ON organisations_agreement
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_agreement();
CREATE OR REPLACE TRIGGER agreement_text_delete AFTER DELETE ON organisations_agreement
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_agreement();
CREATE OR REPLACE TRIGGER agreement_text_insert AFTER INSERT ON organisations_agreementparty
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE OR REPLACE TRIGGER agreement_text_update AFTER UPDATE ON organisations_agreementparty
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE OR REPLACE TRIGGER agreement_text_delete AFTER DELETE ON organisations_agreementparty
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_part();
CREATE OR REPLACE TRIGGER agreement_text_insert AFTER INSERT ON organisations_organisationname
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_name();
CREATE OR REPLACE TRIGGER agreement_text_update AFTER UPDATE ON organisations_organisationname
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_name();
CREATE OR REPLACE TRIGGER agreement_text_delete AFTER DELETE ON organisations_organisationname
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION agreement_text_of_name();

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON organisations_agreementtext FROM :app_role;
REVOKE EXECUTE ON FUNCTION agreement_text_again(uuid[]) FROM PUBLIC;
