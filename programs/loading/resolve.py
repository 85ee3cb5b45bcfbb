"""Which organisation or facility is meant by a name, as far as the names kept as data say; never a guess."""

from uuid import UUID

from organisations.models import Facility, OrganisationName
from programs.models import NameDecision


def name_key(name: str) -> str:
    """The form in which names are compared: capitals and spaces make no difference, anything else does."""
    return " ".join(name.split()).casefold()


class Names:
    """All names of all organisations, read once. A name that two organisations have means neither, unless decided."""

    def __init__(self):
        found: dict[str, set[UUID]] = {}
        for name, organisation in OrganisationName.objects.values_list("name", "organisation_id"):
            found.setdefault(name_key(name), set()).add(organisation)
        self._organisations = {key: bodies.copy().pop() for key, bodies in found.items() if len(bodies) == 1}
        decided = NameDecision.objects.live().exclude(organisation=None)
        self._organisations |= {name_key(name): body for name, body in decided.values_list("name", "organisation_id")}
        self._facilities = dict(Facility.objects.values_list("organisation_id", "pk"))

    def organisation(self, name: str) -> UUID | None:
        """The organisation that has this name."""
        return self._organisations.get(name_key(name))

    def facility(self, name: str) -> int | None:
        """The facility whose organisation has this name."""
        return self._facilities.get(self.organisation(name))
