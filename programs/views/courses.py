"""Courses: finding one, what it consists of and asks for, its versions, and mending it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import FACILITY_STAFF, Role
from programs.forms.courses import (
    MODULES,
    PREREQUISITES,
    CourseForm,
    CourseSearch,
    VersionForm,
    offered_before,
)
from programs.lesson_hours import LessonHours
from programs.models import Course, Programme, Skill, TrainingSession
from programs.search import matching
from programs.services.courses import new_version
from programs.views.programmes import READERS
from programs.views.skills import key_in
from web.editing import Sheet
from web.http import page
from web.pagination import Page, keyset

SHOWN = 20
"""So many classes of a course stand on its page; the list of classes has the others."""


@requires(*READERS)
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """Every course in its newest version; searched, and narrowed to a skill with all that is part of it."""
    filters = CourseSearch(request.GET)
    rows = keyset(_found(filters.chosen), request.GET, order=("title", "version", "pk"), count=True)
    for row in rows:
        row.hours = LessonHours(row.lesson_hours, row.added, row.unknown, row.how_many)
    context = {
        "filters": filters,
        "filtered": any(filters.chosen.values()),
        "rows": rows,
        "result": _result(rows, filters.chosen["q"]),
        "mends": request.access.has(Role.CORRECTIONS),
        "invented": any(row.invented for row in rows),
    }
    return page(request, "programs/course_list.html", context)


def _found(chosen: dict) -> QuerySet[Course]:
    courses = Course.objects.all() if chosen["old"] else Course.objects.newest()
    if chosen["skill"]:
        courses = courses.filter(skill__in=Skill.objects.within(chosen["skill"]))
    courses = courses.select_related("skill").with_use()
    counted = courses.annotate(
        added=Sum("modules__lesson_hours"),
        how_many=Count("modules"),
        unknown=Count("modules", Q(modules__lesson_hours__isnull=True)),
    )
    return matching(
        counted,
        chosen["q"],
        lambda word: Q(title__icontains=word) | Q(skill__name__icontains=word) | Q(skill__name_en__icontains=word),
    )


def _result(rows: Page, words: str) -> str:
    if not rows.total:
        return ""
    parts = {"n": rows.total_words, "words": words}
    if words:
        return ngettext("%(n)s course for “%(words)s”", "%(n)s courses for “%(words)s”", rows.total) % parts
    return ngettext("%(n)s course", "%(n)s courses", rows.total) % parts


@requires(*READERS)
@require_safe
def course(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version of a course, beside the others, and what rests on it as far as the reader may know."""
    found = get_object_or_404(Course.objects.select_related("skill"), pk=pk)
    modules, versions = list(found.modules.all()), found.versions()
    classes = TrainingSession.objects.filter(course=found)
    own = classes.visible_to(request.user).select_related("venue").order_by("-planned_start", "pk")
    context = {
        "trail": [(_("Courses"), reverse("course_list"))],
        "course": found,
        "modules": modules,
        "hours": LessonHours.of(found, modules),
        "asked": found.prerequisites.select_related("required_course", "required_skill"),
        "required_by": Course.objects.filter(prerequisites__required_course=found),
        "versions": versions,
        "newest": versions[0],
        "used": classes.exists(),
        "sees_classes": request.access.has(*FACILITY_STAFF),
        "classes": own[:SHOWN],
        "programmes": Programme.objects.visible_to(request.user).filter(topics__course=found).distinct()[:SHOWN],
        "mends": request.access.has(Role.CORRECTIONS),
        "history": history_of(found.pk),
        "invented": found.invented,
    }
    return page(request, "programs/course.html", context)


@requires(Role.CORRECTIONS)
def course_new(request: HttpRequest) -> HttpResponse:
    """A new course with its modules; the address may name its skill."""
    return _mended(request, Course(skill=Skill.objects.filter(pk=key_in(request, "skill")).first()), _("New course"))


@requires(Role.CORRECTIONS)
def course_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A course mended. What its classes rest on stays; for that a new version is made."""
    return _mended(request, get_object_or_404(Course, pk=pk), _("Mend the course"))


def _mended(request: HttpRequest, found: Course, title: str) -> HttpResponse:
    new = found._state.adding
    used = not new and found.is_used
    sheet = Sheet(
        CourseForm,
        instance=found,
        request=request,
        rows=[PREREQUISITES] if used else [MODULES, PREREQUISITES],
        row_kwargs={"prerequisites": offered_before(found)},
    )
    if sheet.is_valid() and (saved := sheet.save()):
        messages.success(request, _("%(course)s was saved.") % {"course": saved})
        return redirect(saved)
    trail = [(_("Courses"), reverse("course_list"))]
    if not new:
        trail.append((str(found), found.get_absolute_url()))
    context = sheet.context | {
        "trail": trail,
        "title": title,
        "used": used,
        "course": found,
        "some_skill": not new or Skill.objects.exists(),
        "cancel": reverse("course_list") if new else found.get_absolute_url(),
    }
    return page(request, "programs/course_form.html", context, part=sheet.part)


@requires(Role.CORRECTIONS)
def course_version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new version, which takes everything over and is then changed."""
    found = get_object_or_404(Course, pk=pk)
    form = VersionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (made := _made(found, form)):
        words = {"course": str(made), "old": str(found)}
        messages.success(request, _("%(course)s was made; %(old)s stays as it is. Change the new one now.") % words)
        return redirect("course_edit", made.pk)
    context = {
        "trail": [(_("Courses"), reverse("course_list")), (str(found), found.get_absolute_url())],
        "course": found,
        "form": form,
    }
    return page(request, "programs/course_version.html", context)


def _made(found: Course, form: VersionForm) -> Course | None:
    """The new version; where there can be none, the form says why."""
    try:
        return new_version(found, version=form.cleaned_data["version"])
    except ValidationError as refused:
        form.add_error("version", ValidationError(refused.messages))
        return None
