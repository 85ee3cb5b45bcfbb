-- Who sees which row of a person: ENABLE and not FORCE, because the owner's triggers must see every row (decision 0005).
-- The setting is read once a statement through a subselect; without a scope it is empty and no row is seen.
CREATE OR REPLACE FUNCTION scope_facilities() RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.facilities', true), ''), '{}')::int[]
$$;
CREATE OR REPLACE FUNCTION scope_offence_facilities() RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.offence_facilities', true), ''), '{}')::int[]
$$;
GRANT EXECUTE ON FUNCTION scope_facilities(), scope_offence_facilities() TO :app_role;

-- A person, a tie and what hangs on it: the facility's own.
ALTER TABLE participants_person ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_person
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]));
ALTER TABLE participants_affiliation ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_affiliation
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]));
ALTER TABLE participants_custody ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_custody
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]));
ALTER TABLE participants_registernumber ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_registernumber
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]));
ALTER TABLE participants_custodydate ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_custodydate
  USING (EXISTS (SELECT FROM participants_custody c WHERE c.id = custody_id))
  WITH CHECK (EXISTS (SELECT FROM participants_custody c WHERE c.id = custody_id));

-- Offence and sentence: registrar and head of the facility only.
ALTER TABLE participants_sentence ENABLE ROW LEVEL SECURITY;
CREATE POLICY offence ON participants_sentence
  USING (EXISTS (SELECT FROM participants_custody c WHERE c.id = custody_id
                 AND c.facility_id = ANY ((SELECT scope_offence_facilities())::int[])))
  WITH CHECK (EXISTS (SELECT FROM participants_custody c WHERE c.id = custody_id
                      AND c.facility_id = ANY ((SELECT scope_offence_facilities())::int[])));

-- An enrolment: the home facility of then, the venue, and, to read only, whoever holds the person now, since
-- training history travels with the person.
ALTER TABLE participants_enrolment ENABLE ROW LEVEL SECURITY;
CREATE POLICY roster ON participants_enrolment FOR SELECT
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]) OR venue_id = ANY ((SELECT scope_facilities())::int[]));
CREATE POLICY history ON participants_enrolment FOR SELECT
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
CREATE POLICY enrol ON participants_enrolment FOR INSERT
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]) AND venue_id = ANY ((SELECT scope_facilities())::int[]));
CREATE POLICY alter_roster ON participants_enrolment FOR UPDATE
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]) OR venue_id = ANY ((SELECT scope_facilities())::int[]))
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]) OR venue_id = ANY ((SELECT scope_facilities())::int[]));
ALTER TABLE participants_enrolmentevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY enrolment ON participants_enrolmentevent FOR SELECT
  USING (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id));

-- Attendance: read with the enrolment; written by the home facility and the venue only.
ALTER TABLE participants_attendance ENABLE ROW LEVEL SECURITY;
CREATE POLICY enrolment ON participants_attendance FOR SELECT
  USING (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id));
CREATE POLICY take ON participants_attendance FOR INSERT
  WITH CHECK (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id
    AND (e.facility_id = ANY ((SELECT scope_facilities())::int[]) OR e.venue_id = ANY ((SELECT scope_facilities())::int[]))));
CREATE POLICY mend ON participants_attendance FOR UPDATE
  USING (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id
    AND (e.facility_id = ANY ((SELECT scope_facilities())::int[]) OR e.venue_id = ANY ((SELECT scope_facilities())::int[]))));

-- Evidence is not removed, events are written by the database alone.
REVOKE DELETE ON participants_person, participants_affiliation, participants_custody, participants_custodydate,
  participants_registernumber, participants_sentence, participants_enrolment, participants_attendance FROM :app_role;
REVOKE ALL ON participants_enrolmentevent FROM :app_role;
GRANT SELECT ON participants_enrolmentevent TO :app_role;
