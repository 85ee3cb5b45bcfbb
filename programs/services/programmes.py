"""Making and mending programmes, and settling which of several numbers is used."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.models import Facility, Organisation
from programs.choices import ProgrammeRoleKind
from programs.models import (
    Figure,
    FundingLine,
    Milestone,
    Programme,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
)
from programs.published import published

SOURCED = (Figure, Statement, Milestone, FundingLine)

OwnPart = Facility | Organisation
"""What makes a programme somebody's own: the facility where it runs, or the organisation that organises it."""


@transaction.atomic
def save_programme(save: Callable[[], Programme | None], *, by: User, own_part: OwnPart | None) -> Programme | None:
    """Save a programme and see to it that it stays its editor's own.

    A new one that names neither the editor's facility nor organisation gets it. One that would leave their hands by
    this edit is refused, since they could not even mend the slip.
    """
    saved = save()
    if saved is None:
        return None
    mended = Programme.objects.mended_by(by).filter(pk=saved.pk)
    if own_part is not None and not mended.exists():
        _give(saved, own_part)
    if not mended.exists():
        raise ValidationError(
            _(
                "Without your facility among the places, and your organisation among the organisers, you could no"
                " longer open this programme. Leave one of them in."
            ),
            code="leaves_their_hands",
        )
    return saved


def _give(programme: Programme, part: OwnPart) -> None:
    here = {"programme": programme, "addition": True}
    if isinstance(part, Facility):
        ProgrammePlace.objects.create(facility=part, position=_next(ProgrammePlace, **here), **here)
    else:
        here["role"] = ProgrammeRoleKind.ORGANISER
        ProgrammeRole.objects.create(organisation=part, position=_next(ProgrammeRole, **here), **here)


def _next(model, **where) -> int:
    return (model.objects.filter(**where).aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def complete(programme: Programme) -> int:
    """After its rows were saved: link every source they name, and use each number that nothing contradicts.

    Answers how many questions are left on which sources disagree and nobody has chosen.
    """
    _link_sources(programme)
    found = published(Figure.objects.filter(programme=programme).select_for_update(of=("self",)).order_by("pk"))
    alone = [one.first.pk for one in found if one.used is None and not one.disagree]
    if alone:
        Figure.objects.filter(pk__in=alone).update(used=True)
    return sum(one.disagree and not one.settled for one in found)


def _link_sources(programme: Programme) -> None:
    linked = set(ProgrammeSource.objects.filter(programme=programme).values_list("source", flat=True))
    named = [
        key
        for model in SOURCED
        for key in model.objects.filter(programme=programme, source__isnull=False)
        .order_by("pk")
        .values_list("source", flat=True)
    ]
    new = [key for key in dict.fromkeys(named) if key not in linked]
    if new:
        first = _next(ProgrammeSource, programme=programme, addition=True)
        ProgrammeSource.objects.bulk_create(
            ProgrammeSource(programme=programme, source_id=key, position=position, addition=True)
            for position, key in enumerate(new, start=first)
        )


@transaction.atomic
def use_figure(figure: Figure, *, because: str, by: User, at: datetime) -> Figure:
    """Use this number and no other for what it answers; the others stay, each with its source."""
    same = Figure.objects.filter(
        programme=figure.programme_id,
        topic=figure.topic_id,
        measure=figure.measure,
        basis=figure.basis,
        unit=figure.unit,
    )
    list(same.order_by("pk").select_for_update(of=("self",)))
    nobody = {"used_because": "", "used_by": None, "used_at": None}
    same.filter(used=True).exclude(pk=figure.pk).update(used=False, **nobody)
    figure.used, figure.used_because, figure.used_by, figure.used_at = True, because, by, at
    figure.save(update_fields=["used", "used_because", "used_by", "used_at"])
    return figure
