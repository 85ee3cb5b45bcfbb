"""The main menu of each role: at most six entries, only of pages that exist."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from accounts.roles import Role
from web.navigation import NavEntry


@dataclass(frozen=True)
class Item:
    """Words, the page they lead to, and the parts of the site that count as that page's own."""

    label: str | Promise
    name: str
    under: tuple[str, ...] = ()


MENUS: tuple[tuple[frozenset[Role], tuple[Item, ...]], ...] = ()
"""Whoever holds one of these roles gets these entries; who holds several gets all of theirs, each once."""


def entries(request: HttpRequest) -> list[NavEntry]:
    """The menu of whoever asks, with the part marked in which the page stands."""
    items = dict.fromkeys(item for roles, menu in MENUS if request.access.has(*roles) for item in menu)
    hrefs = {item: reverse(item.name) for item in items}
    here = request.path_info
    return [NavEntry(str(item.label), href, current=_holds(here, href, item.under)) for item, href in hrefs.items()]


def _holds(here: str, href: str, under: tuple[str, ...]) -> bool:
    """Whether a page is the entry's own one, or lies in a part of the site that the entry stands for."""
    return here == href or any(here.startswith(part) for part in under)
