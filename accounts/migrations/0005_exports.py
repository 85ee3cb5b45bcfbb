"""Who took which report away."""

from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="when")),
                ("actor", models.UUIDField(verbose_name="who")),
                ("report", models.CharField(max_length=60, verbose_name="report")),
                ("address", models.CharField(max_length=200, verbose_name="address")),
                (
                    "format",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("xlsx", "XLSX"), ("csv", "CSV")], max_length=4, verbose_name="format"
                    ),
                ),
                ("filters", models.TextField(blank=True, verbose_name="narrowed to")),
                ("rows_of_people", models.PositiveIntegerField(default=0, verbose_name="rows of people")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
            ],
            options={
                "verbose_name": "export of a report",
                "verbose_name_plural": "exports of reports",
                "indexes": [models.Index(fields=["actor", "-id"], name="export_actor_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rows_of_people", 0), models.Q(("purpose", ""), _negated=True), _connector="OR"
                        ),
                        name="export_of_people_has_purpose",
                        violation_error_message="Say for what purpose you take rows of people away.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["pdf", "xlsx", "csv"])),
                        name="export_format_is_known",
                        violation_error_message="A report is taken away as PDF, XLSX or CSV.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sql_file("accounts", "exports"), migrations.RunSQL.noop),
    ]
