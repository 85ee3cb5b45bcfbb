"""Agreements: memoranda of ministries with the one of corrections, and cooperation agreements of single facilities."""

from datetime import date, timedelta
from random import Random

from lapas_training.scale import Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from lapas_training.scale.organisations import CORRECTIONS
from organisations.choices import AgreementKind, AgreementStatus, OrganisationKind, PartyRole, Precision
from organisations.models import Agreement, AgreementParty

PARTNERS = (
    OrganisationKind.LOCAL_OFFICE,
    OrganisationKind.LOCAL_OFFICE,
    OrganisationKind.FOUNDATION,
    OrganisationKind.COMPANY,
    OrganisationKind.EDUCATION,
    OrganisationKind.ASSOCIATION,
)
FIELDS = (
    "id", "kind", "parent", "renews", "title", "number_as_printed", "status", "signed_on", "signed_on_precision",
    "in_force_from", "in_force_from_precision", "in_force_until", "in_force_until_precision", "status_reason",
    "term_as_printed", "note",
)  # fmt: skip
NOTE = "Contoh; tidak ada perjanjian semacam ini."
MONTHS_KNOWN_ONLY = 0.15


def make_agreements(size: Size, world: World, loading: Loading) -> None:
    """One in ten is a memorandum; the others stand under one of them or alone, and some renew the one before."""
    dice = chance(size.seed, "agreements")
    rows, parties = [], []
    ministries = world.bodies[OrganisationKind.MINISTRY]
    memoranda: list[str] = []
    last: dict[str, tuple[str, date]] = {}
    for n in range(size.agreements):
        made_on = size.since + timedelta(days=n * (size.until - size.since).days // max(size.agreements, 1))
        made = key(dice, made_on)
        if n % 10 == 0:
            first, second = dice.choice(ministries), (world.body_of[CORRECTIONS], CORRECTIONS)
            rows.append(_row(dice, made, AgreementKind.MOU, None, None, first[1], second[1], made_on))
            memoranda.append(made)
        else:
            first, facility = _partner(dice, world), dice.choice(world.facilities)
            second = (facility.organisation, facility.name)
            above = dice.choice(memoranda) if dice.random() < 0.4 else None
            before = last.get(second[0])
            renews = before[0] if before and dice.random() < 0.3 and before[1] < made_on else None
            rows.append(_row(dice, made, AgreementKind.PKS, above, renews, first[1], second[1], made_on))
            last[second[0]] = (made, made_on)
        world.agreements.append((made, first[0], made_on))
        third = _partner(dice, world) if dice.random() < 0.15 else None
        parties.extend(_parties(dice, made, made_on, n, (first, second, *((third,) if third else ()))))
    loading.rows(Agreement, FIELDS, rows)
    names = ("agreement", "position", "organisation", "name_as_printed", "role", "number", "signatory_title")
    loading.rows(AgreementParty, names, parties)


def _partner(dice: Random, world: World) -> tuple[str, str]:
    """Somebody who trains; where a small nation lacks such bodies, a directorate."""
    return dice.choice(world.bodies.get(dice.choice(PARTNERS)) or world.bodies[OrganisationKind.DIRECTORATE])


def _row(dice: Random, made: str, kind, parent, renews, first: str, second: str, day: date) -> tuple:
    """The days of an agreement: of some only the month is known, of some that are not signed yet, nothing."""
    front = "Nota Kesepahaman" if kind == AgreementKind.MOU else "Perjanjian Kerja Sama"
    title = f"{front} {first} dengan {second} tentang pelatihan keterampilan"[:500]
    chance_of = dice.random()
    if chance_of < 0.05:
        return (made, kind, parent, renews, title, "", AgreementStatus.DRAFT, *(None, "") * 3, "", "", NOTE)
    number = f"{dice.randrange(1, 900)}/CTH/{day.month:02}/{day.year}"
    years = dice.choice((1, 2, 3, 5))
    if chance_of < 0.05 + MONTHS_KNOWN_ONLY:
        month = (day.replace(day=1), Precision.MONTH)
        days = (*month, *month, None, "")
    else:
        days = (day, Precision.DAY, day, Precision.DAY, day + timedelta(days=365 * years - 1), Precision.DAY)
    status = AgreementStatus.TERMINATED if chance_of > 0.97 else AgreementStatus.SIGNED
    reason = "Pembiayaan tidak tersedia lagi (contoh)." if status == AgreementStatus.TERMINATED else ""
    return (made, kind, parent, renews, title, number, status, *days, reason, f"{years} tahun", NOTE)


def _parties(dice: Random, agreement: str, day: date, n: int, bodies: tuple) -> list[tuple]:
    """Each party with its own number; a name is printed beside some."""
    return [
        (
            agreement,
            position,
            body,
            name if dice.random() < 0.2 else "",
            PartyRole.PARTY,
            f"{n + position}/{position}/{day.year}",
            "Kepala" if position > 1 else "Direktur",
        )
        for position, (body, name) in enumerate(bodies, start=1)
    ]
