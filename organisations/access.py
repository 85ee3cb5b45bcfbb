"""What a user's postings open on a day: fills the slot ``ACCESS_OF`` of the accounts package."""

from datetime import date
from uuid import UUID

from django.db import connection

from accounts.access import Access, Place
from accounts.roles import FACILITY_STAFF, OFFENCE_READERS, Role
from organisations.models import Organisation, Posting

BELOW = """
    WITH RECURSIVE below(id) AS (
      SELECT id FROM organisations_organisation WHERE id = ANY (%s)
      UNION SELECT o.id FROM organisations_organisation o JOIN below ON o.parent_id = below.id)
    SELECT id FROM below ORDER BY id"""


def with_all_below(organisations: list[UUID]) -> tuple[UUID, ...]:
    """These organisations and everything below them in the tree."""
    if not organisations:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [organisations])
        return tuple(row[0] for row in cursor.fetchall())


def access_for(user, on: date) -> Access:
    """Read the postings that the user holds on that day. An inactive user holds none."""
    if not user.is_active:
        return Access()
    postings = list(Posting.objects.filter(user=user).held(on).select_related("facility").order_by("starts_on", "pk"))
    bodies = [posting.organisation_id for posting in postings if posting.role == Role.OFFICIAL]
    names = dict(Organisation.objects.filter(pk__in=bodies).named(on).values_list("pk", "name")) if bodies else {}
    return Access(
        roles=frozenset(posting.role for posting in postings),
        facilities=_facilities(postings, FACILITY_STAFF),
        offence_facilities=_facilities(postings, OFFENCE_READERS),
        organisations=with_all_below(bodies),
        places=tuple(_place(posting, names) for posting in postings),
    )


def _facilities(postings: list[Posting], roles: frozenset[Role]) -> tuple[int, ...]:
    return tuple(sorted({posting.facility_id for posting in postings if posting.role in roles}))


def _place(posting: Posting, names: dict[UUID, str]) -> Place:
    held = {"role": posting.role, "since": posting.starts_on, "until": posting.ends_on}
    if facility := posting.facility:
        return Place(name=facility.name, code=facility.code, time_zone=facility.time_zone, **held)
    return Place(name=names.get(posting.organisation_id, ""), **held)
