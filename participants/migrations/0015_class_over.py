"""A class takes people while it is open or running, and nobody is in one that is over: kept by the database too."""

from django.db import migrations

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0014_faster_registers"),
        ("programs", "0012_session_events"),
    ]

    operations = [migrations.RunSQL(sql_file("participants", "class_over"), migrations.RunSQL.noop)]
