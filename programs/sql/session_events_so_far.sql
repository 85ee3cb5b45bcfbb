-- Classes that are there already: what the change log tells of their states, each with who and when it was recorded.
-- Only what the table of transitions knows; a class called off before reasons were asked for says so.
INSERT INTO programs_sessionevent (session_id, from_status, to_status, reason, actor_id, at, recorded_at)
SELECT id, was, became, CASE WHEN became = 'cancelled' THEN 'Alasan belum dicatat waktu itu' ELSE '' END, actor, at, at
FROM (
  SELECT s.id, c.at, c.actor, c.id AS place,
    CASE c.operation WHEN 'I' THEN '' ELSE c.before ->> 'status' END AS was,
    CASE c.operation WHEN 'I' THEN coalesce((
      SELECT later.before ->> 'status' FROM accounts_change later
      WHERE later.table_name = c.table_name AND later.row_key = c.row_key AND later.before ? 'status'
      ORDER BY later.id LIMIT 1), s.status)
    ELSE c.after ->> 'status' END AS became
  FROM accounts_change c JOIN programs_trainingsession s ON s.id::text = c.row_key
  WHERE c.table_name = 'programs_trainingsession' AND (c.operation = 'I' OR c.before ? 'status')
    AND c.actor IN (SELECT u.id FROM accounts_user u)
) told
WHERE (was, became) IN (
  ('', 'draft'), ('', 'open'), ('', 'running'), ('draft', 'approved'), ('draft', 'cancelled'), ('approved', 'open'),
  ('approved', 'cancelled'), ('open', 'running'), ('open', 'finished'), ('open', 'cancelled'),
  ('running', 'finished'), ('running', 'cancelled'))
ORDER BY place;

-- Nobody acts here, so the change log, which asks for a name, is not written: the state itself stays as it is.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE programs_trainingsession DISABLE TRIGGER USER;
UPDATE programs_trainingsession s SET
  status_at = (SELECT max(e.at) FROM programs_sessionevent e WHERE e.session_id = s.id AND e.to_status = s.status),
  status_reason = CASE WHEN s.status = 'cancelled' THEN 'Alasan belum dicatat waktu itu' ELSE '' END;
ALTER TABLE programs_trainingsession ENABLE TRIGGER USER;
SET CONSTRAINTS ALL DEFERRED;
