"""The rules on joining of a course, a programme or a facility: read as sentences, added, followed, ended."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import FACILITY_STAFF, OFFENCE_READERS, Role
from organisations.models import Facility
from participants.eligibility import KINDS, in_words
from participants.forms.rules import FORMS, EndRuleForm, RuleForm
from participants.models import EligibilityRule, Person
from participants.rule_choices import RuleKind
from participants.services.rules import add_rule, end_rule, follow_rule
from programs.models import Course, Programme
from programs.views.programmes import MENDERS, READERS
from web.dates import long_date
from web.http import page


@dataclass(frozen=True)
class Owner:
    """What has rules, as the pages need it: its name, its pages, and whether the reader may change its rules."""

    thing: Course | Programme | Facility
    field: str
    name: str
    rules: str
    new: str
    changes: bool
    trail: tuple[tuple[str, str], ...]
    subject: UUID

    @property
    def of(self) -> dict:
        """The column of a rule that names it."""
        return {self.field: self.thing}


def of_course(request: HttpRequest, pk: UUID) -> Owner:
    """A course: read by whoever reads courses, changed by corrections."""
    course = get_object_or_404(Course, pk=pk)
    trail = ((_("Courses"), reverse("course_list")), (str(course), course.get_absolute_url()))
    return _owner(course, "course", str(course), pk, request.access.has(Role.CORRECTIONS), trail, pk)


def of_programme(request: HttpRequest, pk: UUID) -> Owner:
    """A programme: changed by whoever may mend it."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    mends = request.access.has(*MENDERS) and Programme.objects.mended_by(request.user).filter(pk=pk).exists()
    trail = ((_("Programmes"), reverse("programme_list")), (programme.title, programme.get_absolute_url()))
    return _owner(programme, "programme", programme.title, pk, mends, trail, pk)


def of_facility(request: HttpRequest, code: str) -> Owner:
    """A facility: read by its staff, changed by its head and its registrar."""
    facility = get_object_or_404(Facility.objects.filter(pk__in=request.access.facilities), code=code)
    changes = facility.pk in request.access.offence_facilities
    trail = ((_("People"), reverse("person_list")),)
    return _owner(facility, "facility", facility.name, code, changes, trail, facility.organisation_id)


def _owner(thing, field: str, name: str, key, changes: bool, trail: tuple, subject: UUID) -> Owner:
    rules, new = (reverse(f"{field}_{which}", args=[key]) for which in ("rules", "rule_new"))
    return Owner(thing, field, name, rules, new, changes, trail, subject)


def _owner_of(request: HttpRequest, rule: EligibilityRule) -> Owner:
    """Of a rule: what has it, where the reader sees that."""
    if rule.facility_id:
        return of_facility(request, rule.facility.code)
    return of_course(request, rule.course_id) if rule.course_id else of_programme(request, rule.programme_id)


@requires(*READERS)
@require_safe
def course_rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rules of a course, in whatever version they were made."""
    return _listed(request, of_course(request, pk))


@requires(*READERS)
@require_safe
def programme_rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rules of a programme."""
    return _listed(request, of_programme(request, pk))


@requires(*FACILITY_STAFF)
@require_safe
def facility_rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules of a facility."""
    return _listed(request, of_facility(request, code))


def _listed(request: HttpRequest, owner: Owner) -> HttpResponse:
    today = timezone.localdate()
    versions = owner.thing.versions() if owner.field == "course" else [owner.thing]
    rules = list(EligibilityRule.objects.filter(**{f"{owner.field}__in": versions}).order_by("kind", "starts_on", "pk"))
    for rule in rules:
        rule.sentence, rule.asks_unknown = in_words(rule), not _always_known(rule)
    context = {
        "owner": owner,
        "trail": list(owner.trail),
        "now": [rule for rule in rules if rule.holds_on(today)],
        "later": [rule for rule in rules if rule.starts_on > today and not _never(rule)],
        "over": [rule for rule in rules if rule.ends_on and rule.ends_on < today and not _never(rule)],
        "history": history_of(owner.subject),
        "invented": owner.field == "facility" and Person.objects.filter(facility=owner.thing, invented=True).exists(),
    }
    return page(request, "participants/rule_list.html", context)


def _always_known(rule: EligibilityRule) -> bool:
    return KINDS[rule.kind].always_known


def _never(rule: EligibilityRule) -> bool:
    """Ended before it began."""
    return rule.ends_on is not None and rule.ends_on < rule.starts_on


@requires(Role.CORRECTIONS)
def course_rule_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new rule of a course."""
    return _new(request, of_course(request, pk))


