"""Names that are linked to nothing, as a view shows them, and what was decided about a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import web.keys
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_joins"),
        ("programs", "0007_courses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(sql_file("programs", "printed_names"), "DROP VIEW programs_printedname"),
        migrations.CreateModel(
            name="PrintedName",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=300, verbose_name="name as printed")),
                ("times", models.IntegerField(verbose_name="how often")),
                ("roles", models.IntegerField(verbose_name="roles in programmes")),
                ("parties", models.IntegerField(verbose_name="parties of agreements")),
                ("places", models.IntegerField(verbose_name="places of programmes")),
            ],
            options={
                "verbose_name": "name to be linked",
                "verbose_name_plural": "names to be linked",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="NameDecision",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=300, verbose_name="name as printed")),
                ("made", models.BooleanField(default=False, verbose_name="the organisation was made from the name")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                ("undone_because", models.TextField(blank=True, verbose_name="reason of undoing")),
                (
                    "alias",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.organisationname",
                        verbose_name="name that was stored for it",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_decisions",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a name",
                "verbose_name_plural": "decisions about names",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("name",),
                        name="namedecision_one_of_a_name",
                        violation_error_message="Somebody else decided about this name meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            models.Q(("reason", ""), _negated=True),
                            ("undone_at__isnull", False),
                            _connector="OR",
                        ),
                        name="namedecision_links_or_says_why_not",
                        violation_error_message="Say why the name stays as printed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_because", ""), ("undone_by", None)),
                            models.Q(
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                                models.Q(("undone_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="namedecision_undone_by_somebody",
                        violation_error_message="Say why the decision is undone.",
                    ),
                ],
            },
        ),
    ]
