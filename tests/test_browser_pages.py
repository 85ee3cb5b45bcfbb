"""Every page that each role can reach, in a real browser: both languages, desk and phone, nothing for axe to find."""

import pytest

from tests.axe import faults, scrolls
from tests.imports import WHILE_ONE_IS_OPEN
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

FILES = {row.name for row in rows() if row.name.endswith(("_csv", "_xlsx", "_pdf"))} | {"document"}
"""Taken away, not shown."""

ON_OCCASION = WHILE_ONE_IS_OPEN | {
    "programme_settle",
    "agreement_change",
    "agreement_downloads",
    "document_replace",
    "edition",
    "roster_rows",
    "session_open",
    "session_begin",
    "enrolment_correct",
}
"""Links lead there only while an import is open, where numbers disagree, where an agreement was changed or has a
document, once an edition is published, for whoever has just said for what rows are read, and from a class that waits to
be opened or begun, or is closed: the demonstration has none of these, or not where the walk goes first.
``test_browser_import`` and ``test_browser_from_nothing`` look at the first of these pages, and say so themselves;
``test_browser_closing`` at the last.
"""

OF_ITS_OWN = {"outsider", "other"}
"""Roles whose pages are empty where those of others hold something."""

MANY = "session_choose"
"""Its contrast is measured where fewer people stand on it, after a search: 160 take ten seconds."""

looked_at: set[tuple[str, str]] = set()
"""Pages, with the language they were seen in: another role sees the same page, in the frame that its home shows."""

UNLINKED = {"healthz", "login", "password_changed"}
"""For programs, for visitors, and what follows a change."""

NARROWED = {"agreements": {"report_classes"}}
"""Pages that open to a role only of the one thing that the link names, where the matrix asks for everything."""

NOTHING_COUNTED = {"other": {"report_classes"}}
"""Numbers lead there, and of this role's programmes there are none."""


def reachable(role: str) -> set[str]:
    """What the matrix says that links lead this role to."""
    own = {row.name for row in rows() if row.method == "GET" and row.gets[role] in ("200", "302")}
    return (own | NARROWED.get(role, set())) - UNLINKED - NOTHING_COUNTED.get(role, set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_page_is_without_fault(account, language, browser, demo_server):
    role, found, seen, everyone = ACCOUNTS[account], [], set(), names()
    passing = FILES | ON_OCCASION | (frozenset() if role == "registrar" else SHARED)
    with visiting(browser, demo_server, language=language) as visitor:
        visitor.enter(account)
        for name in walk(visitor, passing):
            seen.add(name)
            found += [(name, fault) for fault in looks_wrong(visitor, language)]
            if role in NAMELESS:
                found += [(name, somebody) for somebody in named_in(visitor.page, everyone)]
            wrong = _closely(visitor.page, name, language) if _new(name, role, language) else scrolls(visitor.page)
            found += [(name, fault) for fault in wrong]
    assert (found, visitor.said) == ([], [])
    if role != "outsider":
        assert seen == reachable(role) - passing


def _new(name: str, role: str, language: str) -> bool:
    """Whether this page has not been looked at closely in this language."""
    page = (f"{name} of {role}" if name == "home" or role in OF_ITS_OWN else name, language)
    new = page not in looked_at
    looked_at.add(page)
    return new


def _closely(page, name: str, language: str) -> list[str]:
    return faults(page, contrast=language == LANGUAGES[0] and name != MANY)


def looks_wrong(visitor, language) -> list[str]:
    """What no page may show: another language, a title of its own making, what a program says instead of a person."""
    page = visitor.page
    wrong = [] if page.locator("html").get_attribute("lang") == language else ["speaks another language"]
    wrong += [] if page.title().endswith(" · Pelatihan Pemasyarakatan") else [f"title {page.title()!r}"]
    words = set(visitor.text("body").split())
    return wrong + sorted(words & {"None", "none,", "nan", "False", "True", "[]", "()", "{}", "[object"})
