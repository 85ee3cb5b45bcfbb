"""The shape of the project: arrows point down, files stay small, nothing stands inline in a template.

Each rule has a control: a planted violation that must be found.
"""

import re
from pathlib import Path

import pytest

from tests import arrows
from tests.arrows import PACKAGES, ROOT, points_up
from tests.site_map import Address, addresses, pages

CROSSROADS = {
    "home", "login", "logout", "language", "account", "password_change",
    "organisation", "partner", "to_link", "session", "person", "programme_report", "course_rules", "programme_rules",
    "agreement_report", "facility_report", "agreement_watch",
}  # fmt: skip
"""Pages that every page may lead to, whatever package makes them: the ways in and out, and the page of a thing that is
named lower down but told with what is known of it further up."""

OPEN_TO_EVERYBODY = {
    "healthz", "help", "privacy", "accessibility", "login", "logout", "language",
    "home", "account", "password_change", "password_changed",
}  # fmt: skip
"""Without a role: for visitors, or for everybody who is signed in. All other pages name the roles they are for."""

PYTHON_LINES, TEMPLATE_LINES, ADDRESS_LINES = 400, 120, 50

INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script\b(?![^>]*\ssrc=)|<[^>]*\son[a-z]+\s*=|(?:src|href|action)\s*=\s*["']?\s*(?:data|javascript):""",
    re.IGNORECASE,
)


def wrong_imports(package: str, text: str) -> set[str]:
    """What source of a package points to and must not know."""
    return {there for there in arrows.packages_in(text) if points_up(package, there)}


def wrong_links(package: str, names: set[str], sites: list[Address]) -> set[str]:
    """Names of addresses that lead up, crossroads aside."""
    homes = {address.name: address.package for address in sites}
    return {name for name in names - CROSSROADS if points_up(package, homes.get(name, package))}


def wrong_parts(package: str, text: str) -> set[str]:
    """Folders and tag libraries of higher packages that a template uses."""
    loaded = {home for home in PACKAGES for library in arrows.libraries_in(text) if _has_library(home, library)}
    return {there for there in arrows.folders_in(text) | loaded if points_up(package, there)}


def _has_library(package: str, library: str) -> bool:
    return (ROOT / package / "templatetags" / f"{library}.py").exists()


def without_roles(sites: list[Address]) -> set[str]:
    """Pages whose view names no role."""
    return {address.name for address in sites if not getattr(address.view, "allowed_roles", None)}


def too_long(path: Path, lines: int) -> bool:
    return len(path.read_text(encoding="utf-8").splitlines()) > lines


