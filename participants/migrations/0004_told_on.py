"""The day as of which something is known, so that an older file does not undo a newer one, nor what was mended here.

That a newer file says the same again is no change: the history leaves the day out.
"""

from django.db import migrations, models

from accounts.history import track
from web.sql import sql_file

BY_CUSTODY = "(SELECT c.person_id FROM participants_custody c WHERE c.id = {row}.custody_id)"
TABLES = ("participants_person", "participants_custody", "participants_sentence")


def told_on(model_name: str) -> migrations.AddField:
    field = models.DateField(blank=True, null=True, verbose_name="known as of")
    return migrations.AddField(model_name=model_name, name="told_on", field=field)


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_columns")]

    operations = [
        *(told_on(name) for name in ("custody", "person", "sentence")),
        *(
            migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop)
            for name in ("told_on", "told_on_triggers")
        ),
        *(migrations.RunSQL(f"DROP FUNCTION history_{table}() CASCADE", migrations.RunSQL.noop) for table in TABLES),
        track("participants_person", person="{row}.id", skip=("told_on",)),
        track("participants_custody", person="{row}.person_id", skip=("told_on",)),
        track(
            "participants_sentence",
            person=BY_CUSTODY,
            key="{row}.custody_id::text",
            hide=("offence", "years", "months", "days"),
            skip=("told_on",),
        ),
    ]
