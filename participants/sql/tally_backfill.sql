-- What is there already is counted once. The sex of those enrolled until now is the one known today; that is no change
-- of an enrolment, so neither history nor counts are told of it.
ALTER TABLE participants_enrolment DISABLE TRIGGER USER;
UPDATE participants_enrolment e SET sex_as_enrolled = p.sex
FROM participants_person p WHERE p.id = e.person_id AND p.sex <> e.sex_as_enrolled;
ALTER TABLE participants_enrolment ENABLE TRIGGER USER;
SELECT recount_classes(ids), recount_hours(ids), recount_months(ids), recount_groups(ids)
FROM (SELECT array_agg(id) AS ids FROM programs_trainingsession HAVING count(*) > 0) everything;
