"""Editions of reports, which are only added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programs", "0012_session_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("is_history", models.BooleanField(default=False, verbose_name="history loaded at the start")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("definitions", models.PositiveSmallIntegerField(verbose_name="version of the definitions")),
                ("numbers", models.JSONField(verbose_name="numbers")),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="programs.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-published_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_history", True)),
                        fields=("is_history",),
                        name="edition_one_of_history",
                        violation_error_message="The history that was loaded at the start is an edition already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_history", True), ("published_by__isnull", False), _connector="OR"),
                        name="edition_published_by_somebody",
                        violation_error_message="Somebody answers for an edition.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sql_file("reports", "editions"), migrations.RunSQL.noop),
    ]
