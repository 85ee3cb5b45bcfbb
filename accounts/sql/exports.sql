-- The log of exports: the application adds to it, nobody alters or removes a row, and an audit reads it.
REVOKE ALL ON accounts_export FROM :app_role;
GRANT SELECT, INSERT ON accounts_export TO :app_role;
ALTER TABLE accounts_export ENABLE ROW LEVEL SECURITY;

-- Who takes away is who the transaction says: nobody signs an export with another's name.
CREATE POLICY own_export ON accounts_export FOR INSERT
  WITH CHECK (actor = nullif(current_setting('app.actor', true), '')::uuid);
CREATE POLICY audit ON accounts_export FOR SELECT
  USING ((SELECT current_setting('app.audit', true)) = 'on');
