"""Filling in pages with a pointer or by keyboard alone: the same acts, so that one journey tells of both."""

from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.axe import faults
from tests.journey import Visitor

FOCUSED = "element => element === document.activeElement"
OF_ITS_GROUP = "element => element.name !== '' && element.name === document.activeElement.name"
PLACE_IN_LIST = "(list, said) => [...list.options].findIndex(one => one.value === said || one.label.includes(said))"
PLACE_CHOSEN = "list => list.selectedIndex"
WIDER = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
STOPS = 250
"""More stops than any page of the journey has."""


@dataclass
class Hands:
    """Somebody who fills in pages. Each page that opens is looked at: it fits its window, and axe finds nothing.

    ``keys``: with Tab, Return, arrows and typing, and nothing else. ``script``: whether axe can run.
    """

    visitor: Visitor
    keys: bool
    script: bool

    @property
    def language(self) -> str:
        """Which language the page speaks."""
        return self.visitor.page.locator("html").get_attribute("lang")

    def start(self, address: str) -> None:
        """Type an address of the site, as one begins."""
        assert self.visitor.open(address) == 200
        self.look()

    def press(self, what: str) -> None:
        """Press a button or follow a link, and look at the page that it leads to."""
        target = self._only(what)
        if self.keys:
            self._reach(target)
            with self.visitor.page.expect_navigation():
                self.visitor.page.keyboard.press("Enter")
        else:
            self.visitor.press(target)
        self.look()

    def open_menu(self, what: str) -> None:
        """Open what opens without leaving the page."""
        target = self._only(what)
        if self.keys:
            self._reach(target)
            self.visitor.page.keyboard.press("Enter")
        else:
            target.click()

    def add(self, rows: str) -> int:
        """Press the button that gives one more row; answers the row's number."""
        there = self.visitor.page.locator(f"#rows-{rows} fieldset").count()
        target = self._only(f"button[name=add][value={rows}]")
        if self.keys:
            self._reach(target)
            self.visitor.page.keyboard.press("Enter")
        else:
            target.click()
        self.visitor.page.locator(f"#rows-{rows} fieldset >> nth={there}").wait_for()
        return there

    def fill(self, name: str, words: str) -> None:
        """Write into a field, over what stands there."""
        target = self._only(f"main [name={name}]")
        if self.keys:
            self._reach(target)
            self.visitor.page.keyboard.press("Control+A")
            self.visitor.page.keyboard.type(words)
        else:
            target.fill(words)
        assert target.input_value() == words

    def choose(self, name: str, said: str) -> None:
        """Choose from a list what has this value or these words."""
        target = self._only(f"main select[name={name}]")
        place = target.evaluate(PLACE_IN_LIST, said)
        assert place >= 0, f"{name} offers no {said}: {target.inner_text()}"
        if self.keys:
            self._reach(target)
            self.visitor.page.keyboard.press("Home")
            for _step in range(place):
                self.visitor.page.keyboard.press("ArrowDown")
        else:
            target.select_option(index=place)
        assert target.evaluate(PLACE_CHOSEN) == place

    def mark(self, words: str) -> None:
        """Mark one of several that exclude each other, by the words beside it."""
        target = self.visitor.page.locator("main label", has_text=words).locator("..").locator("input[type=radio]")
        if self.keys:
            self._reach(target, OF_ITS_GROUP)
            for _step in range(STOPS):
                if target.evaluate(FOCUSED):
                    break
                self.visitor.page.keyboard.press("ArrowDown")
            if not target.is_checked():
                self.visitor.page.keyboard.press("Space")
        else:
            target.check()
        assert target.is_checked()

    def look(self) -> None:
        """What no page may be: wider than its window, or against a rule of access."""
        page = self.visitor.page
        assert page.evaluate(WIDER) is False, page.url
        if self.script:
            before = page.viewport_size
            assert faults(page, contrast=not self.keys) == [], page.url
            page.set_viewport_size(before)

    def _only(self, what: str) -> Locator:
        target = self.visitor.page.locator(what)
        target.first.wait_for(state="attached")
        assert target.count() == 1, what
        return target

    def _reach(self, target: Locator, there: str = FOCUSED) -> None:
        here = target.element_handle()
        for _step in range(STOPS):
            if here.evaluate(there):
                return
            self.visitor.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")
