"""What is wrong with the page that a browser shows: what axe-core finds, and whether it scrolls sideways."""

from collections.abc import Iterator
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


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """One line for each element that breaks a rule, at each size of the window; the page is loaded only once.

    Measuring contrast takes four fifths of the time. It may be left out where the same page was measured before, in
    the other language.
    """
    return [f"{width}: {fault}" for width in _sizes(page) for fault in [*_wide(page), *page.evaluate(RUN, contrast)]]


def scrolls(page: Page) -> list[str]:
    """At which sizes of the window the page scrolls sideways."""
    return [f"{width}: {fault}" for width in _sizes(page) for fault in _wide(page)]


def _sizes(page: Page) -> Iterator[int]:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        yield width


def _wide(page: Page) -> list[str]:
    return ["scrolls sideways"] if page.evaluate(WIDER) else []
