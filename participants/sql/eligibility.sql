-- Facts told of a person: seen and written by the facility that holds the person now. Nothing of them is removed.
ALTER TABLE participants_interest ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_interest
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_domicile ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_domicile
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_language ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_language
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_disciplineentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_disciplineentry
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_boarddecision ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_boarddecision
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_riskclass ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_riskclass
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));
ALTER TABLE participants_questionanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_questionanswer
  USING (person_id IN (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])));

-- What rules said when somebody got in: read by the home facility of then and by whoever holds the person now, not by
-- a venue that only lends its room. Written by the home facility or the venue, never signed with another's name.
ALTER TABLE participants_ruleanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY home ON participants_ruleanswer FOR SELECT
  USING (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id
    AND (e.facility_id = ANY ((SELECT scope_facilities())::int[]) OR e.person_id IN
      (SELECT p.id FROM participants_person p WHERE p.facility_id = ANY ((SELECT scope_facilities())::int[])))));
CREATE POLICY gate ON participants_ruleanswer FOR INSERT
  WITH CHECK (EXISTS (SELECT FROM participants_enrolment e WHERE e.id = enrolment_id
    AND (e.facility_id = ANY ((SELECT scope_facilities())::int[]) OR e.venue_id = ANY ((SELECT scope_facilities())::int[])))
    AND (overridden_by_id IS NULL OR overridden_by_id = nullif(current_setting('app.actor', true), '')::uuid));

REVOKE DELETE ON participants_interest, participants_domicile, participants_language, participants_disciplineentry,
  participants_boarddecision, participants_riskclass, participants_questionanswer FROM :app_role;
REVOKE UPDATE, DELETE ON participants_ruleanswer, participants_question FROM :app_role;

-- What a rule asks is final: it ends, and another follows it.
REVOKE UPDATE, DELETE ON participants_eligibilityrule FROM :app_role;
GRANT UPDATE (ends_on) ON participants_eligibilityrule TO :app_role;
