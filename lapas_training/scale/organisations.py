"""Ministries with all that stands below them, offices of regions, foundations, companies, schools. All are invented."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, cycle, islice
from random import Random

from lapas_training.scale import Size, World
from lapas_training.scale.bodies import Bodies
from lapas_training.scale.chance import chance, day_between
from lapas_training.scale.copy import Loading
from lapas_training.scale.facilities import Plan, plan_facilities
from lapas_training.scale.places import PROVINCES, Towns
from lapas_training.scale.words import words
from organisations.choices import OrganisationKind, Precision

BEFORE = "Kementerian Kehakiman dan Pembinaan (contoh)"
NOW = "Kementerian Pembinaan dan Pemasyarakatan (contoh)"
CORRECTIONS = "Direktorat Jenderal Pembinaan Warga (contoh)"
BESIDE = ("Kementerian Kehakiman (contoh)", "Kementerian Hak Warga (contoh)")
"""The ministry of corrections came from a larger one, which became three."""

RENAMED, ALSO_CALLED, SUCCEEDED = 0.15, 0.3, 0.04


def make_organisations(size: Size, world: World, loading: Loading) -> None:
    """A tree that ends in the facilities, then other bodies until there are as many as asked for."""
    dice = chance(size.seed, "organisations")
    bodies, towns = Bodies(dice, size.since), Towns(chance(size.seed, "towns"))
    corrections = _corrections(bodies, size)
    world.plans = plan_facilities(size, towns)
    _facilities(bodies, world.plans, corrections)
    for portfolio in words("portfolio"):
        _ministry(bodies, portfolio)
    others = _others(bodies, towns, dice)
    while len(bodies) < size.organisations:
        next(others)()
    _succeed(bodies, dice, size)
    bodies.write(loading)
    world.bodies = bodies.kinds
    world.body_of = bodies.names


def _corrections(bodies: Bodies, size: Size) -> str:
    """The directorate above all facilities, in the newest of the ministries that its ministry was."""
    month = date(size.until.year - min(2, size.years), size.until.month, 1)
    old = bodies.add(OrganisationKind.MINISTRY, BEFORE, short="Kemenkehakiman", aliases=("Kemenkehakiman (contoh)",))
    new = [bodies.add(OrganisationKind.MINISTRY, name) for name in (NOW, *BESIDE)]
    bodies.end(BEFORE, month)
    for successor in new:
        bodies.succeed(old, successor, month, Precision.MONTH)
    return bodies.add(OrganisationKind.DIRECTORATE, CORRECTIONS, new[0])


def _facilities(bodies: Bodies, plans: list[Plan], above: str) -> None:
    """A regional office in each province that has facilities, and below it their bodies."""
    offices: dict[str, str] = {}
    for plan in plans:
        province = plan.province.name
        if province not in offices:
            former = f"Kantor Wilayah Kehakiman {province} (contoh)"
            name = f"Kantor Wilayah Pembinaan Warga {province} (contoh)"
            offices[province] = bodies.add(
                OrganisationKind.REGIONAL_OFFICE, name, above, aliases=(f"Kanwil {province} (contoh)",), formerly=former
            )
        renamed = bodies.dice.random() < RENAMED
        bodies.add(
            OrganisationKind.FACILITY,
            plan.name,
            offices[province],
            aliases=plan.aliases,
            formerly=plan.former if renamed else "",
        )


def _ministry(bodies: Bodies, portfolio: str) -> None:
    """A ministry, two directorates general, and some directorates below them."""
    letters = "".join(word[0] for word in portfolio.split() if word[0].isupper())
    ministry = bodies.add(
        OrganisationKind.MINISTRY,
        f"Kementerian {portfolio} (contoh)",
        short=f"Kemen{letters}",
        aliases=(f"Kemen{letters} (contoh)",),
        formerly=f"Departemen {portfolio} (contoh)" if bodies.dice.random() < 0.5 else "",
    )
    for task in ("Pembinaan", "Pengembangan"):
        general = bodies.add(
            OrganisationKind.DIRECTORATE,
            f"Direktorat Jenderal {task} {portfolio} (contoh)",
            ministry,
            short=f"Ditjen {task}",
        )
        for part in ("Program", "Kemitraan"):
            bodies.add(OrganisationKind.DIRECTORATE, f"Direktorat {part} {task} {portfolio} (contoh)", general)


def _others(bodies: Bodies, towns: Towns, dice: Random) -> Iterator[Callable[[], object]]:
    """One maker after the other, in the proportions in which such bodies train people in prisons."""
    offices, number = _offices(bodies, towns), count(1)

    def named(kind: str, front: str, pool: str):
        first, second = dice.choice(words("virtue")), dice.choice(words(pool))
        name = f"{front} {first} {second}"
        unique = f"{name} {next(number)}" if name in bodies.names else name
        called = (f"{first} {second} {front}",) if dice.random() < ALSO_CALLED else ()
        formerly = f"{front} {second} {dice.choice(words('virtue'))}" if dice.random() < RENAMED else ""
        bodies.add(kind, unique, aliases=called, formerly=formerly)

    makers = (
        *(lambda: next(offices),) * 10,
        *(lambda: named(OrganisationKind.FOUNDATION, "Yayasan", "virtue"),) * 4,
        *(lambda: named(OrganisationKind.COMPANY, "PT", "trade"),) * 3,
        *(lambda: named(OrganisationKind.COMPANY, "CV", "trade"),) * 2,
        *(lambda: named(OrganisationKind.EDUCATION, "LKP", "trade"),) * 3,
        lambda: named(OrganisationKind.ASSOCIATION, "Perkumpulan", "trade"),
        lambda: named(OrganisationKind.EDUCATION, "Universitas", "virtue"),
        lambda: named(OrganisationKind.OTHER, "Komunitas", "virtue"),
    )
    shuffled = list(makers)
    dice.shuffle(shuffled)
    return cycle(shuffled)


def _offices(bodies: Bodies, towns: Towns) -> Iterator[str]:
    """Town by town through all provinces: its government and the offices below it."""
    for turn in count():
        for province in PROVINCES:
            town = next(islice(towns.of(province.code), turn, None), None) or towns.found(province)
            above = bodies.add(OrganisationKind.LOCAL_OFFICE, f"Pemerintah Kabupaten {town}")
            yield above
            for task in words("office")[: 3 + turn % 5]:
                formerly = f"Kantor {task} {town}" if bodies.dice.random() < RENAMED else ""
                name = f"Dinas {task} Kabupaten {town}"
                yield bodies.add(
                    OrganisationKind.LOCAL_OFFICE, name, above, aliases=(f"Disper {town} {task}",), formerly=formerly
                )


def _succeed(bodies: Bodies, dice: Random, size: Size) -> None:
    """Some foundations and companies became others."""
    for kind in (OrganisationKind.FOUNDATION, OrganisationKind.COMPANY):
        made = bodies.kinds.get(kind, [])
        for (old, _name), (new, _other) in zip(made[::2], made[1::2], strict=False):
            if dice.random() < SUCCEEDED * 2:
                bodies.succeed(old, new, day_between(dice, size.since, size.until))
