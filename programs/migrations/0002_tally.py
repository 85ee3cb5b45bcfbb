"""Every class has a tally that triggers keep; the application may only read it."""

from django.db import migrations

from accounts.history import track
from web.sql import sql_file

NOBODY = "NULL::uuid"


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial"), ("accounts", "0002_audit")]
    operations = [
        *(
            migrations.RunSQL(sql_file("programs", name), migrations.RunSQL.noop)
            for name in ("session_to_tally", "meeting_to_tally", "triggers")
        ),
        track("programs_trainingsession", person=NOBODY),
        track("programs_meeting", person=NOBODY),
    ]
