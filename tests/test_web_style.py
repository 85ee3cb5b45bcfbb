"""Templates and style sheets keep the strict policy, and colours can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_FILES = [path for folder in ("css", "js", "img") for path in sorted((ROOT / "static" / folder).iterdir())]
TOKENS = dict(re.findall(r"--([a-z]+-?\d?): (#[0-9a-f]{6})", (ROOT / "static/css/base.css").read_text()))


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_no_style_no_script_and_nothing_from_elsewhere(path):
    html = path.read_text()
    found = re.findall(r"""<style|\sstyle=|\son[a-z]+=|javascript:|src="(?!\{)|<script(?![^>]*\ssrc=)|data:""", html)
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_fits_on_two_screens(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", OWN_FILES, ids=named)
def test_an_own_file_asks_for_nothing_from_elsewhere(path):
    text = path.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?:|data:|@import|//cdn", text) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates/components").iterdir()), ids=named)
def test_a_component_includes_only_components(path):
    included = re.findall(r'include "([^"]+)"', path.read_text())
    assert [name for name in included if not name.startswith("components/")] == []


def test_the_files_of_others_are_those_that_are_written_down():
    from hashlib import sha256

    readme = (ROOT / "static/vendor/README.md").read_text()
    written = dict(re.findall(r"`([\w./]+\.(?:css|js))`.*`([0-9a-f]{64})`", readme))
    vendor = ROOT / "static/vendor"
    assert written == {name: sha256((vendor / name).read_bytes()).hexdigest() for name in written}
    assert set(written) == {str(p.relative_to(vendor)) for p in vendor.rglob("*") if p.suffix in (".css", ".js")}


def test_every_file_that_a_style_sheet_names_is_found(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command(CollectStatic(), interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "mori-1"), ("soft", "mori-2"), ("nila-7", "mori-1"), ("soga-7", "mori-0"), ("gading", "nila-9"),
        ("nila-9", "gading"), ("daun-7", "daun-1"), ("kunyit-7", "kunyit-1"), ("mengkudu-7", "mengkudu-1"),
        ("mori-0", "mengkudu-9"), ("nila-7", "nila-1"), ("ink", "soga-1"),
    ],
)  # fmt: skip
def test_every_text_can_be_read_on_its_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), [("edge", "mori-0"), ("edge", "mori-1"), ("soga-5", "mori-1")])
def test_every_border_of_a_control_can_be_seen(edge, ground):
    assert contrast(edge, ground) >= 3
