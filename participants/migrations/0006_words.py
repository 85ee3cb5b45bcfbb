"""The words under which people are found."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_joins"), ("participants", "0005_imports")]

    operations = [
        migrations.CreateModel(
            name="PersonWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id", "word", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.person",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.facility",
                    ),
                ),
                ("word", models.TextField(db_collation="C", verbose_name="word")),
            ],
            options={"verbose_name": "word of a name", "verbose_name_plural": "words of names"},
        ),
        migrations.AddIndex(
            model_name="registernumber",
            index=models.Index(
                django.db.models.functions.comparison.Collate("key", "C"),
                models.F("custody"),
                name="registernumber_key",
            ),
        ),
        migrations.AddIndex(
            model_name="personword",
            index=models.Index(fields=["word", "person"], include=("facility",), name="personword_word"),
        ),
        migrations.RunSQL(sql_file("participants", "name_words"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_file("participants", "person_words"), migrations.RunSQL.noop),
    ]
