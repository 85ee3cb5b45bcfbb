"""Milestones and funding of a programme, who chose a figure and why, and the indexes of lists and searches."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from accounts.history import track


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_joins"),
        ("programs", "0004_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundingLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_as_printed", models.CharField(blank=True, max_length=300, verbose_name="name as printed")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "State budget (APBN, DIPA)"),
                            ("region", "Budget of a province, regency or city (APBD)"),
                            ("company", "Company or state-owned company (CSR)"),
                            ("donor", "Donor"),
                            ("own", "Own revenue of the facility"),
                            ("in_kind", "Given in kind"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                        verbose_name="kind of funding",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="amount"),
                ),
                ("currency", models.CharField(default="IDR", max_length=3, verbose_name="currency")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                (
                    "addition",
                    models.BooleanField(
                        default=False,
                        help_text="Not in the programme's own entry; kept when that is loaded again.",
                        verbose_name="added here",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding line",
                "verbose_name_plural": "funding lines",
                "ordering": ["programme", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening"),
                            ("first_class", "First class"),
                            ("last_class", "Last class"),
                            ("assessment", "Assessment"),
                            ("closing", "Closing"),
                        ],
                        max_length=12,
                        verbose_name="milestone",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("planned", "planned"), ("actual", "actual")],
                        default="actual",
                        max_length=8,
                        verbose_name="planned or actual",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                (
                    "day_precision",
                    models.CharField(
                        blank=True,
                        choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                        default="",
                        max_length=1,
                        verbose_name="day: precision",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                (
                    "addition",
                    models.BooleanField(
                        default=False,
                        help_text="Not in the programme's own entry; kept when that is loaded again.",
                        verbose_name="added here",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["programme", "day", "pk"],
            },
        ),
        migrations.RemoveIndex(
            model_name="programme",
            name="programme_newest_first",
        ),
        migrations.AddField(
            model_name="figure",
            name="used_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="chosen at"),
        ),
        migrations.AddField(
            model_name="figure",
            name="used_because",
            field=models.TextField(blank=True, verbose_name="used because"),
        ),
        migrations.AddField(
            model_name="figure",
            name="used_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="chosen by",
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("on_site", "at the facility"),
                    ("outside", "outside the facility"),
                    ("mobile", "mobile unit"),
                    ("online", "online"),
                ],
                max_length=10,
                verbose_name="how people come together",
            ),
        ),
        migrations.AddIndex(
            model_name="programme",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce("actual_start", "planned_start"),
                    descending=True,
                    nulls_last=True,
                ),
                models.F("id"),
                name="programme_newest_begin_first",
            ),
        ),
        migrations.AddIndex(
            model_name="programme",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("title"), "gin_trgm_ops"),
                name="programme_title_part",
            ),
        ),
        migrations.AddIndex(
            model_name="programmeplace",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name_as_printed"), "gin_trgm_ops"
                ),
                name="programmeplace_printed_part",
            ),
        ),
        migrations.AddIndex(
            model_name="programmeplace",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("city"), "gin_trgm_ops"),
                name="programmeplace_city_part",
            ),
        ),
        migrations.AddIndex(
            model_name="programmeplace",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("province"), "gin_trgm_ops"
                ),
                name="programmeplace_province_part",
            ),
        ),
        migrations.AddIndex(
            model_name="programmerole",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name_as_printed"), "gin_trgm_ops"
                ),
                name="programmerole_printed_part",
            ),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("name"), "gin_trgm_ops"),
                name="topic_name_part",
            ),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name_in_full"), "gin_trgm_ops"
                ),
                name="topic_full_name_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", True), ("used_because", ""), ("used_by__isnull", True)),
                    models.Q(
                        ("used", True),
                        ("used_at__isnull", False),
                        ("used_by__isnull", False),
                        models.Q(("used_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="figure_chosen_says_why_who_and_when",
                violation_error_message="Say why this figure is the one that is used.",
            ),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funding_lines",
                to="organisations.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="funding",
                to="programs.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="fundingline",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funding_lines",
                to="organisations.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="milestones",
                to="programs.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="organisations.source",
                verbose_name="source",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False),
                    models.Q(("name_as_printed", ""), _negated=True),
                    models.Q(("kind", ""), _negated=True),
                    _connector="OR",
                ),
                name="fundingline_says_from_where",
                violation_error_message="Say who pays, or at least what kind of funding it is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                name="fundingline_amount_above_zero",
                violation_error_message="An amount is above zero; leave it empty where it is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="fundingline_currency_has_three_letters",
                violation_error_message="Write the currency with its three letters, for example IDR or USD.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("day__isnull", True), ("day_precision", "")),
                    models.Q(("day__isnull", False), ("day_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="milestone_day_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day_precision__in", ["", "d"]),
                    models.Q(
                        ("day_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("day"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("day_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("day"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("day"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="milestone_day_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("day__isnull", False), models.Q(("note", ""), _negated=True), _connector="OR"),
                name="milestone_says_something",
                violation_error_message="Give the milestone a day, or say in words what is known of it.",
            ),
        ),
        track("programs_milestone", subject="{row}.programme_id"),
        track("programs_fundingline", subject="{row}.programme_id"),
    ]
