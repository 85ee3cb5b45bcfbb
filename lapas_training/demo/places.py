"""The facilities that the real programmes name one by one, and an invented probation office."""

import json

from lapas_training.demo import BODIES
from lapas_training.demo.organisations import Known
from organisations.choices import FacilityKind, NameKind, OrganisationKind, TimeZone
from organisations.models import Facility

BAPAS = {"code": "bapas-contoh-banten", "name": "Bapas contoh, Banten", "kind": "bapas", "province": "Banten"}
"""No source names one: the post-release officer of the demonstration needs a place to work at."""


def make_facilities() -> None:
    """Make the facilities that are missing, and the names that they lack."""
    told = json.loads((BODIES / "places.json").read_text(encoding="utf-8"))
    made = {facility.code: facility for facility in Facility.objects.select_related("organisation")}
    known = Known()
    for place in (*told["facilities"], BAPAS):
        facility = made.get(place["code"]) or _make(place, told, known)
        known.call(facility.organisation, place["name"], NameKind.OFFICIAL)
        for alias in place.get("aliases", ()):
            known.call(facility.organisation, alias)
    known.write()


def _make(place: dict, told: dict, known: Known) -> Facility:
    province = told["provinces"].get(place.get("province", ""), {})
    return Facility.objects.create(
        organisation=known.body(place["name"], kind=OrganisationKind.FACILITY, invented=place is BAPAS),
        code=place["code"],
        name=place["name"],
        kind=FacilityKind(place["kind"]),
        class_as_printed=place.get("class", ""),
        sex_held=place.get("holds", ""),
        city=place.get("city", ""),
        province=place.get("province", ""),
        province_code=province.get("code", ""),
        province_scheme=told["scheme"] if province else "",
        time_zone=TimeZone[place.get("zone") or province["zone"]],
    )
