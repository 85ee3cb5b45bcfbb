"""Agreements that were here before events were kept begin with one."""

from django.db import migrations

BEGIN = """
    INSERT INTO organisations_agreementevent (agreement_id, from_status, to_status, reason, at)
    SELECT id, '', status, status_reason, clock_timestamp() FROM organisations_agreement a
    WHERE NOT EXISTS (SELECT FROM organisations_agreementevent e WHERE e.agreement_id = a.id)"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0008_agreement_life")]
    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
