-- People, each once: a programme when all its classes are over, a year when it is past. What was counted stays; only a
-- programme that got more classes and closed again is counted again. The day given lies never ahead of the clock.
CREATE OR REPLACE FUNCTION close_periods(on_day date) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  past int := extract(year FROM least(on_day, (now() AT TIME ZONE 'Asia/Jakarta')::date))::int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('close_periods'));
  WITH closed AS (
    SELECT c.programme_id, count(*) FILTER (WHERE NOT c.cancelled) AS classes
    FROM participants_classtally c JOIN programs_trainingsession s ON s.id = c.session_id
    GROUP BY 1 HAVING bool_and(s.status IN ('finished', 'cancelled')) AND bool_or(s.status = 'finished')
  ), due AS (
    SELECT programme_id, classes FROM closed d WHERE NOT EXISTS (
      SELECT FROM participants_peopletally p
      WHERE p.programme_id = d.programme_id AND p.participant_kind = '' AND p.classes = d.classes)
  )
  INSERT INTO participants_peopletally AS t (programme_id, participant_kind, people, enrolments, classes, counted_at)
  SELECT d.programme_id, coalesce(e.participant_kind, ''), count(DISTINCT e.person_id), count(e.id), min(d.classes),
    clock_timestamp()
  FROM due d JOIN participants_classtally c ON c.programme_id = d.programme_id AND NOT c.cancelled
    LEFT JOIN participants_enrolment e ON e.session_id = c.session_id AND holds_seat(e.status)
  GROUP BY GROUPING SETS ((d.programme_id), (d.programme_id, e.participant_kind))
  HAVING GROUPING(e.participant_kind) = 1 OR e.participant_kind IS NOT NULL
  ON CONFLICT (programme_id, facility_id, year, participant_kind) DO UPDATE
  SET people = excluded.people, enrolments = excluded.enrolments, classes = excluded.classes, counted_at = excluded.counted_at;

  WITH years AS (
    SELECT DISTINCT extract(year FROM counted_on)::int AS year FROM participants_classtally
    WHERE counted_on IS NOT NULL AND extract(year FROM counted_on) < past
  ), counted AS (
    SELECT y.year, c.venue_id, e.participant_kind, GROUPING(c.venue_id) AS everywhere, GROUPING(e.participant_kind) AS everybody,
      count(DISTINCT e.person_id) AS people, count(*) AS enrolments, count(DISTINCT c.session_id) AS classes
    FROM years y JOIN participants_classtally c ON NOT c.cancelled
        AND c.counted_on BETWEEN make_date(y.year, 1, 1) AND make_date(y.year, 12, 31)
      JOIN participants_enrolment e ON e.session_id = c.session_id AND holds_seat(e.status)
    WHERE NOT EXISTS (SELECT FROM participants_peopletally p
      WHERE p.facility_id = c.venue_id AND p.year = y.year AND p.participant_kind = '')
      OR NOT EXISTS (SELECT FROM participants_peopletally p
      WHERE p.facility_id IS NULL AND p.year = y.year AND p.participant_kind = '')
    GROUP BY GROUPING SETS ((y.year), (y.year, c.venue_id), (y.year, e.participant_kind), (y.year, c.venue_id, e.participant_kind))
  )
  INSERT INTO participants_peopletally (facility_id, year, participant_kind, people, enrolments, classes, counted_at)
  SELECT CASE WHEN everywhere = 0 THEN venue_id END, year, CASE WHEN everybody = 0 THEN participant_kind ELSE '' END,
    people, enrolments, classes, clock_timestamp()
  FROM counted ON CONFLICT DO NOTHING;
END $$;

REVOKE ALL ON participants_classtally, participants_grouptally, participants_reasontally, participants_monthtally,
  participants_hourstally, participants_peopletally FROM :app_role;
GRANT SELECT ON participants_classtally, participants_grouptally, participants_reasontally, participants_monthtally,
  participants_hourstally, participants_peopletally TO :app_role;
GRANT EXECUTE ON FUNCTION close_periods(date) TO :app_role;
