-- Both logs: the application adds reads, triggers add changes, nobody alters or removes either.
REVOKE ALL ON accounts_personread, accounts_change FROM :app_role;
GRANT SELECT, INSERT ON accounts_personread TO :app_role;
GRANT SELECT ON accounts_change TO :app_role;

ALTER TABLE accounts_personread ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_change ENABLE ROW LEVEL SECURITY;

-- Who reads is who the transaction says: nobody signs a look with another's name.
CREATE POLICY own_look ON accounts_personread FOR INSERT
  WITH CHECK (actor = nullif(current_setting('app.actor', true), '')::uuid);
CREATE POLICY audit ON accounts_personread FOR SELECT
  USING ((SELECT current_setting('app.audit', true)) = 'on');
CREATE POLICY audit ON accounts_change FOR SELECT
  USING ((SELECT current_setting('app.audit', true)) = 'on');
