"""Skills: the tree, one with its codes and courses, and mending it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import Role
from organisations.days import on
from programs.forms.skills import CODES, SkillForm, SkillSearch
from programs.models import Skill, SkillCode
from programs.search import matching
from programs.views.programmes import READERS
from web.editing import Sheet
from web.http import page
from web.numbers import number


@dataclass
class Branch:
    """A skill and what is part of it; ``found`` where it is what was searched for."""

    skill: Skill
    found: bool = True
    parts: list["Branch"] = field(default_factory=list)


@requires(*READERS)
@require_safe
def skill_list(request: HttpRequest) -> HttpResponse:
    """All skills as a tree; searched, those that match and what they are part of."""
    filters, today = SkillSearch(request.GET), timezone.localdate()
    skills = list(
        Skill.objects.annotate(how_many=Count("courses", Q(courses__replaced_by__isnull=True)))
        .prefetch_related(Prefetch("codes", SkillCode.objects.filter(on(today)).order_by("scheme"), to_attr="now"))
        .order_by("name")
    )
    found = {skill.pk for skill in skills}
    if filters.words:
        found = set(_named(filters.words).values_list("pk", flat=True))
    context = {
        "filters": filters,
        "branches": tree(skills, found),
        "result": _result(len(found), filters.words) if found else "",
        "mends": request.access.has(Role.CORRECTIONS),
    }
    return page(request, "programs/skill_list.html", context)


def _named(words: str) -> QuerySet[Skill]:
    return matching(
        Skill.objects.all(),
        words,
        lambda word: Q(name__icontains=word) | Q(name_en__icontains=word) | Q(codes__code__startswith=word),
    ).distinct()


def _result(how_many: int, words: str) -> str:
    parts = {"n": number(how_many), "words": words}
    if words:
        return ngettext("%(n)s skill for “%(words)s”", "%(n)s skills for “%(words)s”", how_many) % parts
    return ngettext("%(n)s skill", "%(n)s skills", how_many) % parts


def tree(skills: Iterable[Skill], found: set[UUID]) -> list[Branch]:
    """The branches that hold something found, each under what it is part of."""
    below: dict[UUID | None, list[Skill]] = defaultdict(list)
    for skill in skills:
        below[skill.parent_id].append(skill)

    def grow(parent: UUID | None) -> list[Branch]:
        branches = [Branch(skill, skill.pk in found, grow(skill.pk)) for skill in below[parent]]
        return [branch for branch in branches if branch.found or branch.parts]

    return grow(None)


@requires(*READERS)
@require_safe
def skill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One skill: what it is part of and made of, its codes by their days, its courses."""
    found = get_object_or_404(Skill, pk=pk)
    today = timezone.localdate()
    context = {
        "trail": [(_("Skills"), reverse("skill_list")), *((str(up), up.get_absolute_url()) for up in found.above())],
        "skill": found,
        "parts": found.children.order_by("name"),
        "codes": found.codes.order_by("scheme", "valid_from"),
        "holding": set(found.codes.filter(on(today)).values_list("pk", flat=True)),
        "courses": found.courses.newest(),
        "mends": request.access.has(Role.CORRECTIONS),
        "history": history_of(found.pk),
    }
    return page(request, "programs/skill.html", context)


@requires(Role.CORRECTIONS)
def skill_new(request: HttpRequest) -> HttpResponse:
    """A new skill; the address may name what it is part of."""
    return _mended(request, Skill(parent=Skill.objects.filter(pk=key_in(request, "parent")).first()), _("New skill"))


@requires(Role.CORRECTIONS)
def skill_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A skill mended, with its codes."""
    return _mended(request, get_object_or_404(Skill, pk=pk), _("Mend the skill"))


def key_in(request: HttpRequest, name: str) -> UUID | None:
    """The key that the address gives under a name; nothing where it gives none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _mended(request: HttpRequest, found: Skill, title: str) -> HttpResponse:
    new = found._state.adding
    sheet = Sheet(SkillForm, instance=found, request=request, rows=[CODES])
    if sheet.is_valid() and (saved := sheet.save()):
        messages.success(request, _("%(skill)s was saved.") % {"skill": saved})
        return redirect(saved)
    trail = [(_("Skills"), reverse("skill_list"))]
    if not new:
        trail.append((str(found), found.get_absolute_url()))
    context = sheet.context | {
        "trail": trail,
        "title": title,
        "cancel": reverse("skill_list") if new else found.get_absolute_url(),
    }
    return page(request, "programs/skill_form.html", context, part=sheet.part)
