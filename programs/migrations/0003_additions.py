"""What was added here is marked, beside what the entry says; a relation to an agreement says its language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_party_additions"),
        ("programs", "0002_tally"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="programmebasis",
            options={
                "ordering": ["programme", "addition", "position"],
                "verbose_name": "basis of a programme",
                "verbose_name_plural": "bases of programmes",
            },
        ),
        migrations.AlterModelOptions(
            name="programmeplace",
            options={
                "ordering": ["programme", "addition", "position"],
                "verbose_name": "place of a programme",
                "verbose_name_plural": "places of programmes",
            },
        ),
        migrations.AlterModelOptions(
            name="programmerole",
            options={
                "ordering": ["programme", "role", "addition", "position"],
                "verbose_name": "role in a programme",
                "verbose_name_plural": "roles in programmes",
            },
        ),
        migrations.AlterModelOptions(
            name="programmesource",
            options={"ordering": ["programme", "addition", "position"]},
        ),
        migrations.AlterModelOptions(
            name="topic",
            options={
                "ordering": ["programme", "addition", "position"],
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
            },
        ),
        migrations.RemoveConstraint(
            model_name="programmebasis",
            name="programmebasis_position_once",
        ),
        migrations.RemoveConstraint(
            model_name="programmeplace",
            name="programmeplace_position_once",
        ),
        migrations.RemoveConstraint(
            model_name="programmerole",
            name="programmerole_position_once",
        ),
        migrations.RemoveConstraint(
            model_name="programmesource",
            name="programmesource_position_once",
        ),
        migrations.RemoveConstraint(
            model_name="topic",
            name="topic_position_once",
        ),
        migrations.AddField(
            model_name="programmebasis",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the programme's own entry; kept when that is loaded again.",
                verbose_name="added here",
            ),
        ),
        migrations.AddField(
            model_name="programmebasis",
            name="relation_language",
            field=models.CharField(blank=True, max_length=5, verbose_name="language of that"),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the programme's own entry; kept when that is loaded again.",
                verbose_name="added here",
            ),
        ),
        migrations.AddField(
            model_name="programmerole",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the programme's own entry; kept when that is loaded again.",
                verbose_name="added here",
            ),
        ),
        migrations.AddField(
            model_name="programmesource",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the programme's own entry; kept when that is loaded again.",
                verbose_name="added here",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="addition",
            field=models.BooleanField(
                default=False,
                help_text="Not in the programme's own entry; kept when that is loaded again.",
                verbose_name="added here",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmebasis",
            constraint=models.UniqueConstraint(
                fields=("programme", "position", "addition"),
                name="programmebasis_position_once",
                violation_error_message="Another agreement stands at this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeplace",
            constraint=models.UniqueConstraint(
                fields=("programme", "position", "addition"),
                name="programmeplace_position_once",
                violation_error_message="Another place stands at this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmerole",
            constraint=models.UniqueConstraint(
                fields=("programme", "role", "position", "addition"),
                name="programmerole_position_once",
                violation_error_message="Another body stands at this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmesource",
            constraint=models.UniqueConstraint(
                fields=("programme", "position", "addition"),
                name="programmesource_position_once",
                violation_error_message="Another source stands at this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("programme", "position", "addition"),
                name="topic_position_once",
                violation_error_message="Another topic stands at this position.",
            ),
        ),
    ]
