"""Making a facility together with the body that it is."""

from django.db import IntegrityError, transaction

from organisations.choices import NameKind, OrganisationKind
from organisations.models import Facility, Organisation, OrganisationName
from web.refusals import refusal


def make_facility(facility: Facility, *, organisation: Organisation | None, parent: Organisation | None) -> Facility:
    """Save a new facility; where its organisation is not known here, make it, under the facility's name.

    All of it or nothing; what the database refuses is told as a ``ValidationError``.
    """
    try:
        with transaction.atomic():
            if organisation is None:
                organisation = Organisation.objects.create(kind=OrganisationKind.FACILITY, parent=parent)
                OrganisationName.objects.create(organisation=organisation, name=facility.name, kind=NameKind.OFFICIAL)
            facility.organisation = organisation
            facility.save()
    except IntegrityError as error:
        raise refusal(error) from error
    return facility
