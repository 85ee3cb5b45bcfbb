-- The names that sources print and no organisation or facility is known for, with where each of them occurs.
CREATE OR REPLACE VIEW programs_printedname AS
  SELECT md5(name)::uuid AS id, name,
         count(*) AS times,
         count(*) FILTER (WHERE kind = 'role') AS roles,
         count(*) FILTER (WHERE kind = 'party') AS parties,
         count(*) FILTER (WHERE kind = 'place') AS places
  FROM (
    SELECT name_as_printed, 'role' FROM programs_programmerole WHERE organisation_id IS NULL
    UNION ALL
    SELECT name_as_printed, 'party' FROM organisations_agreementparty WHERE organisation_id IS NULL
    UNION ALL
    SELECT name_as_printed, 'place' FROM programs_programmeplace WHERE facility_id IS NULL
  ) AS printed(name, kind)
  WHERE name <> ''
  GROUP BY name;
