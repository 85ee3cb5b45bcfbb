"""Two records of one body become one; the tree has no circle; any part of a name is found by an index."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import web.keys
from accounts.history import track
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_sure_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(sql_file("organisations", "tree"), "DROP FUNCTION organisation_tree() CASCADE"),
        migrations.CreateModel(
            name="OrganisationJoin",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("removed", models.UUIDField(unique=True, verbose_name="key of the removed record")),
                ("removed_name", models.CharField(max_length=300, verbose_name="name of the removed record")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("before", models.JSONField(verbose_name="what it held")),
            ],
            options={
                "verbose_name": "joined record",
                "verbose_name_plural": "joined records",
            },
        ),
        migrations.RemoveConstraint(
            model_name="organisationname",
            name="organisationname_one_official_at_a_time",
        ),
        migrations.AddIndex(
            model_name="organisationname",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("name"), "gin_trgm_ops"),
                name="organisationname_name_part",
            ),
        ),
        migrations.AddIndex(
            model_name="organisationname",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("short"), "gin_trgm_ops"),
                name="organisationname_short_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("kind", "official")),
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
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
        migrations.AddField(
            model_name="organisationjoin",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="organisationjoin",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="organisations.organisation",
                verbose_name="organisation that stays",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="organisationjoin_has_reason",
                violation_error_message="Say why the two records are one body.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed", models.F("kept")), _negated=True),
                name="organisationjoin_of_two_records",
                violation_error_message="A record cannot be joined with itself.",
            ),
        ),
        track("organisations_organisationjoin", subject="{row}.kept_id"),
    ]
