"""Triggers plan each time what joins the rows before and after (decision 0027)."""

from django.db import migrations

from web.sql import sql_function

AGAIN = (("agreement_life", "agreement_events"),)
"""File and function."""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0012_attendance_days")]

    operations = [
        migrations.RunSQL(sql_function("organisations", name, function), migrations.RunSQL.noop)
        for name, function in AGAIN
    ]
