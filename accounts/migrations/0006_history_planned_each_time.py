"""Histories that are kept already plan each time what joins the rows before and after (decision 0027)."""

from django.db import migrations

AGAIN = r"""
DO $do$
DECLARE
  said text;
BEGIN
  FOR said IN SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'history\_%' AND prorettype = 'trigger'::regtype
      AND prosrc NOT LIKE '%EXECUTE %'
  LOOP
    said := regexp_replace(said,
      'IF \(SELECT count\(\*\) FROM new_rows n JOIN old_rows o ON ([^\n]*?) = ([^\n]*?)\) < \(SELECT count\(\*\) FROM new_rows\) THEN',
      'IF EXISTS (SELECT \2 FROM new_rows n EXCEPT SELECT \1 FROM old_rows o) THEN');
    said := regexp_replace(said, 'END IF;(\n    INSERT INTO accounts_change.*WHERE d\.was IS NOT NULL);',
      E'END IF;\n    EXECUTE $q$\\1 $q$;');
    EXECUTE said;
  END LOOP;
END $do$"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_exports")]

    operations = [migrations.RunSQL(AGAIN, migrations.RunSQL.noop)]
