"""Facilities of all kinds in all provinces; a few hold thousands, most some hundreds."""

from dataclasses import dataclass

from django.utils.text import slugify

from lapas_training.scale import Place, Size, World
from lapas_training.scale.chance import chance, zipf
from lapas_training.scale.copy import Loading
from lapas_training.scale.places import SCHEME, Province, Towns, spread_over_provinces
from lapas_training.scale.words import words
from organisations.choices import FacilityKind, SexHeld
from organisations.models import Facility

KINDS = words("facility_kinds")
"""One after the other, again and again: the first five are one of each kind."""

CALLED = {
    "lapas": ("Lapas", "Lembaga Pemasyarakatan"),
    "lpp": ("Lapas Perempuan", "Lembaga Pemasyarakatan Perempuan"),
    "rutan": ("Rutan", "Rumah Tahanan Negara"),
    "lpka": ("LPKA", "Lembaga Pembinaan Khusus Anak"),
    "bapas": ("Bapas", "Balai Pemasyarakatan"),
}
FIELDS = (
    "organisation", "code", "name", "kind", "class_as_printed", "sex_held",
    "city", "province", "province_code", "province_scheme", "time_zone",
)  # fmt: skip
OFFSETS = {"Asia/Jakarta": "+07", "Asia/Makassar": "+08", "Asia/Jayapura": "+09"}
FORMERLY = {"lpp": "Lapas Wanita", "lpka": "Lapas Anak", "bapas": "BISPA"}


@dataclass(frozen=True)
class Plan:
    """A facility before its organisation has a key."""

    kind: str
    town: str
    province: Province
    grade: str
    sex_held: str
    weight: float

    @property
    def name(self) -> str:
        return f"{CALLED[self.kind][0]} Kelas {self.grade} {self.town}"

    @property
    def former(self) -> str:
        return f"{FORMERLY.get(self.kind, CALLED[self.kind][1])} {self.town}"

    @property
    def aliases(self) -> tuple[str, ...]:
        """Names that sources would print."""
        short, long = CALLED[self.kind]
        return (f"{short} {self.town}", f"{long} Kelas {self.grade} {self.town}")

    @property
    def code(self) -> str:
        return f"{self.kind}-{slugify(self.town)}"


def plan_facilities(size: Size, towns: Towns) -> list[Plan]:
    """Kinds by turns, provinces by their people, sizes by chance: the largest of 530 holds a fiftieth of all."""
    dice = chance(size.seed, "facilities")
    weights = zipf(size.facilities, 0.9, flat=9)
    dice.shuffle(weights)
    taken: dict[str, set[str]] = {}
    plans = []
    for n, province in enumerate(spread_over_provinces(size.facilities)):
        kind = KINDS[n % len(KINDS)]
        town = towns.town(province, taken.setdefault(kind, set()))
        taken[kind].add(town)
        plans.append(Plan(kind, town, province, _grade(kind, weights[n], dice.random()), _held(kind, n), weights[n]))
    return plans


def _grade(kind: str, weight: float, by_chance: float) -> str:
    """The class: large facilities have the high ones."""
    if kind in ("lpka", "bapas"):
        return "I" if by_chance < 0.3 else "II"
    return (
        "I" if weight > 0.045 else "IIA" if weight > 0.012 or by_chance < 0.2 else "IIB" if by_chance < 0.8 else "III"
    )


def _held(kind: str, n: int) -> str:
    """Whom it holds: a prison in seven and every second remand prison have a wing for women."""
    if kind == "lpp":
        return SexHeld.FEMALE
    if kind == "lapas":
        return SexHeld.BOTH if n % 7 == 6 else SexHeld.MALE
    return SexHeld.MALE if kind == "rutan" and n % 2 else SexHeld.BOTH


def make_facilities(size: Size, world: World, loading: Loading) -> None:
    """Write them, and let later steps know them by the numbers that the database gave them."""
    plans = world.plans
    loading.rows(Facility, FIELDS, [_row(plan, world.body_of[plan.name]) for plan in plans])
    given = dict(Facility.objects.values_list("code", "pk"))
    world.facilities = [
        Place(
            id=given[plan.code],
            organisation=world.body_of[plan.name],
            name=plan.name,
            kind=plan.kind,
            sex_held=plan.sex_held,
            city=plan.town,
            province=plan.province.name,
            province_code=plan.province.code,
            offset=OFFSETS[plan.province.zone],
            weight=plan.weight,
        )
        for plan in plans
    ]


def _row(plan: Plan, organisation: str) -> tuple:
    where = (plan.town, plan.province.name, plan.province.code, SCHEME, plan.province.zone)
    kind = FacilityKind(plan.kind).value
    return (organisation, plan.code, plan.name, kind, plan.grade, plan.sex_held, *where)
