"""A better scan takes the place of a document, which stays."""

import django.db.models.deletion
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_agreement_events")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="organisations.document",
                verbose_name="replaces",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("replaces",),
                name="document_replaced_once",
                violation_error_message="Another file has taken the place of this one meanwhile. Look at it first.",
            ),
        ),
        migrations.RunSQL(sql_file("organisations", "document_versions"), "DROP FUNCTION document_version() CASCADE"),
        migrations.AddIndex(
            model_name="documentdownload",
            index=models.Index(fields=["document", "-id"], name="documentdownload_newest"),
        ),
    ]
