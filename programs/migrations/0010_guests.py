"""Prisons whose people may join a class that is held at another one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.history import track


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_agreement_texts"),
        ("programs", "0009_not_completed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SessionGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats at most")),
                ("agreed_at", models.DateTimeField(verbose_name="agreed")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
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
                        related_name="guest_of",
                        to="organisations.facility",
                        verbose_name="facility",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="programs.trainingsession",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest prison of a class",
                "verbose_name_plural": "guest prisons of classes",
                "ordering": ["agreed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("session", "facility"),
                        name="sessionguest_agreed_once",
                        violation_error_message="People of this prison may join this class already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__isnull", True), ("seats__gte", 1), _connector="OR"),
                        name="sessionguest_has_seats",
                        violation_error_message="Give at least one seat, or leave it empty: then every free seat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__gte", models.F("agreed_at")), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sessionguest_ended_by_somebody",
                        violation_error_message="An agreement ends after it was made, and somebody ends it.",
                    ),
                ],
            },
        ),
        track("programs_sessionguest", subject="{row}.session_id"),
    ]
