"""A result that is not a completion, and what each change of an enrolment must say."""

from django.conf import settings
from django.db import migrations, models

from web.sql import sql_file

FILES = ("enrolment_prepare", "enrolment_count")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_documents"),
        ("participants", "0007_marks_stay"),
        ("programs", "0009_not_completed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enrolmentevent",
            name="enrolmentevent_transition_allowed",
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="reason_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own_wish", "Own wish"),
                    ("staff", "Decision of staff"),
                    ("discipline", "Discipline"),
                    ("health", "Health"),
                    ("transfer", "Transfer"),
                    ("release", "Release"),
                    ("mistake", "Enrolled by mistake"),
                    ("cancelled", "Class called off"),
                    ("no_seat", "No seat before the class ended"),
                    ("other", "Other"),
                    ("attendance", "Too little attendance"),
                    ("assessment", "Assessment not passed"),
                ],
                max_length=12,
                verbose_name="kind of reason",
            ),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("waiting", "Waiting"),
                    ("enrolled", "Enrolled"),
                    ("suspended", "Suspended"),
                    ("completed", "Completed"),
                    ("not_completed", "Not completed"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=16,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="enrolmentevent",
            name="from_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("proposed", "Proposed"),
                    ("waiting", "Waiting"),
                    ("enrolled", "Enrolled"),
                    ("suspended", "Suspended"),
                    ("completed", "Completed"),
                    ("not_completed", "Not completed"),
                    ("withdrawn", "Withdrawn"),
                ],
                editable=False,
                max_length=16,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="enrolmentevent",
            name="reason_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own_wish", "Own wish"),
                    ("staff", "Decision of staff"),
                    ("discipline", "Discipline"),
                    ("health", "Health"),
                    ("transfer", "Transfer"),
                    ("release", "Release"),
                    ("mistake", "Enrolled by mistake"),
                    ("cancelled", "Class called off"),
                    ("no_seat", "No seat before the class ended"),
                    ("other", "Other"),
                    ("attendance", "Too little attendance"),
                    ("assessment", "Assessment not passed"),
                ],
                editable=False,
                max_length=12,
                verbose_name="kind of reason",
            ),
        ),
        migrations.AlterField(
            model_name="enrolmentevent",
            name="to_status",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("waiting", "Waiting"),
                    ("enrolled", "Enrolled"),
                    ("suspended", "Suspended"),
                    ("completed", "Completed"),
                    ("not_completed", "Not completed"),
                    ("withdrawn", "Withdrawn"),
                ],
                editable=False,
                max_length=16,
                verbose_name="to",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "suspended"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="enrolment_suspended_has_reason",
                violation_error_message="Give the reason for suspending.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "not_completed"), _negated=True),
                    models.Q(
                        models.Q(("reason_kind", ""), _negated=True),
                        models.Q(
                            models.Q(("reason_kind", "other"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="enrolment_not_completed_says_why",
                violation_error_message="Say why the class was not completed; where no kind fits, in words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason_kind", ""),
                    models.Q(
                        ("status", "withdrawn"),
                        (
                            "reason_kind__in",
                            [
                                "own_wish",
                                "staff",
                                "discipline",
                                "health",
                                "transfer",
                                "release",
                                "mistake",
                                "cancelled",
                                "no_seat",
                                "other",
                            ],
                        ),
                    ),
                    models.Q(("status", "not_completed"), ("reason_kind__in", ["attendance", "assessment", "other"])),
                    _connector="OR",
                ),
                name="enrolment_kind_of_reason_fits",
                violation_error_message="This kind of reason does not belong to this status.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status", "withdrawn"), _negated=True),
                    models.Q(models.Q(("reason", ""), _negated=True), models.Q(("reason_kind", ""), _negated=True)),
                    _connector="OR",
                ),
                name="enrolmentevent_withdrawn_has_reason",
                violation_error_message="Give the reason for withdrawing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status", "suspended"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="enrolmentevent_suspended_has_reason",
                violation_error_message="Give the reason for suspending.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status", "not_completed"), _negated=True),
                    models.Q(
                        models.Q(("reason_kind", ""), _negated=True),
                        models.Q(
                            models.Q(("reason_kind", "other"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="enrolmentevent_not_completed_says_why",
                violation_error_message="Say why the class was not completed; where no kind fits, in words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason_kind", ""),
                    models.Q(
                        ("to_status", "withdrawn"),
                        (
                            "reason_kind__in",
                            [
                                "own_wish",
                                "staff",
                                "discipline",
                                "health",
                                "transfer",
                                "release",
                                "mistake",
                                "cancelled",
                                "no_seat",
                                "other",
                            ],
                        ),
                    ),
                    models.Q(
                        ("to_status", "not_completed"), ("reason_kind__in", ["attendance", "assessment", "other"])
                    ),
                    _connector="OR",
                ),
                name="enrolmentevent_kind_of_reason_fits",
                violation_error_message="This kind of reason does not belong to this status.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status__in", ("completed", "not_completed")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="enrolmentevent_correction_has_reason",
                violation_error_message="Give the reason for correcting the result.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_status", ""), ("to_status__in", ("proposed", "waiting", "enrolled"))),
                    models.Q(("from_status", "proposed"), ("to_status__in", ("waiting", "enrolled", "withdrawn"))),
                    models.Q(("from_status", "waiting"), ("to_status__in", ("enrolled", "withdrawn"))),
                    models.Q(
                        ("from_status", "enrolled"),
                        ("to_status__in", ("suspended", "completed", "not_completed", "withdrawn")),
                    ),
                    models.Q(
                        ("from_status", "suspended"),
                        ("to_status__in", ("enrolled", "completed", "not_completed", "withdrawn")),
                    ),
                    models.Q(("from_status", "completed"), ("to_status__in", ("not_completed",))),
                    models.Q(("from_status", "not_completed"), ("to_status__in", ("completed",))),
                    _connector="OR",
                ),
                name="enrolmentevent_transition_allowed",
                violation_error_message="An enrolment cannot go from this status to that one.",
            ),
        ),
        *(migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop) for name in FILES),
    ]
