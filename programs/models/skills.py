"""What can be learnt, and the courses that teach it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.days import day_range
from web.keys import uuid7


class Skill(models.Model):
    """A field of skill, such as batik; a tree."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    name = models.CharField(_("name in Indonesian"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.name


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


class Course(models.Model):
    """A syllabus for a skill, in one version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="courses", verbose_name=_("skill"))
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version"), max_length=30, blank=True)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours (JP)"), null=True, blank=True)
    default_capacity = models.PositiveSmallIntegerField(_("usual number of seats"), null=True, blank=True)
    minimum_attendance = models.PositiveSmallIntegerField(_("minimum attendance in percent"), null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}".strip()
