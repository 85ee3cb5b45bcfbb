"""One person as a line of the list to take away. What few may read, offence, length and NIK, is never in it."""

from django.utils.translation import gettext_lazy as _

from participants.choices import CustodyDateKind, LegalStatus
from participants.models import Person

HEADER = (
    _("Name"),
    _("Other name"),
    _("Register number"),
    _("Facility"),
    _("Block"),
    _("Legal status"),
    _("Born"),
    _("Age"),
    _("1/3"),
    _("1/2"),
    _("2/3"),
    _("End of sentence"),
    _("Standing"),
    _("Trainings"),
    _("In class now"),
)


def row(person: Person) -> tuple:
    """Of a person with standing, as ``compared`` gives it; what is not known is an empty cell."""
    return (
        person.name,
        person.alias,
        person.number,
        person.facility.name,
        person.block,
        LegalStatus(person.legal_status).label if person.legal_status else "",
        person.birth_date,
        person.age,
        *(person.days.get(kind) for kind in CustodyDateKind),
        person.state.label,
        person.trainings,
        ", ".join(seat.session.title for seat in person.classes),
    )
