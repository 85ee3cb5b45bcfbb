"""What a prison calls the columns of its register."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("participants", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("header", models.CharField(max_length=60, verbose_name="name of the column")),
                ("field", models.CharField(blank=True, max_length=30, verbose_name="what it holds")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="column_names",
                        to="organisations.facility",
                        verbose_name="facility",
                    ),
                ),
            ],
            options={
                "verbose_name": "column name",
                "verbose_name_plural": "column names",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility", "header"),
                        name="columnname_means_one_thing",
                        violation_error_message="This column name has a meaning already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("header__regex", "^[a-z0-9/]+$")),
                        name="columnname_is_a_key",
                        violation_error_message="A column name is kept in small letters and digits only.",
                    ),
                ],
            },
        ),
    ]
