"""Both logs are append-only and readable in an audit only."""

from django.db import migrations

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(sql_file("accounts", "audit"), migrations.RunSQL.noop)]
