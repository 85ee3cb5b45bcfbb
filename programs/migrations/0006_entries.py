"""What a file last said of a programme, as fingerprints."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0005_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeEntry",
            fields=[
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="programs.programme",
                    ),
                ),
                ("told", models.JSONField(default=dict, verbose_name="fingerprints of what was said")),
            ],
            options={
                "verbose_name": "entry of a programme in a file",
                "verbose_name_plural": "entries of programmes in files",
            },
        ),
    ]
