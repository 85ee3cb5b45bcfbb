"""What is counted of classes beyond seats: by kind and sex of who takes part, by month, by reason; and people, each once."""

import django.db.models.deletion
from django.db import migrations, models

from web.sql import sql_file

FILES = ("group_tally", "class_tally", "people_tally", "tally_backfill")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_documents"),
        ("participants", "0009_eligibility"),
        ("programs", "0009_not_completed"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="sex_as_enrolled",
            field=models.CharField(
                blank=True,
                choices=[("P", "woman"), ("L", "man")],
                db_default="",
                editable=False,
                max_length=1,
                verbose_name="sex as enrolled",
            ),
        ),
        migrations.CreateModel(
            name="ClassTally",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="class_tally",
                        serialize=False,
                        to="programs.trainingsession",
                    ),
                ),
                ("cancelled", models.BooleanField(db_default=False, editable=False, verbose_name="cancelled")),
                ("seats", models.IntegerField(editable=False, null=True, verbose_name="seats")),
                ("counted_on", models.DateField(editable=False, null=True, verbose_name="counts on")),
                (
                    "course",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.course",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.programme",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.topic",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.facility",
                    ),
                ),
            ],
            options={
                "verbose_name": "class in reports",
                "verbose_name_plural": "classes in reports",
            },
        ),
        migrations.CreateModel(
            name="HoursTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "session_id", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField(editable=False, verbose_name="month")),
                ("meetings", models.IntegerField(db_default=0, editable=False, verbose_name="meetings")),
                ("minutes", models.IntegerField(db_default=0, editable=False, verbose_name="minutes")),
                ("marked", models.IntegerField(db_default=0, editable=False, verbose_name="meetings with marks")),
                (
                    "marked_minutes",
                    models.IntegerField(db_default=0, editable=False, verbose_name="minutes with marks"),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of hours",
                "verbose_name_plural": "tallies of hours",
            },
        ),
        migrations.CreateModel(
            name="GroupTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "session_id",
                        "participant_kind",
                        "sex",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "participant_kind",
                    models.CharField(
                        choices=[
                            ("convict", "Convict"),
                            ("detainee", "Detainee"),
                            ("juvenile", "Juvenile"),
                            ("client", "Probation client"),
                            ("officer", "Officer"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="takes part as",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("P", "woman"), ("L", "man")],
                        editable=False,
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("enrolled", models.IntegerField(db_default=0, editable=False, verbose_name="enrolled")),
                ("completed", models.IntegerField(db_default=0, editable=False, verbose_name="completed")),
                ("not_completed", models.IntegerField(db_default=0, editable=False, verbose_name="not completed")),
                ("withdrawn", models.IntegerField(db_default=0, editable=False, verbose_name="withdrawn")),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of a group",
                "verbose_name_plural": "tallies of groups",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completed__gte", 0),
                            ("enrolled__gte", 0),
                            ("not_completed__gte", 0),
                            ("withdrawn__gte", 0),
                        ),
                        name="grouptally_not_negative",
                        violation_error_message="Fewer people left the class than the record says; nothing was changed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "session_id",
                        "month",
                        "participant_kind",
                        "sex",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("month", models.DateField(editable=False, verbose_name="month")),
                (
                    "participant_kind",
                    models.CharField(
                        choices=[
                            ("convict", "Convict"),
                            ("detainee", "Detainee"),
                            ("juvenile", "Juvenile"),
                            ("client", "Probation client"),
                            ("officer", "Officer"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="takes part as",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("P", "woman"), ("L", "man")],
                        editable=False,
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("marks", models.IntegerField(db_default=0, editable=False, verbose_name="marks")),
                ("attended", models.IntegerField(db_default=0, editable=False, verbose_name="attended")),
                ("minutes", models.IntegerField(db_default=0, editable=False, verbose_name="minutes attended")),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of a month",
                "verbose_name_plural": "tallies of months",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("attended__gte", 0), ("marks__gte", 0), ("minutes__gte", 0)),
                        name="monthtally_not_negative",
                        violation_error_message="Fewer marks were taken than the record says; nothing was changed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeopleTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="year")),
                (
                    "participant_kind",
                    models.CharField(blank=True, editable=False, max_length=10, verbose_name="take part as"),
                ),
                ("people", models.IntegerField(db_default=0, editable=False, verbose_name="people")),
                ("enrolments", models.IntegerField(db_default=0, editable=False, verbose_name="enrolments")),
                ("classes", models.IntegerField(db_default=0, editable=False, verbose_name="classes")),
                ("counted_at", models.DateTimeField(editable=False, verbose_name="counted")),
                (
                    "facility",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.facility",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of people",
                "verbose_name_plural": "numbers of people",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "facility", "year", "participant_kind"),
                        name="peopletally_once",
                        nulls_distinct=False,
                        violation_error_message="These people were counted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("facility__isnull", True), ("programme__isnull", False), ("year__isnull", True)),
                            models.Q(("programme__isnull", True), ("year__isnull", False)),
                            _connector="OR",
                        ),
                        name="peopletally_of_programme_or_year",
                        violation_error_message="People are counted once per programme, or per year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "session_id",
                        "participant_kind",
                        "sex",
                        "status",
                        "reason_kind",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "participant_kind",
                    models.CharField(
                        choices=[
                            ("convict", "Convict"),
                            ("detainee", "Detainee"),
                            ("juvenile", "Juvenile"),
                            ("client", "Probation client"),
                            ("officer", "Officer"),
                            ("other", "Other"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="takes part as",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("P", "woman"), ("L", "man")],
                        editable=False,
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("status", models.CharField(editable=False, max_length=20, verbose_name="status")),
                (
                    "reason_kind",
                    models.CharField(blank=True, editable=False, max_length=20, verbose_name="kind of reason"),
                ),
                ("enrolments", models.IntegerField(db_default=0, editable=False, verbose_name="enrolments")),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of reasons",
                "verbose_name_plural": "tallies of reasons",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("enrolments__gte", 0)),
                        name="reasontally_not_negative",
                        violation_error_message="Fewer people left the class than the record says; nothing was changed.",
                    )
                ],
            },
        ),
        *(migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop) for name in FILES),
    ]
