"""Lists of 5,000 programmes and 3,000 organisations: each way of reading them, with its time and its questions."""

import statistics
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from benchmarks.database import nation
from benchmarks.line import WARM, Ceiling
from organisations.choices import NameKind, OrganisationKind
from organisations.models import Organisation, OrganisationName
from programs.models import Programme
from tests.counting import questions
from tests.factories import make_user, post

ROUNDS = 15
MILLISECONDS, QUESTIONS = 100, 12


def run() -> Iterator[Ceiling]:
    """As somebody who sees all of them, which is the most work, and as an official who sees few of many."""
    with nation():
        everything, few = Client(), Client()
        everything.force_login(post(make_user("pusat.tolok"), Role.CORRECTIONS))
        ministry = Organisation.objects.filter(kind=OrganisationKind.MINISTRY, children__isnull=False).first()
        few.force_login(post(make_user("pejabat.tolok"), Role.OFFICIAL, organisation=ministry))
        most = 0
        for what, client, address in (
            *(("5,000 programmes", everything, address) for address in _programmes(everything)),
            *(("programmes of an official", few, (name, address)) for name, address in _words_for_programmes()),
            *(("3,000 organisations", everything, address) for address in _organisations(everything)),
        ):
            taken, asked = read(client, address[1])
            most = max(most, asked)
            yield Ceiling(f"{what}, {address[0]}", taken, "ms", MILLISECONDS)
        yield Ceiling("lists, most questions to the database", most, "questions", QUESTIONS)


def _programmes(client: Client) -> list[tuple[str, str]]:
    address = reverse("programme_list")
    middle = Programme.objects.order_by("actual_start", "pk")[2500].pk
    return [
        ("first page", address),
        ("a page in the middle", f"{address}?after={middle}"),
        *_words_for_programmes(),
        *_filters(client, address),
    ]


def _words_for_programmes() -> list[tuple[str, str]]:
    """A frequent topic, a place, an organiser under the name it had once, and words that stand nowhere."""
    address, former = reverse("programme_list"), _former(OrganisationKind.LOCAL_OFFICE)
    words = (
        ("a frequent topic", "batik"),
        ("a place", "tanjung"),
        ("a former name", former),
        ("nothing found", "zzyx qq"),
    )
    return [(f"search: {name}", f"{address}?{urlencode({'q': searched})}") for name, searched in words]


def _organisations(client: Client) -> list[tuple[str, str]]:
    address = reverse("organisation_list")
    middle = Organisation.objects.order_by("pk")[1500].pk
    words = (
        ("a frequent word", "dinas"),
        ("a former name", _former(OrganisationKind.FACILITY)),
        ("nothing found", "zzyx qq"),
    )
    return [
        ("first page", address),
        ("a page in the middle", f"{address}?after={middle}"),
        *((f"search: {name}", f"{address}?{urlencode({'q': searched})}") for name, searched in words),
        *_filters(client, address),
    ]


def _former(kind: str) -> str:
    """The name of a body of this kind that ended."""
    ended = OrganisationName.objects.filter(kind=NameKind.OFFICIAL, valid_until__isnull=False, organisation__kind=kind)
    return ended.order_by("name").values_list("name", flat=True)[0]


class Choices(HTMLParser):
    """The filters that a page offers, each with the values one can choose."""

    def __init__(self):
        super().__init__()
        self.of: dict[str, list[str]] = {}
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if tag == "select":
            self._name = told.get("name", "")
        elif tag == "option" and self._name and told.get("value"):
            self.of.setdefault(self._name, []).append(told["value"])


def _filters(client: Client, address: str) -> list[tuple[str, str]]:
    """Each filter that stands on the page, with the value in the middle of its choices."""
    choices = Choices()
    choices.feed(client.get(address).content.decode())
    return [
        (f"filter: {name}", f"{address}?{urlencode({name: values[len(values) // 2]})}")
        for name, values in choices.of.items()
    ]


def read(client: Client, address: str) -> tuple[float, int]:
    """The median time of the whole page through all middleware, in ms, and how often it asks the database."""
    asked = len(questions(client, address))
    taken = []
    for _round in range(WARM + ROUNDS):
        began = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken[WARM:]), asked
