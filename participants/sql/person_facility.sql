-- A person's facility is that of the newest custody, else of the newest affiliation. Nobody writes it by hand:
-- on a change of the person it is worked out again, whatever the client sent.
CREATE OR REPLACE FUNCTION facilities_of_people(people uuid[]) RETURNS TABLE (person_id uuid, facility_id integer)
LANGUAGE sql STABLE AS $$
  SELECT who, coalesce(
    (SELECT c.facility_id FROM participants_custody c WHERE c.person_id = who ORDER BY admitted_on DESC, id DESC LIMIT 1),
    (SELECT a.facility_id FROM participants_affiliation a WHERE a.person_id = who ORDER BY starts_on DESC, id DESC LIMIT 1))
  FROM unnest(people) who
$$;

CREATE OR REPLACE FUNCTION facility_of_person(who uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT facility_id FROM facilities_of_people(ARRAY[who])
$$;

CREATE OR REPLACE FUNCTION person_keep_facility() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.facility_id := coalesce(facility_of_person(NEW.id), OLD.facility_id);
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION tie_to_person() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM participants_person WHERE id IN (SELECT person_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE participants_person p SET facility_id = f.facility_id
  FROM facilities_of_people((SELECT array_agg(DISTINCT person_id) FROM new_rows)) f
  WHERE p.id = f.person_id AND p.facility_id IS DISTINCT FROM f.facility_id;
  RETURN NULL;
END $$;
