"""A real Chromium for the tests that are marked ``browser``.

Where none is installed these tests are left out, and the run says so at its end; with
``LAPAS_BROWSER_TESTS=required`` a missing browser fails them.
"""

import os
import shutil

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("LAPAS_BROWSER_TESTS") == "required"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
left_out: list[str] = []


def pytest_collection_modifyitems(config, items):
    """Leave the browser tests out where there is no browser, unless they are required."""
    if CHROMIUM or REQUIRED:
        return
    kept = [item for item in items if "browser" not in item.keywords]
    left_out.extend(item.nodeid for item in items if "browser" in item.keywords)
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if "browser" in item.keywords])
        items[:] = kept


def pytest_report_header():
    """Say which browser the run uses."""
    if CHROMIUM:
        return f"browser tests: {CHROMIUM}"
    return (
        "browser tests: required, but no Chromium is installed" if REQUIRED else "browser tests: left out, no Chromium"
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the installed Chromium, quiet towards the outside."""
    assert CHROMIUM, "Chromium is required here and not installed."
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session", autouse=True)
def _async_unsafe():
    """Playwright runs an event loop in this thread; Django's calls from it are no danger here."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
