"""Imports of registers: what came of each stays, what stood in the file does not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_party_additions"),
        ("participants", "0004_told_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="brought")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Being read"),
                            ("columns", "Columns unclear"),
                            ("preview", "Not confirmed yet"),
                            ("confirmed", "Imported"),
                            ("dropped", "Dropped"),
                            ("unreadable", "Could not be read"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("spoken_of", models.DateField(blank=True, null=True, verbose_name="day of which the file speaks")),
                ("counts", models.JSONField(default=dict, verbose_name="in numbers")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_imports",
                        to="organisations.facility",
                        verbose_name="facility",
                    ),
                ),
            ],
            options={
                "verbose_name": "register import",
                "verbose_name_plural": "register imports",
            },
        ),
        migrations.CreateModel(
            name="ImportContent",
            fields=[
                (
                    "register_import",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="participants.registerimport",
                        verbose_name="register import",
                    ),
                ),
                ("file_name", models.CharField(max_length=100, verbose_name="name of the file")),
                ("file", models.BinaryField(verbose_name="file")),
                ("said_day", models.DateField(blank=True, null=True, verbose_name="day that was entered")),
                ("columns", models.JSONField(default=dict, verbose_name="what was said of the columns")),
                ("decisions", models.JSONField(default=dict, verbose_name="who is who")),
                ("preview", models.BinaryField(null=True, verbose_name="preview")),
            ],
            options={
                "verbose_name": "content of an import",
                "verbose_name_plural": "contents of imports",
            },
        ),
        migrations.AddIndex(
            model_name="registerimport",
            index=models.Index(fields=["facility", "-at"], name="registerimport_facility_at"),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("ended_by__isnull", True),
                        ("status__in", ("waiting", "columns", "preview")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("waiting", "columns", "preview")), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="registerimport_ended_has_time",
                violation_error_message="An ended import says when it ended, an open one does not.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("preview", "confirmed")), _negated=True),
                    ("spoken_of__isnull", False),
                    _connector="OR",
                ),
                name="registerimport_read_has_day",
                violation_error_message="A file that was read speaks of a day.",
            ),
        ),
        migrations.RunSQL(sql_file("participants", "imports"), migrations.RunSQL.noop),
    ]
