"""Every change of the state of a class is an event; what the change log knows of earlier ones comes along."""

from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("programs", "0011_session_states"), ("accounts", "0003_subjects")]
    operations = [
        migrations.RunSQL(sql_file("programs", "session_events_so_far"), migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="trainingsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("status_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="session_cancelled_says_why",
                violation_error_message="Give the reason for calling the class off.",
            ),
        ),
        migrations.RunSQL(sql_file("programs", "session_states"), migrations.RunSQL.noop),
    ]
