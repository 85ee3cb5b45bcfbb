"""Triggers plan each time what joins the rows before and after (decision 0027)."""

from django.db import migrations

from web.sql import sql_function

AGAIN = (("session_states", "session_state_event"),)
"""File and function."""


class Migration(migrations.Migration):
    dependencies = [("programs", "0012_session_events")]

    operations = [
        migrations.RunSQL(sql_function("programs", name, function), migrations.RunSQL.noop) for name, function in AGAIN
    ]
