"""What is wrong with the page that a browser shows: what axe-core finds, and whether it scrolls sideways."""

from collections.abc import Iterable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run(document, {resultTypes: ["violations"], elementRef: false, iframes: false}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target}`)))"""
WIDER = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"

DESK, PHONE = (1366, 768), (360, 740)


def faults(page: Page, sizes: Iterable[tuple[int, int]] = (DESK, PHONE)) -> list[str]:
    """One line for each element that breaks a rule, at each size of the window; the page is loaded only once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    found = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        wide = ["scrolls sideways"] if page.evaluate(WIDER) else []
        found += [f"{width}: {fault}" for fault in [*wide, *page.evaluate(RUN)]]
    return found
