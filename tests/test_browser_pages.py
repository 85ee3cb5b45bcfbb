"""Every page that each role can reach, in a real browser: both languages, desk and phone, nothing for axe to find."""

import pytest

from tests.axe import bring, faults
from tests.journey import LANGUAGES, named_in, names, visiting, walk
from tests.matrix import rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ACCOUNTS = {
    "staff.tangerang": "registrar",
    "staff.cipinang": "outsider",
    "official.kemenperin": "own",
    "official.other": "other",
    "official.corrections": "corrections",
    "agreements.admin": "agreements",
    "postrelease.banten": "postrelease",
    "auditor": "auditor",
    "admin": "administrator",
}
"""Who they are in the matrix. ``staff.cipinang`` has an empty prison: its pages say what will stand there."""

NAMELESS = {"own", "other", "corrections", "agreements", "postrelease", "auditor", "administrator"}
SHARED = frozenset({"account", "password_change", "help", "privacy", "accessibility"})
"""The same for everyone: looked at once."""

coloured = {"session_choose"}
"""Pages whose contrast has been measured: it depends neither on the language nor, but for a few, on the role.

Choosing people is measured with fewer of them, where a search has been made: 160 take ten seconds.
"""

UNLINKED = {"healthz", "login", "password_changed"}
"""For programs, for visitors, and what follows a change."""


def reachable(role: str) -> set[str]:
    """What the matrix says that links lead this role to."""
    own = {row.name for row in rows() if row.method == "GET" and row.gets[role] in ("200", "302")}
    return own - UNLINKED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_page_is_without_fault(account, language, browser, demo_server):
    role, found, seen, everyone = ACCOUNTS[account], [], set(), names()
    passing = frozenset() if role == "registrar" else SHARED
    with visiting(browser, demo_server, language=language) as visitor:
        bring(visitor.page)
        visitor.sign_in(account)
        for name in walk(visitor, passing):
            seen.add(name)
            found += [(name, fault) for fault in looks_wrong(visitor, language)]
            if role in NAMELESS:
                found += [(name, somebody) for somebody in named_in(visitor.page, everyone)]
            found += [(name, fault) for fault in faults(visitor.page, contrast=_uncoloured(role, name))]
    assert (found, visitor.said) == ([], [])
    if role != "outsider":
        assert seen == reachable(role) - passing


def _uncoloured(role: str, name: str) -> bool:
    """Whether the colours of this page have not been measured yet. Homes and the pages of an empty prison differ."""
    page = name if role != "outsider" and name != "home" else f"{name} of {role}"
    new = page not in coloured
    coloured.add(page)
    return new


def looks_wrong(visitor, language) -> list[str]:
    """What no page may show: another language, a title of its own making, what a program says instead of a person."""
    page = visitor.page
    wrong = [] if page.locator("html").get_attribute("lang") == language else ["speaks another language"]
    wrong += [] if page.title().endswith(" · Pelatihan Pemasyarakatan") else [f"title {page.title()!r}"]
    words = set(visitor.text("body").split())
    return wrong + sorted(words & {"None", "none,", "nan", "False", "True", "[]", "()", "{}", "[object"})
