"""What the file knows of each of the 48 programmes can be read on its page; what it does not know reads as unknown."""

import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from accounts.roles import Role
from programs.loading.load import load_programmes
from programs.loading.shapes import partial_date
from programs.models import Programme
from tests.factories import make_user, post
from tests.test_exporting import REAL
from web.dates import date_range
from web.dates import partial_date as in_words
from web.numbers import number

pytestmark = pytest.mark.django_db
ENTRIES = {told["id"]: told for told in json.loads(REAL.read_text(encoding="utf-8"))}
NOT_KNOWN = "tidak diketahui"

SENTENCES = """prison prison_kind city province organiser participants_note trainers_from selection_criteria products
    sales_or_exhibition equipment_grants funding follow_up"""
NUMBERS = {
    "participants_total": "orang",
    "staff_participants": "orang",
    "days": "hari",
    "hours_jp": "jam pelajaran (JP)",
}


class Words(HTMLParser):
    """What is read on a page: its words, and the addresses that it leads to."""

    def __init__(self, page: str):
        super().__init__()
        self.words, self.links, self.empty, self._cell = [], [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag in ("td", "dd"):
            self._cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "dd") and self._cell is not None:
            if self._cell.strip() in ("", "0", "None", "-", "–"):
                self.empty.append(self._cell)
            self._cell = None

    def handle_data(self, data):
        self.words.append(data)
        if self._cell is not None:
            self._cell += data

    @property
    def text(self) -> str:
        return flat(" ".join(self.words))


def flat(words: str) -> str:
    return " ".join(unescape(words).split())


def statements_of(told: dict) -> Iterator[str]:
    """Every known sentence and name of an entry."""
    yield from (told[field] for field in SENTENCES.split() if told[field])
    yield from told["partners"]
    yield from told["quirks"]
    yield from (topic["name"] for topic in told["topics"])
    yield from (value for key, value in (told["certificates"] or {}).items() if key != "count" and value)


def figures_of(told: dict) -> Iterator[str]:
    """Every known number of an entry, as a page writes it."""
    yield from (f"{number(told[field])} {unit}" for field, unit in NUMBERS.items() if told[field] is not None)
    yield from (f"{number(one['participants'])} orang" for one in told["topics"] if one["participants"] is not None)
    if (told["certificates"] or {}).get("count") is not None:
        yield f"{number(told['certificates']['count'])} buah"


def agreements_of(told: dict) -> Iterator[tuple[dict, list[str]]]:
    """Each agreement of an entry with what is known of it."""
    for one in filter(None, [told["agreement"], *told["other_agreements"]]):
        known = [one[field] for field in ("title", "kind", "number", "term") if one[field]]
        if one["signed_on"]:
            known.append(in_words(*partial_date(one["signed_on"])))
        yield one, known + one["parties"]


def days_of(told: dict) -> list[set[str]]:
    """The days of an entry: each by itself, or both in one range."""
    start, end = (partial_date(told[which]) if told[which] else None for which in ("start", "end"))
    found = []
    for one in filter(None, (start, end)):
        ways = {in_words(*one)}
        if start and end:
            ways.add(date_range(start.day, end.day, start.precision, end.precision))
        found.append(ways)
    return found


@pytest.fixture
def pages(client):
    """The pages of the loaded programmes, as the keeper of agreements reads them."""
    load_programmes(REAL)
    client.force_login(post(make_user(), Role.AGREEMENTS))

    def read(address: str) -> Words:
        response = client.get(address)
        assert response.status_code == 200
        return Words(response.content.decode())

    return read


def test_every_fact_of_the_file_can_be_read_on_the_page_of_its_programme(pages):
    missing = []
    for programme in Programme.objects.order_by("reference"):
        told = ENTRIES[programme.reference]
        page = pages(programme.get_absolute_url())
        for said in (*statements_of(told), *figures_of(told)):
            if flat(said) not in page.text:
                missing.append((programme.reference, said))
        for address in (told["source_url"], *told["also_see"]):
            if address not in page.links:
                missing.append((programme.reference, address))
        missing += [(programme.reference, ways) for ways in days_of(told) if not any(one in page.text for one in ways)]
        beside = page.text.split("Khusus perempuan", 1)[1][:40]
        women = {True: "ya", False: "tidak", None: NOT_KNOWN}[told["women_only"]]
        if not re.match(rf"{women}\b", beside.strip()):
            missing.append((programme.reference, f"women only: {women}"))
        if told["inferred_fields"] and "isimpulkan" not in page.text:
            missing.append((programme.reference, "that something was inferred"))
        rested_on = [basis.agreement_id for basis in programme.bases.order_by("position")]
        for (_one, known), agreement in zip(agreements_of(told), rested_on, strict=True):
            address = reverse("agreement", args=[agreement])
            assert address in page.links
            both = page.text + pages(address).text
            missing += [(programme.reference, said) for said in known if flat(said) not in both]
    assert missing == []


def test_what_the_file_does_not_know_is_never_nothing_or_zero(pages):
    for programme in Programme.objects.order_by("reference"):
        page = pages(programme.get_absolute_url())
        assert page.empty == [], programme.reference
        assert NOT_KNOWN in page.text
        assert not re.search(r"\bNone\b|\bnull\b", page.text), programme.reference
