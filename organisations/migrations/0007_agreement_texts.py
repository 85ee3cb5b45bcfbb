"""Agreements are found by what stands in one row for each."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_documents")]

    operations = [
        migrations.CreateModel(
            name="AgreementText",
            fields=[
                (
                    "agreement",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="organisations.agreement",
                    ),
                ),
                ("words", models.TextField(editable=False, verbose_name="words")),
                ("numbers", models.TextField(editable=False, verbose_name="numbers")),
            ],
            options={
                "verbose_name": "words of an agreement",
                "verbose_name_plural": "words of agreements",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("words", "gin_trgm_ops"), name="agreementtext_words"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("numbers", "gin_trgm_ops"), name="agreementtext_numbers"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            sql_file("organisations", "agreement_text"),
            "DROP FUNCTION agreement_text_of_agreement(), agreement_text_of_part(), agreement_text_of_name(),"
            " agreement_text_again(uuid[]) CASCADE",
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                models.OrderBy(models.F("signed_on"), descending=True, nulls_last=True),
                models.F("id"),
                name="agreement_newest_first",
            ),
        ),
    ]
