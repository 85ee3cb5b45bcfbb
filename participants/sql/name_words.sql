-- The words under which a name is found: old and doubled spellings are written in one way, and the many ways of
-- writing Muhammad and a few other names become one word.
CREATE OR REPLACE FUNCTION name_letters(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_to_array(btrim(regexp_replace(regexp_replace(
    replace(replace(replace(replace(replace(
      translate(lower(name), 'áàâäãéèêëíìîïóòôöúùûüçñ''’`.', 'aaaaaeeeeiiiioooouuuucn'),
      'oe', 'u'), 'dj', 'j'), 'tj', 'c'), 'sj', 'sy'), 'ch', 'h'),
    '[^a-z0-9]+', ' ', 'g'), '([a-z])\1+', '\1', 'g')), ' ')
$$;

CREATE OR REPLACE FUNCTION name_variants() RETURNS TABLE (spelling text, word text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 30 AS $$
  VALUES ('muh', 'muhamad'), ('moh', 'muhamad'), ('mohd', 'muhamad'), ('muhd', 'muhamad'), ('mhd', 'muhamad'),
    ('mohamad', 'muhamad'), ('mohamed', 'muhamad'), ('muhamed', 'muhamad'), ('mohamat', 'muhamad'),
    ('muhamat', 'muhamad'), ('mukhamad', 'muhamad'), ('mokhamad', 'muhamad'), ('muhamad', 'muhamad'),
    ('st', 'siti'), ('siti', 'siti'), ('abd', 'abdul'), ('abdul', 'abdul'), ('abdol', 'abdul'), ('akhmad', 'ahmad')
$$;

-- What somebody types, word by word: every beginning that a stored word may have. "moham" begins Muhammad too. Titles
-- and bin/binti are passed over, unless nothing else was typed.
CREATE OR REPLACE FUNCTION name_beginnings(typed text) RETURNS TABLE (place int, beginning text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH typed_words AS (SELECT w, ordinality::int AS place FROM unnest(name_letters(typed)) WITH ORDINALITY t(w, ordinality)
                       WHERE w <> ''),
  names AS (SELECT * FROM typed_words WHERE w NOT IN (
    'bin', 'binti', 'bt', 'bte', 'binte', 'al', 'als', 'alias', 'h', 'hj', 'haji', 'hajah', 'dr', 'drs', 'dra', 'ir',
    'sh', 'se', 'spd', 'skom', 'mh', 'nyonya', 'ny', 'tn', 'bapak', 'ibu')),
  meant AS (SELECT * FROM names UNION ALL SELECT * FROM typed_words WHERE NOT EXISTS (SELECT FROM names))
  SELECT place, w FROM meant
  UNION SELECT place, v.word FROM meant JOIN name_variants() v ON length(w) > 1 AND v.spelling LIKE w || '%'
$$;
-- The parts of names between spaces, and the words under which each is found. A part is worked out once, whoever bears it.
CREATE OR REPLACE FUNCTION words_of_parts(parts text[]) RETURNS TABLE (part text, word text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p, coalesce(v.word, w)
  FROM (SELECT DISTINCT unnest(parts)) named(p), unnest(name_letters(p)) w LEFT JOIN name_variants() v ON v.spelling = w
  WHERE w <> ''
$$;

CREATE OR REPLACE FUNCTION person_to_words() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  renamed uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO participants_personword (person_id, facility_id, word)
    WITH called AS MATERIALIZED (
      SELECT n.id, n.facility_id, part FROM new_rows n, unnest(string_to_array(n.name || ' ' || n.alias, ' ')) part)
    SELECT DISTINCT id, facility_id, word
    FROM called JOIN words_of_parts((SELECT array_agg(part) FROM called)) USING (part);
    RETURN NULL;
  END IF;
  EXECUTE $q$
  SELECT array_agg(id) FROM new_rows n JOIN old_rows o USING (id)
  WHERE (n.name, n.alias, n.facility_id) IS DISTINCT FROM (o.name, o.alias, o.facility_id) $q$ INTO renamed;
  IF renamed IS NOT NULL THEN
    DELETE FROM participants_personword WHERE person_id = ANY (renamed);
    INSERT INTO participants_personword (person_id, facility_id, word)
    WITH called AS MATERIALIZED (
      SELECT n.id, n.facility_id, part
      FROM new_rows n, unnest(string_to_array(n.name || ' ' || n.alias, ' ')) part WHERE n.id = ANY (renamed))
    SELECT DISTINCT id, facility_id, word
    FROM called JOIN words_of_parts((SELECT array_agg(part) FROM called)) USING (part);
  END IF;
  RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION name_letters(text), name_variants(), name_beginnings(text) TO :app_role;
