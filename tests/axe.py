"""What is wrong with the page that a browser shows: what axe-core finds, and whether it scrolls sideways."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """contrast => axe.run(document, {
    resultTypes: ["violations"], elementRef: false, iframes: false, rules: {"color-contrast": {enabled: contrast}},
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target}`)))"""
WIDER = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"

SIZES = ((1366, 768), (360, 740))
"""A desk and a phone."""


def bring(page: Page) -> None:
    """Bring axe-core along to every page that is opened from now on."""
    page.add_init_script(SOURCE)


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """One line for each element that breaks a rule, at each size of the window; the page is loaded only once.

    Measuring contrast takes four fifths of the time. It may be left out where the same page was measured before, in
    the other language or for another role.
    """
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = ["scrolls sideways"] if page.evaluate(WIDER) else []
        found += [f"{width}: {fault}" for fault in [*wide, *page.evaluate(RUN, contrast)]]
    return found
