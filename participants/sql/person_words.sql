-- The words of each person's name and alias, beside the person, so that an index finds the beginning of any of them.
-- Nobody writes them by hand: they follow the person (the function is in name_words.sql).
CREATE TRIGGER person_to_words_insert AFTER INSERT ON participants_person
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION person_to_words();
CREATE TRIGGER person_to_words_update AFTER UPDATE ON participants_person
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION person_to_words();

INSERT INTO participants_personword (person_id, facility_id, word)
SELECT DISTINCT p.id, p.facility_id, coalesce(v.word, w)
FROM participants_person p, unnest(name_letters(p.name || ' ' || p.alias)) w LEFT JOIN name_variants() v ON v.spelling = w
WHERE w <> '';

ALTER TABLE participants_personword ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility ON participants_personword FOR SELECT
  USING (facility_id = ANY ((SELECT scope_facilities())::int[]));
REVOKE ALL ON participants_personword FROM :app_role;
GRANT SELECT ON participants_personword TO :app_role;
