"""Programmes: who runs what, where, on what basis; with topics, figures that disagree, and much that is unknown."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lapas_training.scale import Place, Planned, Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from lapas_training.scale.told import TOLD, Told, tell
from organisations.choices import OrganisationKind, Precision
from organisations.models import Source
from programs.choices import PlaceMode, ProgrammeKind, ProgrammeRoleKind, TitleOrigin
from programs.models import (
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Topic,
)

ORGANISERS = (
    (OrganisationKind.LOCAL_OFFICE, 30),
    (OrganisationKind.DIRECTORATE, 20),
    (OrganisationKind.MINISTRY, 8),
    (OrganisationKind.FOUNDATION, 14),
    (OrganisationKind.EDUCATION, 12),
    (OrganisationKind.COMPANY, 8),
    (OrganisationKind.REGIONAL_OFFICE, 8),
)
STANDING, PLANNED, IN_MANY_PLACES, NOT_RECOGNISED, WITH_BASIS = 0.12, 0.03, 0.02, 0.05, 0.4
DAYS_KNOWN, MONTH_KNOWN = 0.6, 0.85
DATES = (
    "planned_start", "planned_start_precision", "planned_end", "planned_end_precision",
    "actual_start", "actual_start_precision", "actual_end", "actual_end_precision",
)  # fmt: skip
TABLES = (
    (Programme, ("id", "title", "title_origin", "kind", *DATES, "women_only", "invented")),
    (Source, ("id", "address", "title", "publisher", "published", "published_precision", "read_on")),
    (ProgrammeSource, ("programme", "source", "position")),
    (ProgrammePlace, ("programme", "position", "facility", "name_as_printed", "city", "province", "mode")),
    (ProgrammeRole, ("programme", "role", "position", "organisation", "name_as_printed")),
    (ProgrammeBasis, ("programme", "agreement", "position", "relation")),
    (Topic, ("id", "programme", "position", "name", "course")),
)


@dataclass
class Making:
    """What the making of one programme after the other needs, and the rows so far."""

    dice: Random
    size: Size
    world: World
    weights: Sequence[float]
    rows: dict[type, list[tuple]] = field(default_factory=lambda: {model: [] for model, _names in TABLES + TOLD})


def make_programmes(size: Size, world: World, loading: Loading) -> None:
    """Spread over the years, at facilities as often as these are large."""
    making = Making(chance(size.seed, "programmes"), size, world, [place.weight**0.5 for place in world.facilities])
    days = (size.until - size.since).days
    for n in range(size.programmes):
        _make(making, size.since + timedelta(days=n * days // max(size.programmes, 1)), n)
    for model, names in TABLES + TOLD:
        loading.rows(model, names, making.rows[model])


def _make(making: Making, day: date, n: int) -> None:
    dice, world, rows = making.dice, making.world, making.rows
    made, source = key(dice, day), key(dice, day)
    places = dice.choices(world.facilities, making.weights, k=1 if dice.random() > IN_MANY_PLACES else 2 + n % 20)
    places = list(dict.fromkeys(places))
    subjects = dice.sample(world.courses, k=dice.choice((1, 1, 1, 2, 2, 3, 4)))
    organiser = _organiser(dice, world)
    standing = dice.random() < STANDING
    ours = dice.random() < 0.3
    days = _days(dice, day, standing, making.size.until)
    rows[Programme].append(
        (
            made,
            _title(subjects[0][1], places, organiser[1] if ours else "", day.year),
            TitleOrigin.OURS if ours else TitleOrigin.STATED,
            ProgrammeKind.STANDING if standing else ProgrammeKind.COURSE,
            *days,
            _women_only(dice, places),
            "t",
        )
    )
    published = day + timedelta(days=3)
    address = f"https://berita.contoh.invalid/{day.year}/{n + 1}"
    rows[Source].append(
        (source, address, f"Berita contoh {n + 1}", "Contoh", published, Precision.DAY, making.size.until)
    )
    rows[ProgrammeSource].append((made, source, 1))
    rows[ProgrammePlace].extend(_places(dice, made, places))
    rows[ProgrammeRole].extend(_roles(dice, made, organiser, places[0], world))
    _basis(making, made, day)
    topics = _topics(making, made, subjects, day)
    held = [(topic, course, subject) for topic, (course, subject) in zip(topics, subjects, strict=True)]
    world.programmes.append(Planned(made, day, places, held))
    tell(dice, rows, Told(made, source, organiser[0], day, days[4] is not None, topics, n))


def _title(subject: str, places: list[Place], organiser: str, year: int) -> str:
    where = places[0].name if len(places) == 1 else f"{len(places)} UPT"
    by = f" oleh {organiser}" if organiser else ""
    return f"Pelatihan {subject.lower()} bagi warga binaan {where} {year}{by}"[:300]


def _women_only(dice: Random, places: list[Place]) -> str | None:
    if all(place.kind == "lpp" for place in places):
        return "t"
    return "f" if dice.random() < 0.3 else None


def _organiser(dice: Random, world: World) -> tuple[str, str]:
    kinds, weights = zip(*((kind, weight) for kind, weight in ORGANISERS if world.bodies.get(kind)), strict=True)
    return dice.choice(world.bodies[dice.choices(kinds, weights)[0]])


def _days(dice: Random, day: date, standing: bool, until: date) -> tuple:
    """Planned start and end, actual start and end, each with how exactly it is known."""
    exact = dice.random()
    start = (day, Precision.DAY) if exact < DAYS_KNOWN else _only(day, exact < MONTH_KNOWN)
    last = day + timedelta(days=dice.choice((0, 2, 4, 5, 9, 13, 29, 59)))
    end = (last, Precision.DAY) if exact < DAYS_KNOWN and last <= until and not standing else (None, "")
    if dice.random() < PLANNED or day > until - timedelta(days=20):
        return (*start, *((last, Precision.DAY) if start[1] == Precision.DAY else (None, "")), None, "", None, "")
    plan = start if dice.random() < 0.5 else (None, "")
    return (*plan, None, "", *start, *(end if dice.random() < 0.6 else (None, "")))


def _only(day: date, month: bool) -> tuple:
    return (day.replace(day=1), Precision.MONTH) if month else (date(day.year, 1, 1), Precision.YEAR)


def _places(dice: Random, programme: str, places: list[Place]) -> list[tuple]:
    """Linked to the facility, or as printed where a source wrote what nobody recognises."""
    return [
        (programme, position, None, f"Lapas di {place.city}", place.city, place.province, "")
        if dice.random() < NOT_RECOGNISED
        else (
            programme,
            position,
            place.id,
            place.name if dice.random() < 0.3 else "",
            place.city,
            place.province,
            _mode(dice),
        )
        for position, place in enumerate(places, start=1)
    ]


def _mode(dice: Random) -> str:
    """How people come together, where a source says so."""
    return dice.choices(("", PlaceMode.ON_SITE, PlaceMode.OUTSIDE, PlaceMode.ONLINE), (50, 44, 4, 2))[0]


def _roles(dice: Random, programme: str, organiser: tuple[str, str], place: Place, world: World) -> list[tuple]:
    """One organiser, sometimes two; the facility is the host; partners, trainers and funders by chance."""
    roles = [(programme, ProgrammeRoleKind.ORGANISER, 1, organiser[0], organiser[1] if dice.random() < 0.3 else "")]
    if dice.random() < 0.1:
        roles.append((programme, ProgrammeRoleKind.ORGANISER, 2, _organiser(dice, world)[0], ""))
    roles.append((programme, ProgrammeRoleKind.HOST, 1, place.organisation, ""))
    for role, often in (
        (ProgrammeRoleKind.PARTNER, 0.7),
        (ProgrammeRoleKind.TRAINER, 0.4),
        (ProgrammeRoleKind.FUNDER, 0.2),
        (ProgrammeRoleKind.CERTIFIER, 0.1),
    ):
        position = 0
        while dice.random() < often and position < 4:
            position += 1
            printed = dice.random() < 0.1
            body = _organiser(dice, world)
            roles.append((programme, role, position, None if printed else body[0], body[1] if printed else ""))
    return roles


def _basis(making: Making, programme: str, day: date) -> None:
    """An agreement that was signed by then."""
    agreements = making.world.agreements
    known = bisect_right(agreements, day, key=lambda agreement: agreement[2])
    if known and making.dice.random() < WITH_BASIS:
        made = agreements[making.dice.randrange(known)][0]
        making.rows[ProgrammeBasis].append((programme, made, 1, "dilaksanakan berdasarkan"))


def _topics(making: Making, programme: str, subjects: list[tuple[str, str]], day: date) -> list[str]:
    topics = []
    for position, (course, subject) in enumerate(subjects, start=1):
        topics.append(key(making.dice, day))
        named = course if making.dice.random() < 0.8 else None
        making.rows[Topic].append((topics[-1], programme, position, subject, named))
    return topics
