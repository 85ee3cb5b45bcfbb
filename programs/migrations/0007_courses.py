"""Courses have versions, modules and prerequisites; a class may be held elsewhere. Nothing comes before itself."""

import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

import programs.models.circles
from accounts.history import track
from web.sql import sql_file


def run(name: str) -> migrations.RunSQL:
    """The statements of one file of this app."""
    return migrations.RunSQL(sql_file("programs", name), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_sure_days"),
        ("programs", "0006_entries"),
    ]

    operations = [
        migrations.RunSQL(sql_file("organisations", "without_circle"), migrations.RunSQL.noop),
        migrations.CreateModel(
            name="CourseModule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "lesson_hours",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lesson hours (JP)"),
                ),
            ],
            options={
                "verbose_name": "module",
                "verbose_name_plural": "modules",
                "ordering": ["course", "position"],
            },
        ),
        migrations.CreateModel(
            name="CoursePrerequisite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "prerequisite",
                "verbose_name_plural": "prerequisites",
                "ordering": ["course", "pk"],
            },
        ),
        migrations.AddField(
            model_name="course",
            name="invented",
            field=models.BooleanField(default=False, verbose_name="invented for the demonstration"),
        ),
        migrations.AddField(
            model_name="course",
            name="pass_mark",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pass mark out of 100"),
        ),
        migrations.AddField(
            model_name="course",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                error_messages={"unique": "This version was replaced already."},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="programs.course",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="place",
            field=models.CharField(blank=True, max_length=200, verbose_name="place or address"),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="place_kind",
            field=models.CharField(
                choices=[("facility", "At the facility"), ("outside", "Outside the facility"), ("online", "Online")],
                default="facility",
                max_length=10,
                verbose_name="held",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("pass_mark__isnull", True), ("pass_mark__lte", 100), _connector="OR"),
                name="course_pass_mark_out_of_100",
                violation_error_message="The pass mark is between 0 and 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("default_capacity__isnull", True), ("default_capacity__gte", 1), _connector="OR"),
                name="course_has_a_seat",
                violation_error_message="The usual number of seats is at least 1; leave it empty if there is none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=programs.models.circles.WithoutCircle(
                end="replaces",
                name="course_versions_without_circle",
                start="id",
                violation_error_code="circle",
                violation_error_message="A version cannot replace one that came after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=programs.models.circles.WithoutCircle(
                end="parent",
                name="skill_tree_without_circle",
                start="id",
                violation_error_code="circle",
                violation_error_message="This would go round in a circle: the skill chosen is itself part of this one. Choose another.",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("place_kind", "facility"), models.Q(("place", ""), _negated=True), _connector="OR"),
                name="session_elsewhere_says_where",
                violation_error_message="Say where the class is held: a place, or how one joins online.",
            ),
        ),
        migrations.AddField(
            model_name="coursemodule",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="modules",
                to="programs.course",
                verbose_name="course",
            ),
        ),
        migrations.AddField(
            model_name="courseprerequisite",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prerequisites",
                to="programs.course",
                verbose_name="course",
            ),
        ),
        migrations.AddField(
            model_name="courseprerequisite",
            name="required_course",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="required_by",
                to="programs.course",
                verbose_name="course asked for",
            ),
        ),
        migrations.AddField(
            model_name="courseprerequisite",
            name="required_skill",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="required_by",
                to="programs.skill",
                verbose_name="skill asked for",
            ),
        ),
        migrations.AddConstraint(
            model_name="coursemodule",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("course", "position"),
                name="coursemodule_position_once",
                violation_error_message="Another module stands at this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coursemodule",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="coursemodule_has_title",
                violation_error_message="Give the module a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseprerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("required_course__isnull", False), ("required_skill__isnull", True)),
                    models.Q(("required_course__isnull", True), ("required_skill__isnull", False)),
                    _connector="OR",
                ),
                name="courseprerequisite_course_or_skill",
                violation_error_message="Choose a course or a skill, one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseprerequisite",
            constraint=models.UniqueConstraint(
                fields=("course", "required_course", "required_skill"),
                name="courseprerequisite_once",
                nulls_distinct=False,
                violation_error_message="This prerequisite stands here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseprerequisite",
            constraint=programs.models.circles.WithoutCircle(
                end="required_course",
                name="courseprerequisite_without_circle",
                start="course",
                violation_error_code="circle",
                violation_error_message="This would go round in a circle: the course chosen itself asks for this one. Choose another.",
            ),
        ),
        run("course_in_use"),
        run("course_triggers"),
        track("programs_coursemodule", subject="{row}.course_id"),
        track("programs_courseprerequisite", subject="{row}.course_id"),
    ]