def test_imports_keys_and_templates_point_down_only():
    found = {
        (str(path.relative_to(ROOT)), there)
        for path in arrows.sources()
        for there in wrong_imports(path.relative_to(ROOT).parts[0], path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "planted",
    [
        "import participants.models",
        "from participants.models import Person",
        "def late():\n    from participants import models",
        "person = models.ForeignKey('participants.Person', models.PROTECT)",
        "people = models.ManyToManyField(to='participants.Person')",
        "people = ManyToManyField(Skill, through='participants.Enrolment')",
        "apps.get_model('participants', 'Person')",
        "import_string('participants.services.enrolments.enrol')",
        "class Migration:\n    dependencies = [('accounts', '0001'), ('participants', '0001')]",
        "page(request, 'participants/session.html', {})",
    ],
)
def test_an_arrow_that_points_up_is_found(planted):
    assert wrong_imports("programs", planted) == {"participants"}
    assert wrong_imports("participants", planted) == set()


def test_the_assembly_is_imported_by_nobody():
    assert [package for package in PACKAGES if wrong_imports(package, "from lapas_training import env")] == [
        *PACKAGES[1:]
    ]


def test_templates_take_parts_from_below_only():
    found = {
        (path.name, there)
        for path in arrows.templates()
        for there in wrong_parts(arrows.package_of(path), path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_template_that_takes_from_above_is_found():
    assert wrong_parts("programs", "{% include 'participants/_roster.html' %}") == {"participants"}
    assert wrong_parts("web", '{% extends "accounts/login.html" %}') == {"accounts"}
    assert wrong_parts("participants", '{% extends "base.html" %}{% include "components/_empty.html" %}') == set()


def test_links_lead_down_or_to_a_crossroads():
    sites = pages()
    found = {
        (str(path.relative_to(ROOT)), name)
        for path, package, names in _linking()
        for name in wrong_links(package, names, sites)
    }
    assert found == set()


def _linking():
    for path in arrows.templates():
        yield path, arrows.package_of(path), set(arrows.LINKED.findall(path.read_text(encoding="utf-8")))
    for path in arrows.sources():
        yield path, path.relative_to(ROOT).parts[0], arrows.links_in(path.read_text(encoding="utf-8"))


def test_a_link_that_leads_up_is_found():
    sites = [Address("person_list", _planted_view, (), "people/")]
    assert wrong_links("accounts", {"person_list"}, sites) == {"person_list"}
    assert wrong_links("reports", {"person_list"}, sites) == set()
    assert arrows.links_in("reverse('person_list')\nredirect(reverse_lazy('home'))") == {"person_list", "home"}


def _planted_view(request):
    """A view of a package further up."""


_planted_view.__module__ = "participants.views.people"


def test_every_link_leads_somewhere():
    known = {address.name for address in addresses()}
    slots = {name for _path, _package, names in _linking() for name in names}
    assert {name for name in slots if not name.startswith(("/", "http"))} - known == set()


def test_every_page_names_its_roles_or_stands_in_the_list_of_those_for_everybody():
    assert without_roles(pages()) == OPEN_TO_EVERYBODY


def test_a_page_without_roles_is_found():
    planted = Address("planted", _planted_view, (), "planted/")
    assert "planted" in without_roles([*pages(), planted])


def test_a_file_is_one_thought():
    code = [
        path for path in [*arrows.sources(), *sorted((ROOT / "tests").rglob("*.py"))] if "migrations" not in path.parts
    ]
    assert [path.name for path in code if too_long(path, PYTHON_LINES)] == []
    assert [path.name for path in arrows.templates() if too_long(path, TEMPLATE_LINES)] == []
    assert [str(path) for path in arrows.sources("urls.py") if too_long(path, ADDRESS_LINES)] == []


def test_a_file_that_is_too_long_is_found(tmp_path):
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * (PYTHON_LINES + 1))
    assert too_long(long, PYTHON_LINES)
    long.write_text("x = 1\n" * PYTHON_LINES)
    assert not too_long(long, PYTHON_LINES)


def test_no_template_holds_style_or_script():
    found = [(path.name, INLINE.findall(path.read_text(encoding="utf-8"))) for path in arrows.templates()]
    assert [(name, marks) for name, marks in found if marks] == []


@pytest.mark.parametrize(
    "planted",
    [
        "<style>",
        '<p style="x">',
        "<script>alert()</script>",
        '<a onclick="x">',
        '<img src="data:x">',
        "<a href=javascript:x>",
    ],
)
def test_inline_style_and_script_are_found(planted):
    assert INLINE.search(planted)
    assert not INLINE.search('<script src="/a.js" defer></script><td data-label="style = x"><button name="on">')


def test_nothing_happens_behind_the_back_of_a_call():
    """No signals and no ``save`` or ``delete`` of a model's own: what a change causes stands in its service."""
    hidden = re.compile(r"^from django\.(?:dispatch|db\.models\.signals)|^ +def (?:save|delete)\(self", re.MULTILINE)
    models = [path for path in arrows.sources() if path.relative_to(arrows.ROOT).parts[0] != "web"]  # web has none
    assert [str(path) for path in models if hidden.search(path.read_text(encoding="utf-8"))] == []
    assert hidden.search("class A:\n    def save(self, *args):\n        pass")
