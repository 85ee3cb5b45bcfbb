"""Parties of an agreement that were added here are marked, beside those that its source prints."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="agreementparty",
            options={
                "ordering": ["agreement", "addition", "position"],
                "verbose_name": "party",
                "verbose_name_plural": "parties",
            },
        ),
        migrations.RemoveConstraint(
            model_name="agreementparty",
            name="agreementparty_position_once",
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the source that the agreement was loaded from.",
                verbose_name="added here",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.UniqueConstraint(
                fields=("agreement", "position", "addition"),
                name="agreementparty_position_once",
                violation_error_message="Another party stands at this position.",
            ),
        ),
    ]