@requires(*MENDERS)
def programme_rule_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new rule of a programme."""
    return _new(request, of_programme(request, pk))


@requires(*OFFENCE_READERS)
def facility_rule_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new rule of a facility."""
    return _new(request, of_facility(request, code))


def _new(request: HttpRequest, owner: Owner) -> HttpResponse:
    """First the kind, then what it asks."""
    if not owner.changes:
        raise Http404
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        context = {"owner": owner, "trail": [*owner.trail, (_("Rules on joining"), owner.rules)], "kinds": RuleKind}
        return page(request, "participants/rule_kinds.html", context)
    form = FORMS[kind](request.POST or None, initial={"starts_on": timezone.localdate()}, kind=kind)
    return _typed(request, owner, form, add_rule, None)


@requires(*MENDERS, Role.CORRECTIONS)
def rule_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a rule: from a day on another follows it; until then it stays as it is."""
    rule, owner = _changed(request, pk)
    if rule.ends_on is not None:
        messages.error(request, _("This rule has ended. Add a new one."))
        return redirect(owner.rules)
    kind = FORMS[rule.kind]
    form = kind(request.POST or None, initial=kind.typed(rule, timezone.localdate()), kind=rule.kind)
    return _typed(request, owner, form, lambda following: follow_rule(rule, following), rule)


def _typed(request: HttpRequest, owner: Owner, form: RuleForm, save, rule: EligibilityRule | None) -> HttpResponse:
    """The form; with what was typed in words before it is kept."""
    sentence = ""
    if form.is_bound and form.is_valid():
        typed = form.rule(**owner.of)
        sentence = in_words(typed)
        if "preview" not in request.POST and _kept(form, typed, save):
            messages.success(request, _("The rule is kept: %(rule)s") % {"rule": sentence})
            return redirect(owner.rules)
    context = {
        "owner": owner,
        "trail": [*owner.trail, (_("Rules on joining"), owner.rules)],
        "form": form,
        "title": RuleKind(form.kind).label,
        "sentence": sentence or (in_words(rule) if rule else ""),
        "rule": rule,
    }
    return page(request, "participants/rule_form.html", context)


def _kept(form: RuleForm, typed: EligibilityRule, save) -> bool:
    try:
        save(typed)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@requires(*MENDERS, Role.CORRECTIONS)
def rule_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a rule on a day; what it said of people who joined stays."""
    rule, owner = _changed(request, pk)
    today = timezone.localdate()
    form = EndRuleForm(request.POST or None, initial={"last": max(today, rule.starts_on)})
    if form.is_bound and form.is_valid():
        last: date = form.cleaned_data["last"]
        try:
            end_rule(rule, last=last)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The rule ends on %(day)s: %(rule)s") % _words(rule, last))
            return redirect(owner.rules)
    context = {
        "owner": owner,
        "trail": [*owner.trail, (_("Rules on joining"), owner.rules)],
        "form": form,
        "sentence": in_words(rule),
        "happens": [
            _("From the next day on nobody is asked about it."),
            _("What it said of people who joined stays with their enrolment."),
        ],
    }
    return page(request, "participants/rule_end.html", context)


def _words(rule: EligibilityRule, last: date) -> dict:
    return {"day": long_date(last), "rule": in_words(rule)}


def _changed(request: HttpRequest, pk: UUID) -> tuple[EligibilityRule, Owner]:
    """A rule that the reader may change: 404 where it is out of sight, 403 where it may only be read."""
    rule = get_object_or_404(EligibilityRule.objects.select_related("facility"), pk=pk)
    owner = _owner_of(request, rule)
    if not owner.changes:
        raise PermissionDenied
    return rule, owner
