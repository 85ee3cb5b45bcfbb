"""Programmes from the tables back into the form they were loaded from, each fact from the column it is kept in.

What was added here is left out: rows that are marked so, and fields on which the entry is silent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from organisations.choices import Precision
from organisations.models import Agreement, AgreementParty
from programs.choices import Basis, Measure, ProgrammeRoleKind, StatementKind, Unit
from programs.loading.read import Entry
from programs.loading.wanted import BY_FIELD
from programs.models import (
    Figure,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)

SHOWN = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}

FIGURES = {
    "participants_total": (Measure.PARTICIPANTS, Unit.PEOPLE),
    "staff_participants": (Measure.STAFF_PARTICIPANTS, Unit.PEOPLE),
    "days": (Measure.LENGTH, Unit.DAYS),
    "hours_jp": (Measure.LENGTH, Unit.LESSON_HOURS),
}
"""The numbers of a whole programme, by their field."""


class UnknownError(ValueError):
    """No programme with such an ID came from a file."""


def export_programmes(references: Iterable[str] = ()) -> Iterator[dict]:
    """The programmes with these IDs as entries of a file, or all that have one. Raises ``UnknownError``."""
    wanted = list(dict.fromkeys(references))
    of_a_file = Q(entry__isnull=False) | Exists(
        ProgrammeSource.objects.filter(programme=OuterRef("pk"), addition=False)
    )
    recorded = Programme.objects.filter(of_a_file, reference__isnull=False)
    found = {programme.reference: programme for programme in _with_parts(recorded, wanted)}
    unknown = [reference for reference in wanted if reference not in found]
    if unknown:
        raise UnknownError(f"No programme here has the ID {', '.join(unknown)}.")
    return (entry_of(found[reference]) for reference in (wanted or found))


def _with_parts(programmes, references: list[str]):
    """Each programme with what its entry makes, read table by table."""
    own = {"addition": False}
    parties = Prefetch("agreement__parties", AgreementParty.objects.filter(**own).order_by("position"))
    parts = (
        Prefetch("source_links", ProgrammeSource.objects.filter(**own).select_related("source").order_by("position")),
        Prefetch("places", ProgrammePlace.objects.filter(**own).order_by("position")),
        Prefetch("roles", ProgrammeRole.objects.filter(**own).exclude(name_as_printed="").order_by("position")),
        Prefetch(
            "bases",
            ProgrammeBasis.objects.filter(**own)
            .select_related("agreement")
            .prefetch_related(parties)
            .order_by("position"),
        ),
        Prefetch("topics", Topic.objects.filter(**own).order_by("position")),
        # Where a plan and what came of it stand side by side, the later of these two words wins.
        Prefetch("figures", Figure.objects.filter(value__isnull=False, **own).order_by("-basis")),
        Prefetch("statements", Statement.objects.filter(**own).order_by("position")),
    )
    chosen = programmes.filter(reference__in=references) if references else programmes
    return chosen.select_related("entry").prefetch_related(*parts).order_by("reference")


def entry_of(programme: Programme) -> dict:
    """One programme, in the order of the form's fields."""
    told = _told(programme)
    addresses = [link.source.address for link in programme.source_links.all()]
    made = {
        "id": programme.reference,
        "source_url": addresses[0] if addresses else None,
        "also_see": addresses[1:],
        **_place(programme),
        **_roles(programme),
        **_agreements(programme, told),
        **_numbers(programme),
        **_dates(programme, told),
        "women_only": programme.women_only if "women_only" in told.get("programme", ("women_only",)) else None,
        **_sentences(programme, told),
    }
    return {field.name: made[field.name] for field in fields(Entry)}


def _told(programme: Programme) -> dict:
    """Which fields of which rows the entry states; of a programme without an entry, all that it has."""
    return programme.entry.told if hasattr(programme, "entry") else {}


def _place(programme: Programme) -> dict:
    place = next(iter(programme.places.all()), None) or ProgrammePlace()
    return {
        "prison": place.name_as_printed or None,
        "prison_kind": place.kind_as_printed or None,
        "city": place.city or None,
        "province": place.province or None,
    }


def _roles(programme: Programme) -> dict:
    def names(kind) -> list[str]:
        return [role.name_as_printed for role in programme.roles.all() if role.role == kind]

    organisers = names(ProgrammeRoleKind.ORGANISER)
    return {"organiser": organisers[0] if organisers else None, "partners": names(ProgrammeRoleKind.PARTNER)}


def _agreements(programme: Programme, told: dict) -> dict:
    """The agreement at the first position is the one the entry rests on; the others follow."""
    made = [(basis.position, _agreement(basis.agreement, told)) for basis in programme.bases.all()]
    return {
        "agreement": next((one for position, one in made if position == 1), None),
        "other_agreements": [one for position, one in made if position > 1],
    }


def _agreement(agreement: Agreement, told: dict) -> dict:
    said = told.get(f"agreement {agreement.pk}")

    def of(field: str, value: str | None) -> str | None:
        return (value or None) if said is None or field in said else None

    return {
        "title": of("title", agreement.title),
        "kind": of("kind_as_printed", agreement.kind_as_printed),
        "parties": [party.name_as_printed for party in agreement.parties.all() if party.name_as_printed],
        "number": of("number_as_printed", agreement.number_as_printed),
        "signed_on": of("signed_on", _partial(agreement.signed_on, agreement.signed_on_precision)),
        "term": of("term_as_printed", agreement.term_as_printed),
    }


def _numbers(programme: Programme) -> dict:
    figures = {(one.topic_id, one.measure, one.unit): _whole(one) for one in programme.figures.all()}
    topics = [
        {"name": topic.name, "participants": figures.get((topic.pk, Measure.PARTICIPANTS, Unit.PEOPLE))}
        for topic in programme.topics.all()
    ]
    return {"topics": topics, **{field: figures.get((None, *key)) for field, key in FIGURES.items()}}


def _dates(programme: Programme, told: dict) -> dict:
    """The days that the entry states: those of a plan where it tells of one."""
    said = told.get("programme")

    def of(which: str) -> str | None:
        for basis in (Basis.ACTUAL, Basis.PLANNED):
            field = f"{basis.value}_{which}"
            day = getattr(programme, field)
            if day and (said is None or field in said):
                return _partial(day, getattr(programme, f"{field}_precision"))
        return None

    return {"start": of("start"), "end": of("end")}


def _sentences(programme: Programme, told: dict) -> dict:
    said = {(one.kind, one.position): one.text for one in programme.statements.all()}

    def all_of(kind: StatementKind) -> list[str]:
        return [text for (of, _position), text in said.items() if of == kind]

    count = next((_whole(one) for one in programme.figures.all() if one.measure == Measure.CERTIFICATES), None)
    kind, note = (said.get((StatementKind.CERTIFICATES, position)) for position in (1, 2))
    known = "certificates" in told or any(part is not None for part in (count, kind, note))
    return {
        **{kind.value: said.get((kind, 1)) for kind in BY_FIELD},
        "certificates": {"count": count, "kind": kind, "note": note} if known else None,
        "quirks": all_of(StatementKind.QUIRK),
        "inferred_fields": all_of(StatementKind.INFERRED),
    }


def _whole(figure: Figure) -> int | float:
    """A number as the form has it: whole, unless it was mended here to something else."""
    return int(figure.value) if figure.value == int(figure.value) else float(figure.value)


def _partial(day: date | None, precision: str) -> str | None:
    return day.strftime(SHOWN[precision]) if day else None
