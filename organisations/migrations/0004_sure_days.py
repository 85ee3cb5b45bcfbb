"""A body may change its name in a month of which no one knows the day: two names then share that month."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_history"),
    ]

    operations = [
        migrations.RunSQL(
            sql_file("organisations", "sure_days"),
            "DROP FUNCTION organisations_sure_days(date, text, date, text)",
        ),
        migrations.RemoveConstraint(
            model_name="organisationname",
            name="organisationname_one_official_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("kind", "official")),
                expressions=[
                    ("organisation", "="),
                    (
                        models.Func(
                            models.F("valid_from"),
                            models.F("valid_from_precision"),
                            models.F("valid_until"),
                            models.F("valid_until_precision"),
                            function="organisations_sure_days",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="organisationname_one_official_at_a_time",
                violation_error_message="The organisation has another official name on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    models.Q(("valid_from_precision", "d"), _negated=True),
                    models.Q(("valid_until_precision", "d"), _negated=True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="organisationname_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
        ),
    ]
