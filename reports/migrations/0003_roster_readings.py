"""Why rows behind a number were read."""

import django.db.models.deletion
from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_session_events"),
        ("reports", "0002_watch"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterReading",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("reader", models.UUIDField(verbose_name="who")),
                ("purpose", models.CharField(max_length=300, verbose_name="purpose")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.trainingsession",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a roster",
                "verbose_name_plural": "readings of rosters",
                "indexes": [models.Index(fields=["reader", "at"], name="rosterreading_reader_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__regex", "\\S.{8}")),
                        name="rosterreading_says_why",
                        violation_error_message="Say in a few words for what you read these rows.",
                    )
                ],
            },
        ),
        migrations.RunSQL(sql_file("reports", "roster_reading"), migrations.RunSQL.noop),
    ]
