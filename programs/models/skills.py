"""What can be learnt, and the courses that teach it."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.days import day_range
from programs.models.circles import WithoutCircle
from web.keys import uuid7

UP = """
    WITH RECURSIVE up AS (
      SELECT id, parent_id, 0 AS far FROM programs_skill WHERE id = %s
      UNION ALL SELECT s.id, s.parent_id, up.far + 1 FROM programs_skill s JOIN up ON s.id = up.parent_id)
    SELECT id FROM up WHERE far > 0 ORDER BY far DESC"""

BELOW = """
    WITH RECURSIVE below AS (
      SELECT id FROM programs_skill WHERE id = %s
      UNION SELECT s.id FROM programs_skill s JOIN below ON s.parent_id = below.id)
    SELECT id FROM below"""

VERSIONS = """
    WITH RECURSIVE older AS (
      SELECT id, replaces_id, 0 AS place FROM programs_course WHERE id = %s
      UNION SELECT c.id, c.replaces_id, older.place - 1 FROM programs_course c JOIN older ON c.id = older.replaces_id),
    newer AS (
      SELECT id, 0 AS place FROM programs_course WHERE id = %s
      UNION SELECT c.id, newer.place + 1 FROM programs_course c JOIN newer ON c.replaces_id = newer.id)
    SELECT id FROM (SELECT id, place FROM older UNION SELECT id, place FROM newer) AS found ORDER BY place DESC"""


def _keys(sql: str, *values) -> list:
    """The keys that a walk along the arrows finds, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


class SkillQuerySet(models.QuerySet):
    """Which skills."""

    def within(self, key: UUID) -> Self:
        """A skill and all that is part of it, however deep."""
        return self.filter(pk__in=_keys(BELOW, key))


class Skill(models.Model):
    """A field of skill, such as batik; a tree."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    name = models.CharField(_("name in Indonesian"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="skill_not_part_of_itself",
                violation_error_message=_("A skill cannot be part of itself."),
            ),
            WithoutCircle(
                start="id",
                end="parent",
                name="skill_tree_without_circle",
                violation_error_message=_(
                    "This would go round in a circle: the skill chosen is itself part of this one. Choose another."
                ),
                violation_error_code="circle",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The skill's page."""
        return reverse("skill", args=[self.pk])

    def above(self) -> list[Skill]:
        """What it is part of, the widest first."""
        keys = _keys(UP, self.pk)
        return sorted(Skill.objects.filter(pk__in=keys), key=lambda skill: keys.index(skill.pk))


class SkillCode(models.Model):
    """The code of a skill in one version of a classification (KBLI 2020, and what follows it)."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="codes", verbose_name=_("skill"))
    scheme = models.CharField(_("classification and version"), max_length=60)
    code = models.CharField(_("code"), max_length=20)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("code of a skill")
        verbose_name_plural = _("codes of skills")
        constraints = [
            ExclusionConstraint(
                expressions=[("skill", "="), ("scheme", "="), (day_range("valid_from", "valid_until"), "&&")],
                name="skillcode_one_at_a_time",
                violation_error_message=_("The skill has another code of this classification on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.scheme})"


class CourseQuerySet(models.QuerySet):
    """Which courses."""

    def newest(self) -> Self:
        """Those that no later version replaces."""
        return self.filter(replaced_by__isnull=True)

    def with_use(self) -> Self:
        """Each with ``used``: whether a class was made of it."""
        classes = self.model._meta.apps.get_model("programs", "TrainingSession").objects
        return self.annotate(used=Exists(classes.filter(course=OuterRef("pk"))))


class Course(models.Model):
    """A syllabus for a skill, in one version. A newer one replaces it and keeps it.

    Once a class was made of it, lesson hours, minimum attendance, pass mark and modules stay as they are: the
    database refuses, and a new version is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="courses", verbose_name=_("skill"))
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=30, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
        error_messages={"unique": _("This version was replaced already.")},
    )
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours (JP)"), null=True, blank=True)
    default_capacity = models.PositiveSmallIntegerField(_("usual number of seats"), null=True, blank=True)
    minimum_attendance = models.PositiveSmallIntegerField(_("minimum attendance in percent"), null=True, blank=True)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark out of 100"), null=True, blank=True)
    invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version"],
                name="course_version_once",
                violation_error_message=_("This version of the course exists already."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_attendance__isnull=True) | Q(minimum_attendance__lte=100),
                name="course_minimum_attendance_is_percent",
                violation_error_message=_("Minimum attendance is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__lte=100),
                name="course_pass_mark_out_of_100",
                violation_error_message=_("The pass mark is between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(default_capacity__isnull=True) | Q(default_capacity__gte=1),
                name="course_has_a_seat",
                violation_error_message=_("The usual number of seats is at least 1; leave it empty if there is none."),
            ),
            WithoutCircle(
                start="id",
                end="replaces",
                name="course_versions_without_circle",
                violation_error_message=_("A version cannot replace one that came after it."),
                violation_error_code="circle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}".strip()

    def get_absolute_url(self) -> str:
        """The course's page."""
        return reverse("course", args=[self.pk])

    @property
    def is_used(self) -> bool:
        """Whether a class was made of it: the same as ``with_use``, for one row."""
        return self.sessions.exists()

    def versions(self) -> list[Course]:
        """All versions of this course, the newest first."""
        keys = _keys(VERSIONS, self.pk, self.pk)
        return sorted(Course.objects.filter(pk__in=keys), key=lambda course: keys.index(course.pk))


class CourseModule(models.Model):
    """A part of a course, with its lesson hours where they are known."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules", verbose_name=_("course"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours (JP)"), null=True, blank=True)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["course", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "position"],
                deferrable=models.Deferrable.DEFERRED,
                name="coursemodule_position_once",
                violation_error_message=_("Another module stands at this position."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="coursemodule_has_title",
                violation_error_message=_("Give the module a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CoursePrerequisite(models.Model):
    """What somebody has behind them before this course: another course, or a skill from wherever."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="prerequisites", verbose_name=_("course"))
    required_course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="required_by", verbose_name=_("course asked for")
    )
    required_skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="required_by", verbose_name=_("skill asked for")
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        ordering = ["course", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(required_course__isnull=False, required_skill__isnull=True)
                | Q(required_course__isnull=True, required_skill__isnull=False),
                name="courseprerequisite_course_or_skill",
                violation_error_message=_("Choose a course or a skill, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["course", "required_course", "required_skill"],
                nulls_distinct=False,
                name="courseprerequisite_once",
                violation_error_message=_("This prerequisite stands here already."),
            ),
            WithoutCircle(
                start="course",
                end="required_course",
                name="courseprerequisite_without_circle",
                violation_error_message=_(
                    "This would go round in a circle: the course chosen itself asks for this one. Choose another."
                ),
                violation_error_code="circle",
            ),
        ]

    def __str__(self) -> str:
        return str(self.required_course or self.required_skill)
