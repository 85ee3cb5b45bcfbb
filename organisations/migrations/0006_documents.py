"""Documents of agreements, kept as they came, and who took them away; nothing stands under itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import web.keys
from accounts.history import track
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_joins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("original", "Original file"),
                            ("scan", "Scan of the signed paper"),
                            ("other", "Other document"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the file")),
                (
                    "content_type",
                    models.CharField(
                        choices=[("application/pdf", "PDF"), ("image/jpeg", "JPEG"), ("image/png", "PNG")],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint (SHA-256)")),
                ("at", models.DateTimeField(verbose_name="brought")),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
        migrations.CreateModel(
            name="DocumentDownload",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={
                "verbose_name": "download of a document",
                "verbose_name_plural": "downloads of documents",
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="agreement_not_under_itself",
                violation_error_message="An agreement cannot stand under itself.",
            ),
        ),
        migrations.CreateModel(
            name="DocumentContent",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="organisations.document",
                        verbose_name="document",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="content")),
            ],
            options={
                "verbose_name": "content of a document",
                "verbose_name_plural": "contents of documents",
            },
        ),
        migrations.AddField(
            model_name="document",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="organisations.agreement",
                verbose_name="agreement",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="documentdownload",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="documentdownload",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="downloads",
                to="organisations.document",
                verbose_name="document",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("agreement", "sha256"),
                name="document_once_in_an_agreement",
                violation_error_message="This very file is kept with this agreement already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("content_type__in", ["application/pdf", "image/jpeg", "image/png"])),
                name="document_type_is_allowed",
                violation_error_message="Only PDF, JPEG and PNG are kept.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1), ("size__lte", 20971520)),
                name="document_size_is_allowed",
                violation_error_message="A document has at least one byte and at most 20 MB.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("name__contains", "/"), _negated=True),
                    models.Q(("name__contains", "\\"), _negated=True),
                ),
                name="document_name_is_no_path",
                violation_error_message="The name of a document is the name of a file, without folders.",
            ),
        ),
        migrations.RunSQL(sql_file("organisations", "documents"), "DROP FUNCTION document_content() CASCADE"),
        migrations.RunSQL(sql_file("organisations", "agreement_tree"), "DROP FUNCTION agreement_tree() CASCADE"),
        track("organisations_document", subject="{row}.agreement_id"),
    ]
