-- Why rows behind a number were read: the reader adds to this log and reads the own lines, an audit reads all.
REVOKE ALL ON reports_rosterreading FROM :app_role;
GRANT SELECT, INSERT ON reports_rosterreading TO :app_role;
ALTER TABLE reports_rosterreading ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_reading ON reports_rosterreading
  USING (reader = nullif(current_setting('app.actor', true), '')::uuid)
  WITH CHECK (reader = nullif(current_setting('app.actor', true), '')::uuid);
CREATE POLICY audit ON reports_rosterreading FOR SELECT
  USING ((SELECT current_setting('app.audit', true)) = 'on');
