"""The invented register of the women's prison of Tangerang, as of 3 July 2023."""

from datetime import date

from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import DATA, TANGERANG, local
from organisations.models import Facility
from participants.models import Person
from participants.register.importer import import_register

SPOKEN_OF = date(2023, 7, 3)


def import_people(by: User) -> None:
    """Import the register once: afterwards the people are those who use the demonstration's."""
    facility = Facility.objects.get(code=TANGERANG)
    with scope(actor=by.pk, facilities=[facility.pk]):
        if Person.objects.filter(facility=facility, invented=True).exists():
            return
    file = DATA / "register_lpp_tangerang.xlsx"
    import_register(file, facility=facility, by=by, at=local(SPOKEN_OF, 16), invented=True)
