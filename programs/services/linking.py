"""What a printed name means, decided once for all: every occurrence follows, and later loads follow by themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.choices import NameKind
from organisations.models import AgreementParty, Organisation, OrganisationName
from organisations.services.joins import references
from programs.loading.resolve import name_key
from programs.models import NameDecision, ProgrammePlace, ProgrammeRole
from web.refusals import refusal

NEAR_ENOUGH = 0.25
"""From this likeness on a name is worth proposing; whether it is the same body, a person decides."""

PROPOSED = 5


def proposed(name: str, *, facilities: bool) -> list[UUID]:
    """The organisations whose names are most like this one, the nearest first; where asked for, facilities alone."""
    names = (
        OrganisationName.objects.filter(organisation__facility__isnull=False)
        if facilities
        else OrganisationName.objects
    )
    near = Greatest(TrigramSimilarity("name", name), TrigramSimilarity("short", name))
    found = (
        names.values("organisation")
        .annotate(near=Max(near))
        .filter(near__gte=NEAR_ENOUGH)
        .order_by("-near", "organisation")
    )
    return list(found.values_list("organisation", flat=True)[:PROPOSED])


@transaction.atomic
def link(name: str, *, to: Organisation, by: User, at: datetime, made: bool = False) -> NameDecision:
    """The name means this organisation, wherever it stands; places become its facility.

    An alias is stored unless the organisation has the name already. Raises ``ValidationError`` where a place of a
    programme prints the name and the organisation is no facility.
    """
    facility = getattr(to, "facility", None)
    same = _spellings(name)
    if facility is None and ProgrammePlace.objects.filter(facility=None, name_as_printed__in=same).exists():
        raise ValidationError(
            _("Programmes run at a place of this name, and %(name)s is no facility. Make it one first.")
            % {"name": Organisation.objects.named(at.date()).get(pk=to.pk).name},
            code="no_facility",
        )
    decision = _decide(name, organisation=to, by=by, at=at, made=made)
    if not any(name_key(known) == name_key(name) for known in to.names.values_list("name", flat=True)):
        decision.alias = OrganisationName.objects.create(organisation=to, name=name, kind=NameKind.ALIAS)
        decision.save(update_fields=["alias"])
    for printed in (ProgrammeRole, AgreementParty):
        printed.objects.filter(organisation=None, name_as_printed__in=same).update(organisation=to)
    ProgrammePlace.objects.filter(facility=None, name_as_printed__in=same).update(facility=facility)
    return decision


@transaction.atomic
def make_and_link(name: str, *, called: str, kind: str, by: User, at: datetime) -> NameDecision:
    """Make the organisation that the name means, under the name that is its own."""
    organisation = Organisation.objects.create(kind=kind)
    OrganisationName.objects.create(organisation=organisation, name=called, kind=NameKind.OFFICIAL)
    return link(name, to=organisation, by=by, at=at, made=True)


@transaction.atomic
def leave_as_printed(name: str, *, reason: str, by: User, at: datetime) -> NameDecision:
    """The name is the words of its source and no organisation: several bodies in one string, for example."""
    return _decide(name, reason=reason, by=by, at=at)


@transaction.atomic
def undo(decision: UUID, *, reason: str, by: User, at: datetime) -> NameDecision:
    """Take a decision back: what it linked is as printed again, and what it stored goes.

    An organisation that was made from the name goes as well, unless other facts stand with it by now; then a
    ``ValidationError`` says so.
    """
    taken = NameDecision.objects.live().select_for_update().filter(pk=decision).first()
    if taken is None:
        raise ValidationError(_("This decision was undone already."), code="undone")
    taken.undone_by, taken.undone_at, taken.undone_because = by, at, reason
    organisation = taken.organisation
    if organisation is not None:
        _unlink(taken.name, organisation)
        alias, taken.alias = taken.alias, None
        if taken.made:
            taken.organisation = None
    taken.save()
    if organisation is not None:
        if alias is not None:
            alias.delete()
        if taken.made:
            _remove(organisation)
    return taken


def _decide(name: str, **said) -> NameDecision:
    try:
        with transaction.atomic():
            return NameDecision.objects.create(name=name, **said)
    except IntegrityError as error:
        raise refusal(error) from error


def _unlink(name: str, organisation: Organisation) -> None:
    for printed in (ProgrammeRole.objects, AgreementParty.objects):
        linked = printed.filter(organisation=organisation)
        linked.filter(name_as_printed__in=_like(name, linked)).update(organisation=None)
    places = ProgrammePlace.objects.filter(facility__organisation=organisation)
    places.filter(name_as_printed__in=_like(name, places)).update(facility=None)


def _remove(organisation: Organisation) -> None:
    """Remove an organisation with the one name it was made with."""
    pointing = (one.related_model._base_manager.filter(**{one.field.name: organisation}) for one in references())
    if sum(rows.count() for rows in pointing) > 1:
        raise ValidationError(
            _("Other facts stand with the organisation that was made from this name. Mend or join it on its own page."),
            code="in_use",
        )
    organisation.delete()


def _spellings(name: str) -> set[str]:
    """Every unlinked name that differs from this one in capitals and spaces alone."""
    unlinked = (
        ProgrammeRole.objects.filter(organisation=None),
        AgreementParty.objects.filter(organisation=None),
        ProgrammePlace.objects.filter(facility=None),
    )
    return set().union(*(_like(name, rows) for rows in unlinked))


def _like(name: str, rows: QuerySet) -> Iterable[str]:
    key = name_key(name)
    names = rows.exclude(name_as_printed="").order_by().values_list("name_as_printed", flat=True).distinct()
    return {printed for printed in names if name_key(printed) == key}
