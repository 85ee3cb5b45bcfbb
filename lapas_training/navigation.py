"""The main menu of each role: at most six entries, only of pages that exist."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import FACILITY_STAFF, Role
from web.navigation import NavEntry


@dataclass(frozen=True)
class Item:
    """Words, the page they lead to, and the parts of the site that count as that page's own."""

    label: str | Promise
    name: str
    under: tuple[str, ...] = ()


TAUGHT = ("/programmes/", "/courses/", "/skills/")

TODAY = Item(_("Today"), "home")
CLASSES = Item(_("Programmes and classes"), "session_list", ("/sessions/", "/meetings/", "/enrolments/", *TAUGHT))
PEOPLE = Item(_("People"), "person_list", ("/people/",))
OVERVIEW = Item(_("Overview"), "home")
PROGRAMMES = Item(_("Programmes"), "programme_list", TAUGHT)
REPORTS = Item(_("Reports"), "report_list", ("/reports/",))
AGREEMENTS = Item(_("Agreements"), "agreement_list", ("/agreements/", "/documents/"))
ORGANISATIONS = Item(_("Organisations"), "organisation_list", ("/organisations/",))
TASKS = Item(_("My tasks"), "home")
READS = Item(_("Access log"), "audit_reads", ("/audit/reads/",))
DOWNLOADS = Item(_("Downloads"), "downloads")
CHANGES = Item(_("Change log"), "audit_changes", ("/audit/changes/",))
ADMINISTRATION = Item(_("Administration"), "home")

MENUS: tuple[tuple[frozenset[Role], tuple[Item, ...]], ...] = (
    (FACILITY_STAFF, (TODAY, CLASSES, PEOPLE, REPORTS, AGREEMENTS)),
    (frozenset({Role.OFFICIAL}), (OVERVIEW, PROGRAMMES, REPORTS, AGREEMENTS)),
    (frozenset({Role.CORRECTIONS}), (OVERVIEW, PROGRAMMES, REPORTS, AGREEMENTS, ORGANISATIONS)),
    (frozenset({Role.AGREEMENTS}), (AGREEMENTS, ORGANISATIONS, PROGRAMMES, REPORTS)),
    (frozenset({Role.POSTRELEASE}), (TASKS,)),
    (frozenset({Role.AUDITOR}), (READS, CHANGES, DOWNLOADS)),
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
    return [_entry(item, request.path_info) for item in items.values()]


def _entry(item: Item, here: str) -> NavEntry:
    """An entry is current on its own page and in the parts of the site that it stands for."""
    href = reverse(item.name)
    return NavEntry(str(item.label), href, current=here == href or here.startswith(item.under))
