"""Triggers plan each time what joins the rows before and after (decision 0027)."""

from django.db import migrations

from web.sql import sql_function

AGAIN = (
    ("tally_to_enrolments", "tally_to_enrolments"),
    ("enrolment_count", "enrolment_count"),
    ("group_tally", "group_tally"),
    ("name_words", "person_to_words"),
    ("attendance_late", "attendance_late"),
    ("class_tally", "class_tally"),
    ("class_tally", "meeting_tally"),
    ("class_tally", "month_tally"),
)
"""File and function."""


class Migration(migrations.Migration):
    dependencies = [("participants", "0016_tallies_stay")]

    operations = [
        migrations.RunSQL(sql_function("participants", name, function), migrations.RunSQL.noop)
        for name, function in AGAIN
    ]
