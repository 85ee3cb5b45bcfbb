"""What a signed-in user may reach today, and the decorator that asks for a role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.roles import Role


@dataclass(frozen=True)
class Place:
    """A facility or organisation that a user is posted at, as a page names it."""

    name: str
    role: str
    code: str = ""
    time_zone: str = "Asia/Jakarta"
    since: date | None = None
    until: date | None = None

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return Role(self.role).label


@dataclass(frozen=True)
class Access:
    """What one user's postings open on one day. Nothing is open that is not named here."""

    roles: frozenset[str] = frozenset()
    facilities: tuple[int, ...] = ()
    """Facilities whose people, classes and rosters the user sees."""
    offence_facilities: tuple[int, ...] = ()
    """Of those, the ones whose offences and sentence lengths the user sees."""
    organisations: tuple[UUID, ...] = ()
    """Organisations, with everything below them, whose programmes the user sees."""
    places: tuple[Place, ...] = ()

    @property
    def facility_names(self) -> tuple[str, ...]:
        """The names of the facilities of the postings, each once."""
        return tuple(dict.fromkeys(place.name for place in self.places if place.code))

    def has(self, *roles: str) -> bool:
        """Whether the user holds one of these roles."""
        return not self.roles.isdisjoint(roles)


NOTHING = Access()


def access_of(user, on: date | None = None) -> Access:
    """The access of a user today, worked out once and kept with the user object (one request, one object).

    Which postings open what is the business of a higher package: the assembly names it in ``ACCESS_OF``.
    """
    if not user.is_authenticated:
        return NOTHING
    if on is not None:
        return import_string(settings.ACCESS_OF)(user, on)
    if not hasattr(user, "_access"):
        user._access = import_string(settings.ACCESS_OF)(user, timezone.localdate())
    return user._access


def requires(*roles: Role) -> Callable:
    """Let only these roles into a view; others who are signed in get 403.

    The roles stand on the view as ``allowed_roles``: the test of the access matrix reads them.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.access.has(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)
        return guarded

    return decorate
