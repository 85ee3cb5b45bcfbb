-- People come into a class of their own prison, or of one that agreed to take them. Whoever enrols acts for the prison
-- that the people belong to; the venue then reads the whole roster, the home prison the lines of its own people.
DROP POLICY enrol ON participants_enrolment;
CREATE POLICY enrol ON participants_enrolment FOR INSERT
  WITH CHECK (facility_id = ANY ((SELECT scope_facilities())::int[]) AND (facility_id = venue_id OR EXISTS (
    SELECT FROM programs_sessionguest g
    WHERE g.session_id = participants_enrolment.session_id AND g.facility_id = participants_enrolment.facility_id
      AND g.ended_at IS NULL)));

-- An agreement on guests is not removed or rewritten: it ends.
REVOKE UPDATE, DELETE ON programs_sessionguest FROM :app_role;
GRANT UPDATE (ended_at, ended_by_id) ON programs_sessionguest TO :app_role;
