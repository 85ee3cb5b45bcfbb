"""How many days a facility gives for recording the attendance of a meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0011_agreement_text_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="attendance_days",
            field=models.PositiveSmallIntegerField(
                db_default=7, default=7, verbose_name="days to record attendance in"
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance_days__lte", 366)),
                name="facility_attendance_days_at_most_a_year",
                violation_error_message="Write a number of days from 0 to 366.",
            ),
        ),
    ]
