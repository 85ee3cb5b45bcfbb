"""What the watch over agreements finds, what is set aside of it, and who was told by mail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0012_attendance_days"),
        ("programs", "0012_session_events"),
        ("reports", "0001_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WatchEntry",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("expires", "Runs out"),
                            ("no_basis", "Ran without a basis in force"),
                            ("overdue", "Commitment overdue"),
                            ("authority", "Signature without authority"),
                            ("duplicate", "Twice the same"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_letter", "Signed by delegation, and no letter of authority is known."),
                            ("letter_later", "The letter of authority is younger than the signature."),
                            ("level", "Signed on own authority below the level of the body."),
                            ("level_open", "Signed below the level of the body; by what right is not known."),
                            ("scope", "Same parties, overlapping scope, in force at the same time."),
                            ("scope_open", "Same parties, in force at the same time; the scope of one is not known."),
                            ("short", "Less was delivered than promised."),
                            ("uncounted", "What was delivered of it is counted nowhere."),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="finding",
                    ),
                ),
                ("day", models.DateField(editable=False, null=True, verbose_name="day")),
                (
                    "day_precision",
                    models.CharField(
                        blank=True,
                        choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                        editable=False,
                        max_length=1,
                        verbose_name="day: precision",
                    ),
                ),
                ("open", models.BooleanField(default=False, editable=False, verbose_name="cannot be told")),
                ("days", models.PositiveIntegerField(default=0, editable=False, verbose_name="days without a basis")),
                (
                    "open_days",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="days of which it cannot be told"
                    ),
                ),
                ("all_days", models.PositiveIntegerField(default=0, editable=False, verbose_name="days in all")),
                (
                    "delivered",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=16, null=True, verbose_name="delivered"
                    ),
                ),
                ("aside_until", models.DateField(editable=False, null=True, verbose_name="set aside until")),
                ("gone", models.BooleanField(default=False, editable=False, verbose_name="no longer found")),
                ("found_on", models.DateField(editable=False, verbose_name="found first")),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.agreement",
                        verbose_name="agreement",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.agreement",
                        verbose_name="the other agreement",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.agreementparty",
                        verbose_name="party",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the watch",
                "verbose_name_plural": "entries of the watch",
            },
        ),
        migrations.CreateModel(
            name="WatchDismissal",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dismissals",
                        to="reports.watchentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on an entry of the watch",
                "verbose_name_plural": "words on entries of the watch",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WatchMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(editable=False, verbose_name="day")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                (
                    "reader",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail of the watch",
                "verbose_name_plural": "mails of the watch",
            },
        ),
        migrations.CreateModel(
            name="WatchRun",
            fields=[
                ("one", models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(editable=False, verbose_name="day")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                ("change", models.BigIntegerField(default=0, editable=False, verbose_name="last change seen")),
            ],
            options={
                "verbose_name": "count of the watch",
                "verbose_name_plural": "counts of the watch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("one", True)),
                        name="watchrun_one",
                        violation_error_message="There is one last count of the watch.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="watchentry",
            index=models.Index(
                condition=models.Q(("gone", False)), fields=["kind", "day", "id"], name="watchentry_present"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchentry",
            constraint=models.UniqueConstraint(
                fields=("kind", "agreement", "other", "programme", "party", "commitment"),
                name="watchentry_once",
                nulls_distinct=False,
                violation_error_message="The watch found this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchdismissal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="watchdismissal_has_reason",
                violation_error_message="Say why it is set aside or shown again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchmail",
            constraint=models.UniqueConstraint(
                fields=("reader", "day"),
                name="watchmail_once_a_day",
                violation_error_message="This reader has had the mail of this day.",
            ),
        ),
        migrations.RunSQL(sql_file("reports", "watch"), migrations.RunSQL.noop),
    ]
