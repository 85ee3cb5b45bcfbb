-- Keys of several columns, which Django cannot write. They are checked at once, so that a service can answer.
ALTER TABLE participants_enrolment
  ADD CONSTRAINT enrolment_custody_of_person_at_facility FOREIGN KEY (custody_id, person_id, facility_id)
    REFERENCES participants_custody (id, person_id, facility_id) ON UPDATE CASCADE,
  ADD CONSTRAINT enrolment_affiliation_of_person_at_facility FOREIGN KEY (affiliation_id, person_id, facility_id)
    REFERENCES participants_affiliation (id, person_id, facility_id) ON UPDATE CASCADE;
ALTER TABLE participants_registernumber
  ADD CONSTRAINT registernumber_of_custody_at_facility FOREIGN KEY (custody_id, facility_id)
    REFERENCES participants_custody (id, facility_id) ON UPDATE CASCADE;
ALTER TABLE participants_attendance
  ADD CONSTRAINT attendance_enrolment_of_session FOREIGN KEY (enrolment_id, session_id)
    REFERENCES participants_enrolment (id, session_id),
  ADD CONSTRAINT attendance_meeting_of_session FOREIGN KEY (meeting_id, session_id)
    REFERENCES programs_meeting (id, session_id);
