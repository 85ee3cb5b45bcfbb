"""Bodies and the names that sources print for them, from ``organisations.json``; what is there stays as it is."""

import json
from datetime import date

from lapas_training.demo import BODIES
from organisations.choices import NameKind, OrganisationKind, Precision
from organisations.models import Organisation, OrganisationName, Succession


def make_organisations() -> None:
    """Make the bodies that are missing, each under the one it belongs to, and the names that they lack."""
    told = json.loads((BODIES / "organisations.json").read_text(encoding="utf-8"))["organisations"]
    known = Known()
    for one in told:
        _make(one, None, known)
    for one in told:
        for name in one.get("became", ()):
            Succession.objects.get_or_create(
                predecessor=known.bodies[one["name"]],
                successor=known.bodies[name],
                defaults={"day": _month(one["until"]), "day_precision": Precision.MONTH},
            )
    known.write()


class Known:
    """Every body by its official name, and every name of it."""

    def __init__(self):
        names = list(OrganisationName.objects.select_related("organisation"))
        self.bodies = {name.name: name.organisation for name in names if name.kind == NameKind.OFFICIAL}
        self.names = {(name.organisation_id, name.name) for name in names}
        self.missing: list[OrganisationName] = []

    def body(self, name: str, **fields) -> Organisation:
        """The body of this official name, made where there is none."""
        if name not in self.bodies:
            self.bodies[name] = Organisation.objects.create(**fields)
        return self.bodies[name]

    def call(self, body: Organisation, name: str, kind: NameKind = NameKind.ALIAS, **fields) -> None:
        """Give the body a name that it lacks."""
        if (body.pk, name) not in self.names:
            self.names.add((body.pk, name))
            self.missing.append(OrganisationName(organisation=body, name=name, kind=kind, **fields))

    def write(self) -> None:
        """Write the missing names."""
        OrganisationName.objects.bulk_create(self.missing)


def _make(told: dict, parent: Organisation | None, known: Known) -> None:
    body = known.body(told["name"], kind=OrganisationKind(told["kind"]), parent=parent)
    days = {}
    for field, key in (("valid_from", "from"), ("valid_until", "until")):
        if key in told:
            days |= {field: _month(told[key]), f"{field}_precision": Precision.MONTH}
    known.call(body, told["name"], NameKind.OFFICIAL, short=told.get("short", ""), **days)
    for alias in told.get("aliases", ()):
        known.call(body, alias)
    for one in told.get("below", ()):
        _make(one, body, known)


def _month(words: str) -> date:
    """``2024-10``, kept as its first day."""
    year, month = words.split("-")
    return date(int(year), int(month), 1)
