"""Somebody at a browser, and the acts of a journey through the pages, so that the tests read like one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page

from accounts.scope import scope
from organisations.models import Facility
from participants.models import Person
from participants.names import display_name
from tests import axe
from tests.demo_data import PASSWORD
from web.dates import short_date

LANGUAGES = ("id", "en")
REFUSED = "Content Security Policy"


@dataclass
class Visitor:
    """A browser of one's own. ``said`` gathers what no page may do: break the policy, fail, or ask anybody else."""

    page: Page
    base: str = ""
    said: list[str] = field(default_factory=list)

    def hear(self, what: str) -> None:
        """Keep what a page did wrong."""
        self.said.append(what)

    def open(self, address: str) -> int:
        """Go to an address of this site; answers the status."""
        return self.page.goto(self.base + address).status

    def press(self, what: str | Locator) -> None:
        """Press a button or link, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            (self.page.locator(what) if isinstance(what, str) else what).first.click()

    def named(self, role: str, name: str) -> Locator:
        """The first thing of this role and name, as a screen reader would find it."""
        return self.page.get_by_role(role, name=name).first

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in by the form."""
        self.open("/accounts/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.press("form.panel [type=submit]")

    def enter(self, username: str) -> None:
        """Be on the first page as this user, with the session of an earlier sign-in where there is one."""
        self.page.context.add_cookies(sessions.get((self.base, username), []))
        self.open("/")
        if self.path.startswith("/accounts/login/"):
            self.sign_in(username)
            cookies = self.page.context.cookies(self.base)
            sessions[self.base, username] = [one for one in cookies if one["name"] == settings.SESSION_COOKIE_NAME]

    def sign_out(self) -> None:
        """Open the menu of the account, and leave."""
        sessions.clear()
        self.page.click(".site-top details.menu:last-of-type > summary")
        self.press("form[action='/accounts/logout/'] button >> nth=-1")

    def speak(self, language: str) -> None:
        """Use the language switch."""
        self.press(f".lang button[value={language}]")

    @property
    def path(self) -> str:
        """Where the browser is."""
        return self.page.url.removeprefix(self.base)

    def text(self, selector: str = "main") -> str:
        """What is to be read there, with single spaces."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def texts(self, selector: str) -> list[str]:
        """What is to be read in each of these."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]


sessions: dict[tuple[str, str], list] = {}
"""Who has signed in where, until somebody signs out."""

idle: dict[tuple[Browser, bool], list[Visitor]] = defaultdict(list)
"""Browsers that nobody uses now. To open one takes longer than most tests, so each is used again."""


@contextmanager
def visiting(browser: Browser, base: str, *, script: bool = True, language: str = "id") -> Iterator[Visitor]:
    """A visitor with a browser of their own, in which nothing is left of anybody before."""
    waiting = idle[browser, script]
    visitor = waiting.pop() if waiting else _opened(browser, script)
    visitor.base, visitor.said = base, []
    visitor.page.set_viewport_size({"width": 1366, "height": 768})
    if language != settings.LANGUAGE_CODE:
        visitor.page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": base}])
    try:
        yield visitor
    finally:
        visitor.page.emulate_media(media="null")
        visitor.page.context.clear_cookies()
        waiting.append(visitor)


def _opened(browser: Browser, script: bool) -> Visitor:
    """A new browser, that hears whatever a page does wrong; axe-core comes along to every page."""
    # Nobody waits a second for a page to glide to the button that a test presses.
    context = browser.new_context(java_script_enabled=script, reduced_motion="reduce")
    visitor = Visitor(context.new_page())
    context.add_init_script(axe.SOURCE)
    context.on("console", lambda message: visitor.hear(message.text) if REFUSED in message.text else None)
    context.on("weberror", lambda error: visitor.hear(str(error.error)))
    context.on("request", lambda asked: None if asked.url.startswith(visitor.base) else visitor.hear(asked.url))
    context.on("response", lambda answer: visitor.hear(answer.url) if _missing(answer) else None)
    return visitor


def _missing(answer) -> bool:
    return answer.status >= 500 or (answer.status >= 400 and "/static/" in answer.url)


def new_class(staff: Visitor, title: str, *, first: date, last: date, starts: str, ends: str, seats: int) -> str:
    """Make a class by the form; answers its address."""
    staff.open("/sessions/new/")
    staff.page.select_option("[name=programme]", label="Bimbingan Teknis Wirausaha Baru IKM")
    entries = {"title": title, "first": short_date(first), "last": short_date(last)}
    entries |= {"starts": starts, "ends": ends, "capacity": str(seats)}
    for name, value in entries.items():
        staff.page.fill(f"[name={name}]", value)
    staff.press("form.panel [type=submit]")
    return staff.path


def enrol(staff: Visitor, session: str, how_many: int) -> list[str]:
    """Choose the first people offered and enrol them in one submission; answers their keys."""
    staff.open(f"{session}choose/")
    for box in staff.page.locator("label.pick input[name=p]").all()[:how_many]:
        box.check()
    return send(staff)


def send(staff: Visitor) -> list[str]:
    """Review what is ticked and confirm it, nobody waiting for a seat; answers the keys of the people."""
    chosen = [box.get_attribute("value") for box in staff.page.locator("input[name=p]:checked").all()]
    review(staff)
    if (queue := staff.page.locator("input[name=queue]")).count():
        queue.uncheck()
    confirm(staff)
    return chosen


def review(staff: Visitor) -> None:
    """Ask what would become of those ticked."""
    staff.press("button[formaction$='/review/']")


def confirm(staff: Visitor) -> None:
    """Do what the review says."""
    staff.press(".action-bar .btn-primary")


def in_indonesian(write, *args) -> str:
    """What a function of words says in Indonesian."""
    with translation.override("id"):
        return write(*args)


def walk(visitor: Visitor, passing: frozenset[str] = frozenset()) -> Iterator[str]:
    """Open one example of every page that links lead to, but for those passed by; answers its name while it is open."""
    waiting, seen = ["/"], set(passing)
    while waiting:
        address = waiting.pop(0)
        name = page_name(address)
        if name and name not in seen:
            seen.add(name)
            status = visitor.open(address)
            assert status == 200, f"{address}: {status}"
            yield name
            links = visitor.page.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
            own = (urldefrag(link).url for link in links if link.startswith(visitor.base))
            waiting += [link.removeprefix(visitor.base) for link in own]


def page_name(address: str) -> str:
    """The name of one of our own pages; nothing for stock admin."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return "" if found.namespaces else found.view_name


def names() -> list[str]:
    """Everyone in the registers, as these write them and as pages do."""
    with scope(actor=None, facilities=Facility.objects.values_list("pk", flat=True)):
        written = set(Person.objects.values_list("name", flat=True))
    return sorted(written | {display_name(name) for name in written})


def named_in(page: Page, whom: list[str]) -> list[str]:
    """Which of these are named in what the browser holds: the text that is seen, and the page behind it."""
    text = (page.content() + page.locator("body").inner_text()).casefold()
    likely = [name for name in whom if name.casefold() in text]
    return [name for name in likely if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text)]
