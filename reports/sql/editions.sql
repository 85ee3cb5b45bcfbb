-- An edition is what was published: nobody changes it or takes it back.
REVOKE UPDATE, DELETE, TRUNCATE ON reports_edition FROM :app_role;
