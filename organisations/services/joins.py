"""Joining two records of one body: one stays and takes over everything, nothing is lost, nothing points nowhere."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.choices import NameKind, OrganisationKind
from organisations.models import Facility, Organisation, OrganisationJoin, OrganisationName, Succession
from organisations.spans import Span
from web.refusals import refusal
from web.retry import retrying

DAYS = ("valid_from", "valid_from_precision", "valid_until", "valid_until_precision")

BECAME = """
    WITH RECURSIVE later(start, id) AS (
      SELECT predecessor_id, successor_id FROM organisations_succession WHERE predecessor_id = ANY (%(both)s)
      UNION SELECT start, s.successor_id FROM organisations_succession s JOIN later ON s.predecessor_id = later.id)
    SELECT EXISTS (SELECT FROM later WHERE id = ANY (%(both)s))"""


def references() -> list[models.ForeignObjectRel]:
    """Every column that points to an organisation, of whichever package: found and not listed, so none is forgotten."""
    fields = Organisation._meta.get_fields(include_hidden=True)
    relations = [one for one in fields if one.auto_created and (one.one_to_many or one.one_to_one)]
    return sorted(relations, key=lambda one: (one.related_model._meta.label_lower, one.field.name))


def name_of(relation: models.ForeignObjectRel) -> str:
    """``organisations.posting.organisation``"""
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def holdings(*organisations: Organisation) -> dict[UUID, dict[str, int]]:
    """How many rows point to each record, by the words for such rows; one statement, and none are left out."""
    relations = references()
    counts = [Coalesce(_count(one), 0) for one in relations]
    rows = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).values_list("pk", *counts)
    found = {}
    for key, *numbers in rows:
        held = found[key] = {}
        for one, n in zip(relations, numbers, strict=True):
            words = str(one.related_model._meta.verbose_name_plural)
            held[words] = held.get(words, 0) + n
    return found


def _count(relation: models.ForeignObjectRel) -> Subquery:
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: OuterRef("pk")}).order_by()
    return Subquery(rows.values(name).annotate(n=Count("*")).values("n"), output_field=models.IntegerField())


def join(removed: UUID, *, into: UUID, by: User, reason: str, at: datetime) -> OrganisationJoin:
    """Join one record into another that stays. Both are locked, so that nothing new points to the one that goes.

    Official names whose days leave room stay official, the others become other names in use and keep their days.
    A ``ValidationError`` says why two records cannot be one.
    """
    try:
        return retrying(lambda: _join(removed, into, by, reason, at))
    except IntegrityError as error:
        raise refusal(error) from error


def _join(removed: UUID, into: UUID, by: User, reason: str, at: datetime) -> OrganisationJoin:
    gone, kept = _locked(removed, into)
    check(gone, kept)
    before = {"organisation": _row(gone), "kept": _row(kept), "names": {}, "dropped": {}, "moved": {}}
    title = Organisation.objects.named(timezone.localdate(at)).get(pk=gone.pk).name or str(gone.pk)
    _move_names(gone, kept, before)
    _move_successions(gone, kept, before)
    for relation in references():
        _move(relation, gone, kept, before)
    _complete(gone, kept)
    gone.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return OrganisationJoin.objects.create(
        kept=kept, removed=removed, removed_name=title, reason=reason, by=by, at=at, before=before
    )


def _locked(removed: UUID, into: UUID) -> tuple[Organisation, Organisation]:
    rows = Organisation.objects.select_for_update().filter(pk__in=[removed, into]).order_by("pk")
    found = {row.pk: row for row in rows}
    if removed == into:
        raise ValidationError(_("A record cannot be joined with itself."), code="itself")
    if len(found) < 2:
        raise ValidationError(_("One of the two records is no longer there; it was joined meanwhile."), code="gone")
    return found[removed], found[into]


def check(one: Organisation, other: Organisation) -> None:
    """Say why two records cannot be one body; nothing where they can."""
    if one.pk == other.pk:
        raise ValidationError(_("A record cannot be joined with itself."), code="itself")
    if Facility.objects.filter(organisation__in=[one, other]).count() == 2:
        raise ValidationError(
            _("Both records are facilities, each with its own people and classes. Two facilities cannot be joined."),
            code="two_facilities",
        )
    above = Organisation.objects.under(one.pk).filter(pk=other.pk).exists()
    if above or Organisation.objects.under(other.pk).filter(pk=one.pk).exists():
        raise ValidationError(
            _("One of the two is part of the other. If they are one body, change what it is part of first."),
            code="part_of_the_other",
        )
    with connection.cursor() as cursor:
        cursor.execute(BECAME, {"both": [one.pk, other.pk]})
        if cursor.fetchone()[0]:
            raise ValidationError(
                _("One of the two became the other. If they are one body, remove that succession first."),
                code="became_the_other",
            )


def _row(row: models.Model) -> dict:
    """All columns of a row, as JSON can keep them."""
    encode = DjangoJSONEncoder().default
    values = {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
    plain = (str, int, bool, type(None))
    return {name: value if isinstance(value, plain) else encode(value) for name, value in values.items()}


def _move_names(gone: Organisation, kept: Organisation, before: dict) -> None:
    """Give the names to the one that stays; a name that says nothing new is kept in the record of the act alone."""
    standing, dropped = list(kept.names.order_by("pk")), []
    for name in sorted(gone.names.order_by("pk"), key=lambda name: name.kind != NameKind.OFFICIAL):
        row = _row(name)
        name.organisation = kept
        if name.kind == NameKind.OFFICIAL and any(_collide(name, other) for other in standing):
            name.kind = NameKind.ALIAS
        if (twin := _twin(name, standing)) and not _adds_to(name, twin):
            dropped.append(row)
            continue
        before["names"][str(name.pk)] = row
        standing.append(name)
    before["dropped"]["names"] = dropped
    OrganisationName.objects.filter(pk__in=[row["id"] for row in dropped]).delete()
    OrganisationName.objects.bulk_update(standing, ["organisation", "name", "short", "kind", *DAYS])


def _collide(name: OrganisationName, other: OrganisationName) -> bool:
    """Whether both would be the official name on a day that is beyond doubt; as the constraint asks it."""
    return other.kind == NameKind.OFFICIAL and Span.of(name).collides(Span.of(other))


def _twin(name: OrganisationName, standing: list[OrganisationName]) -> OrganisationName | None:
    """A name of the same words, of the same kind if there is one."""
    same = [other for other in standing if other.name == name.name]
    return min(same, key=lambda other: other.kind != name.kind, default=None)


def _adds_to(name: OrganisationName, twin: OrganisationName) -> bool:
    """Whether a name must stand beside its twin, once that has taken from it what it lacks.

    One body has an alias of the same words once; another abbreviation then becomes a name of its own.
    """
    if name.kind == NameKind.OFFICIAL:
        return True
    days, held = [[getattr(one, field) for field in DAYS] for one in (name, twin)]
    if any(days) and days != held:
        if twin.kind == NameKind.OFFICIAL:
            return True
        if not any(held):
            for field, value in zip(DAYS, days, strict=True):
                setattr(twin, field, value)
    if not twin.short:
        twin.short = name.short
    if name.short in ("", twin.short):
        return False
    name.name, name.short = name.short, ""
    return True


def _move_successions(gone: Organisation, kept: Organisation, before: dict) -> None:
    """A succession that both records tell of is kept once."""
    for own, theirs in (("predecessor", "successor"), ("successor", "predecessor")):
        told = set(Succession.objects.filter(**{own: kept}).values_list(theirs, flat=True))
        for step in Succession.objects.filter(**{own: gone, f"{theirs}__in": told}):
            before["dropped"].setdefault("successions", []).append(_row(step))
            step.delete()


def _move(relation: models.ForeignObjectRel, gone: Organisation, kept: Organisation, before: dict) -> None:
    """Point every row of one column to the record that stays, and note which rows these were."""
    rows = relation.related_model._base_manager.filter(**{relation.field.name: gone})
    keys = [str(key) for key in rows.order_by("pk").values_list("pk", flat=True)]
    if keys:
        before["moved"][name_of(relation)] = keys
        rows.update(**{relation.field.name: kept})


def _complete(gone: Organisation, kept: Organisation) -> None:
    """What only the removed record knew of itself."""
    if kept.parent_id is None and gone.parent_id:
        kept.parent_id = gone.parent_id
    if kept.kind == OrganisationKind.OTHER:
        kept.kind = gone.kind
    if gone.note and gone.note not in kept.note:
        kept.note = "\n".join(filter(None, [kept.note, gone.note]))
    kept.invented = kept.invented and gone.invented
    kept.save()


def stays_at(removed: UUID) -> UUID | None:
    """The key of the record into which a removed one was joined; nothing where there was none."""
    return OrganisationJoin.objects.filter(removed=removed).values_list("kept", flat=True).first()
