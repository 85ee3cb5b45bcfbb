-- The days on which something held beyond doubt. A month or year that is all one knows of an end gives none of its days;
-- where nothing is left the range is empty, and an empty range overlaps with none.
CREATE OR REPLACE FUNCTION organisations_sure_days(first date, first_precision text, last date, last_precision text)
RETURNS daterange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT daterange(lower, CASE WHEN upper IS NOT NULL THEN greatest(upper, lower) END, '[)')
  FROM (SELECT CASE first_precision
                 WHEN 'm' THEN (first + interval '1 month')::date
                 WHEN 'y' THEN (first + interval '1 year')::date
                 ELSE first END AS lower,
               CASE WHEN last_precision = 'd' THEN last + 1 ELSE last END AS upper) ends
$$;
GRANT EXECUTE ON FUNCTION organisations_sure_days(date, text, date, text) TO :app_role;
