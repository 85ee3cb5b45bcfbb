"""What is recorded late says why, and what a mark was before stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0012_attendance_days"),
        ("participants", "0012_months"),
        ("programs", "0012_session_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="late_reason",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="reason for the late entry"
            ),
        ),
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_mark",
                    models.CharField(
                        blank=True,
                        choices=[("present", "Present"), ("late", "Late"), ("absent", "Absent")],
                        editable=False,
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "from_reason_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sick", "Sick"),
                            ("refused", "Refused"),
                            ("court", "Court"),
                            ("visit", "Visit"),
                            ("security", "Security"),
                            ("transfer", "Transfer"),
                            ("excused", "Excused"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("from_note", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "to_mark",
                    models.CharField(
                        choices=[("present", "Present"), ("late", "Late"), ("absent", "Absent")],
                        editable=False,
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "to_reason_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sick", "Sick"),
                            ("refused", "Refused"),
                            ("court", "Court"),
                            ("visit", "Visit"),
                            ("security", "Security"),
                            ("transfer", "Transfer"),
                            ("excused", "Excused"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("to_note", models.CharField(blank=True, editable=False, max_length=300)),
                ("reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="recorded")),
                (
                    "actor",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_events",
                        to="participants.enrolment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_events",
                        to="programs.meeting",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an attendance mark",
                "verbose_name_plural": "changes of attendance marks",
                "ordering": ["recorded_at", "pk"],
                "indexes": [models.Index(fields=["session", "meeting"], name="attendanceevent_of_class")],
            },
        ),
        migrations.RunSQL(sql_file("participants", "attendance_late"), migrations.RunSQL.noop),
    ]
