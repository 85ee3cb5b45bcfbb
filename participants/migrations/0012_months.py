"""Months as numbers, by which figures are grouped fast; and a class counts under the course that its topic gives it."""

import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0011_guests"),
    ]

    operations = [
        migrations.AddField(
            model_name="classtally",
            name="months",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.functions.datetime.ExtractYear("counted_on"), models.IntegerField()
                            ),
                            "*",
                            models.Value(12),
                        ),
                        "+",
                        django.db.models.functions.comparison.Cast(
                            django.db.models.functions.datetime.ExtractMonth("counted_on"), models.IntegerField()
                        ),
                    ),
                    "-",
                    models.Value(1),
                ),
                output_field=models.IntegerField(verbose_name="month as a number"),
            ),
        ),
        migrations.AddField(
            model_name="hourstally",
            name="months",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.functions.datetime.ExtractYear("month"), models.IntegerField()
                            ),
                            "*",
                            models.Value(12),
                        ),
                        "+",
                        django.db.models.functions.comparison.Cast(
                            django.db.models.functions.datetime.ExtractMonth("month"), models.IntegerField()
                        ),
                    ),
                    "-",
                    models.Value(1),
                ),
                output_field=models.IntegerField(verbose_name="month as a number"),
            ),
        ),
        migrations.AddField(
            model_name="monthtally",
            name="months",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.functions.datetime.ExtractYear("month"), models.IntegerField()
                            ),
                            "*",
                            models.Value(12),
                        ),
                        "+",
                        django.db.models.functions.comparison.Cast(
                            django.db.models.functions.datetime.ExtractMonth("month"), models.IntegerField()
                        ),
                    ),
                    "-",
                    models.Value(1),
                ),
                output_field=models.IntegerField(verbose_name="month as a number"),
            ),
        ),
        *(
            migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop)
            for name in ("class_tally", "classes_again")
        ),
    ]
