"""Facts told of people with their days, the rules on joining a class that read them, and what each rule said."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import web.keys
from accounts.history import track
from web.sql import sql_file

TOLD = ("interest", "domicile", "language", "disciplineentry", "boarddecision", "riskclass", "questionanswer")
BY_ENROLMENT = "(SELECT e.person_id FROM participants_enrolment e WHERE e.id = {row}.enrolment_id)"
OF_THE_THING = """coalesce({row}.course_id, {row}.programme_id,
  (SELECT f.organisation_id FROM organisations_facility f WHERE f.id = {row}.facility_id))"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_documents"),
        ("participants", "0008_not_completed"),
        ("programs", "0008_linking"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EligibilityRule",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share_served", "Share of the sentence served"),
                            ("release", "Release against the end of the class"),
                            ("age", "Age"),
                            ("sex", "Sex"),
                            ("takes_part_as", "Legal status"),
                            ("risk", "Risk class"),
                            ("prerequisite", "Training completed before"),
                            ("untrained", "Not yet trained in this skill"),
                            ("board", "Decision of the TPP"),
                            ("interest", "Interest recorded"),
                            ("domicile", "Domicile"),
                            ("language", "Language"),
                            ("discipline", "Free of discipline entries"),
                            ("question", "Question of your own"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("parameters", models.JSONField(blank=True, default=dict, verbose_name="what is asked")),
                (
                    "strength",
                    models.CharField(
                        choices=[("advises", "only advises"), ("override", "asks for a reason"), ("blocks", "blocks")],
                        max_length=10,
                        verbose_name="where it does not fit",
                    ),
                ),
                (
                    "unknown",
                    models.CharField(
                        choices=[
                            ("passes", "lets them join"),
                            ("advises", "only advises"),
                            ("override", "asks for a reason"),
                            ("blocks", "blocks"),
                        ],
                        default="advises",
                        max_length=10,
                        verbose_name="where it is not known",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibility_rules",
                        to="programs.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibility_rules",
                        to="organisations.facility",
                        verbose_name="facility",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibility_rules",
                        to="programs.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule on joining",
                "verbose_name_plural": "rules on joining",
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.skill",
                        verbose_name="skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest",
                "verbose_name_plural": "interests",
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("id", "Indonesian"),
                            ("ace", "Acehnese"),
                            ("ban", "Balinese"),
                            ("bjn", "Banjar"),
                            ("btk", "Batak"),
                            ("bug", "Bugis"),
                            ("jv", "Javanese"),
                            ("mad", "Madurese"),
                            ("mak", "Makassarese"),
                            ("ms", "Malay"),
                            ("min", "Minangkabau"),
                            ("sas", "Sasak"),
                            ("su", "Sundanese"),
                            ("pmy", "Papuan Malay"),
                            ("en", "English"),
                            ("ar", "Arabic"),
                            ("zh", "Chinese"),
                            ("inl", "Indonesian sign language"),
                        ],
                        max_length=3,
                        verbose_name="language",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200, verbose_name="question")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["text"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text",), name="question_once", violation_error_message="This question exists already."
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="question_says_something",
                        violation_error_message="Write the question.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionAnswer",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                ("yes", models.BooleanField(verbose_name="yes")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="participants.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.CreateModel(
            name="RiskClass",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                (
                    "risk",
                    models.CharField(
                        choices=[
                            ("minimum", "Minimum security"),
                            ("medium", "Medium security"),
                            ("maximum", "Maximum security"),
                            ("super_max", "Super maximum security"),
                        ],
                        max_length=10,
                        verbose_name="risk class",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk class",
                "verbose_name_plural": "risk classes",
            },
        ),
        migrations.CreateModel(
            name="RuleAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share_served", "Share of the sentence served"),
                            ("release", "Release against the end of the class"),
                            ("age", "Age"),
                            ("sex", "Sex"),
                            ("takes_part_as", "Legal status"),
                            ("risk", "Risk class"),
                            ("prerequisite", "Training completed before"),
                            ("untrained", "Not yet trained in this skill"),
                            ("board", "Decision of the TPP"),
                            ("interest", "Interest recorded"),
                            ("domicile", "Domicile"),
                            ("language", "Language"),
                            ("discipline", "Free of discipline entries"),
                            ("question", "Question of your own"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(blank=True, editable=False, max_length=300, verbose_name="what was seen")),
                (
                    "verdict",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "fits"), (1, "advised against"), (2, "needs a reason"), (3, "may not join")],
                        editable=False,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "overridden_reason",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="reason for overriding"),
                ),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
                (
                    "enrolment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rule_answers",
                        to="participants.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="overridden by",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="participants.eligibilityrule",
                        verbose_name="rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a rule",
                "verbose_name_plural": "answers of rules",
            },
        ),
        migrations.CreateModel(
            name="BoardDecision",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                ("approves", models.BooleanField(verbose_name="approves")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number of the minutes")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision of the TPP",
                "verbose_name_plural": "decisions of the TPP",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="boarddecision_days_in_order",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("mistaken", False)),
                        fields=("person", "starts_on"),
                        name="boarddecision_one_a_day",
                        violation_error_message="This is recorded for that day already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisciplineEntry",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number in Register F")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry in Register F",
                "verbose_name_plural": "entries in Register F",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="disciplineentry_days_in_order",
                        violation_error_message="The last day is before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Domicile",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("mistaken", models.BooleanField(default=False, verbose_name="entered by mistake")),
                ("place", models.CharField(max_length=80, verbose_name="regency or city")),
                ("province", models.CharField(blank=True, max_length=60, verbose_name="province")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "domicile",
                "verbose_name_plural": "domiciles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="domicile_days_in_order",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("mistaken", False)),
                        fields=("person", "starts_on"),
                        name="domicile_one_a_day",
                        violation_error_message="This is recorded for that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True),
                        name="domicile_has_place",
                        violation_error_message="Name the regency or city.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="eligibilityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("course__isnull", False), ("facility__isnull", True), ("programme__isnull", True)),
                    models.Q(("course__isnull", True), ("facility__isnull", True), ("programme__isnull", False)),
                    models.Q(("course__isnull", True), ("facility__isnull", False), ("programme__isnull", True)),
                    _connector="OR",
                ),
                name="eligibilityrule_of_one_thing",
                violation_error_message="A rule is of a course, of a programme or of a facility: one of the three.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    (
                        "ends_on__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_on"), "-", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                    _connector="OR",
                ),
                name="eligibilityrule_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "share_served",
                            "release",
                            "age",
                            "sex",
                            "takes_part_as",
                            "risk",
                            "prerequisite",
                            "untrained",
                            "board",
                            "interest",
                            "domicile",
                            "language",
                            "discipline",
                            "question",
                        ],
                    ),
                    ("strength__in", ["advises", "override", "blocks"]),
                    ("unknown__in", ["passes", "advises", "override", "blocks"]),
                ),
                name="eligibilityrule_known_values",
                violation_error_message="Choose what the rule asks and what it does from the lists.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="interest_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mistaken", False)),
                fields=("person", "skill", "starts_on"),
                name="interest_one_a_day",
                violation_error_message="This is recorded for that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="language",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="language_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="language",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mistaken", False)),
                fields=("person", "language", "starts_on"),
                name="language_one_a_day",
                violation_error_message="This is recorded for that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="questionanswer_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mistaken", False)),
                fields=("person", "question", "starts_on"),
                name="questionanswer_one_a_day",
                violation_error_message="This is recorded for that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskclass",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="riskclass_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskclass",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mistaken", False)),
                fields=("person", "starts_on"),
                name="riskclass_one_a_day",
                violation_error_message="This is recorded for that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleanswer",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "rule", "at"),
                name="ruleanswer_once",
                violation_error_message="This answer is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("overridden_by__isnull", False),
                        ("verdict", 2),
                        models.Q(("overridden_reason", ""), _negated=True),
                    ),
                    models.Q(("overridden_by__isnull", True), ("overridden_reason", ""), ("verdict__in", (0, 1))),
                    _connector="OR",
                ),
                name="ruleanswer_override_has_reason",
                violation_error_message="Nobody joins against a rule that blocks; against one that asks for a reason only with the reason and the name of whoever gave it.",
            ),
        ),
        migrations.RunSQL(sql_file("participants", "eligibility"), migrations.RunSQL.noop),
        *(track(f"participants_{name}", person="{row}.person_id") for name in TOLD),
        track("participants_ruleanswer", person=BY_ENROLMENT),
        track("participants_eligibilityrule", subject=OF_THE_THING),
    ]
