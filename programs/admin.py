"""Reference data in stock admin: skills with their codes, and courses. Programmes have pages of their own."""

from django.contrib import admin

from accounts.site import ByPosting, Kept
from organisations.forms.dated import DatedForm, OneAtATime
from programs.models import Course, Skill, SkillCode


class CodesOfOne(OneAtATime):
    """One code of a classification at a time."""

    same = ("scheme",)


class CodeInline(ByPosting, admin.TabularInline):
    model = SkillCode
    form, formset = DatedForm, CodesOfOne
    extra = 0


@admin.register(Skill)
class SkillAdmin(Kept, admin.ModelAdmin):
    """A field of skill and its code in each classification."""

    list_display = ("name", "name_en", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "name_en", "codes__code")
    autocomplete_fields = ("parent",)
    inlines = (CodeInline,)


@admin.register(Course)
class CourseAdmin(Kept, admin.ModelAdmin):
    """A syllabus in one version."""

    list_display = ("title", "version", "skill", "lesson_hours", "default_capacity", "minimum_attendance")
    list_select_related = ("skill",)
    search_fields = ("title", "skill__name")
    autocomplete_fields = ("skill",)
