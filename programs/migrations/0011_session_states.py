"""A class says since when and why it stands as it does; its events; the attendance that a programme asks for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_documents"),
        ("programs", "0010_guests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SessionEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("open", "Open for enrolment"),
                            ("running", "Running"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("open", "Open for enrolment"),
                            ("running", "Running"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="recorded")),
            ],
            options={
                "verbose_name": "event of a class",
                "verbose_name_plural": "events of classes",
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="minimum_attendance",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minimum attendance in percent"),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="status_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="since"),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="status_reason",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=500, verbose_name="reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_attendance__isnull", True), ("minimum_attendance__lte", 100), _connector="OR"
                ),
                name="programme_minimum_attendance_is_percent",
                violation_error_message="Minimum attendance is between 0 and 100 percent.",
            ),
        ),
        migrations.AddField(
            model_name="sessionevent",
            name="actor",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sessionevent",
            name="session",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="programs.trainingsession",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status", ""), ("to_status__in", ("draft", "open", "running"))),
                    models.Q(("from_status", "draft"), ("to_status__in", ("approved", "cancelled"))),
                    models.Q(("from_status", "approved"), ("to_status__in", ("draft", "open", "cancelled"))),
                    models.Q(("from_status", "open"), ("to_status__in", ("running", "finished", "cancelled"))),
                    models.Q(("from_status", "running"), ("to_status__in", ("finished", "cancelled"))),
                    _connector="OR",
                ),
                name="sessionevent_transition_allowed",
                violation_error_message="A class cannot go from this state to that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status", "cancelled"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="sessionevent_cancelled_says_why",
                violation_error_message="Give the reason for calling the class off.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status", "approved"), ("to_status", "draft"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="sessionevent_sent_back_says_why",
                violation_error_message="Give the reason for sending the class back.",
            ),
        ),
    ]
