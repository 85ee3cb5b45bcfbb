"""The main menu of each role: at most six entries, only of pages that exist."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import FACILITY_STAFF, Role
from reports.watch.pages import menu_count
from web.navigation import NavEntry


@dataclass(frozen=True)
class Item:
    """Words, the page they lead to, the parts of the site that count as that page's own, and what it counts."""

    label: str | Promise
    name: str
    under: tuple[str, ...] = ()
    count: Callable[[HttpRequest], int] | None = None


TAUGHT = ("/programmes/", "/courses/", "/skills/")

TODAY = Item(_("Today"), "home")
CLASSES = Item(_("Programmes and classes"), "session_list", ("/sessions/", "/meetings/", "/enrolments/", *TAUGHT))
PEOPLE = Item(_("People"), "person_list", ("/people/",))
OVERVIEW = Item(_("Overview"), "home")
NATION = Item(
    _("Overview"), "overview", ("/reports/overview/", "/reports/table/", "/reports/classes/", "/reports/rows/")
)
PROGRAMMES = Item(_("Programmes"), "programme_list", TAUGHT)
REPORTS = Item(_("Reports"), "report_list", ("/reports/",))
AGREEMENTS = Item(_("Agreements"), "agreement_list", ("/agreements/", "/documents/"))
DUE = Item(_("Due"), "agreement_watch", ("/agreements/watch/",), lambda request: menu_count(request, timezone.now()))
"""The number is what the last count of the watch found and nobody has set aside, at most ten minutes ago."""
ORGANISATIONS = Item(_("Organisations"), "organisation_list", ("/organisations/",))
TASKS = Item(_("My tasks"), "home")
READS = Item(_("Access log"), "audit_reads", ("/audit/reads/",))
DOWNLOADS = Item(_("Downloads"), "downloads")
EXPORTS = Item(_("Report downloads"), "audit_exports", ("/audit/exports/",))
CHANGES = Item(_("Change log"), "audit_changes", ("/audit/changes/",))
ADMINISTRATION = Item(_("Administration"), "home")

MENUS: tuple[tuple[frozenset[Role], tuple[Item, ...]], ...] = (
    (FACILITY_STAFF, (TODAY, CLASSES, PEOPLE, REPORTS, AGREEMENTS)),
    (frozenset({Role.OFFICIAL}), (OVERVIEW, PROGRAMMES, REPORTS, AGREEMENTS)),
    (frozenset({Role.CORRECTIONS}), (NATION, PROGRAMMES, REPORTS, AGREEMENTS, ORGANISATIONS)),
    (frozenset({Role.AGREEMENTS}), (AGREEMENTS, ORGANISATIONS, DUE, PROGRAMMES, REPORTS)),
    (frozenset({Role.POSTRELEASE}), (TASKS,)),
    (frozenset({Role.AUDITOR}), (READS, CHANGES, DOWNLOADS, EXPORTS)),
    (frozenset({Role.ADMINISTRATOR}), (ADMINISTRATION,)),
)
"""Whoever holds one of these roles gets these entries; who holds several gets all of theirs, each page once."""


def entries(request: HttpRequest) -> list[NavEntry]:
    """The menu of whoever asks, with the part marked in which the page stands."""
    items: dict[str, Item] = {}
    for roles, menu in MENUS:
        if request.access.has(*roles):
            for item in menu:
                items.setdefault(item.name, item)
    here = _nearest(items.values(), request.path_info)
    return [_entry(item, request, current=item is here) for item in items.values()]


def _nearest(items: Iterable[Item], path: str) -> Item | None:
    """The entry whose own page or whose part of the site, the narrowest one, the address lies in."""
    lengths = {item: max(map(len, _holding(item, path)), default=0) for item in items}
    nearest = max(lengths, key=lambda item: lengths[item], default=None)
    return nearest if nearest and lengths[nearest] else None


def _holding(item: Item, path: str) -> list[str]:
    own = reverse(item.name)
    return [part for part in item.under if path.startswith(part)] + ([own] if path == own else [])


def _entry(item: Item, request: HttpRequest, *, current: bool) -> NavEntry:
    return NavEntry(str(item.label), reverse(item.name), current, item.count(request) if item.count else None)
