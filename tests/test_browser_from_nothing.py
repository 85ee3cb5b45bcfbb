"""From an installation that holds nothing: bodies, an agreement, a programme and a class, made on pages, to its report.

Only accounts with postings are there, as an administrator makes them. The same journey is gone with a pointer in
Indonesian, and by keyboard alone in English: at a desk with script, on a phone without.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from organisations.choices import AgreementKind, FacilityKind, OrganisationKind
from organisations.models import Facility
from programs.choices import Measure, ProgrammeRoleKind, Unit
from tests.axe import SIZES
from tests.factories import make_user, post
from tests.hands import Hands
from tests.journey import page_name, visiting
from web.dates import short_date

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOUNDATION, PRISON = "Yayasan Benang Uji", "Lapas Uji Kelas IIB"
OTHER_TOTAL = "975"
NUMBERS = "12/PKS/YBU/2023", "W12.PK.01-345"
PROGRAMME, TOPICS = "Pelatihan Kriya Uji", ("Menjahit", "Membatik", "Meronce")
FIRST_SOURCE, SECOND_SOURCE = "https://example.org/berita/975-peserta", "Laporan akhir yayasan"
WHY = "Laporan akhir menghitung dari daftar hadir."
DESK, PHONE = SIZES
MENU, SAVE = "nav.site-nav a", "main form.panel .form-foot button.btn-primary"


@dataclass(frozen=True)
class Way:
    """How one goes: in which language, by which window, with script or not, with a pointer or by keyboard."""

    language: str
    size: tuple[int, int]
    script: bool
    keys: bool

    def __str__(self) -> str:
        parts = (
            self.language,
            str(self.size[0]),
            "script" if self.script else "no-script",
            "keys" if self.keys else "pointer",
        )
        return "-".join(parts)


WAYS = (
    Way("id", DESK, script=True, keys=False),
    Way("en", DESK, script=True, keys=True),
    Way("en", PHONE, script=False, keys=True),
)

SAID = {
    "id": {"total": "1.006", "days": "Maret – April 2023", "topics": "3 topik", "meetings": "3 pertemuan"},
    "en": {"total": "1,006", "days": "March – April 2023", "topics": "3 topics", "meetings": "3 meetings"},
}
"""What stands on the pages in each language."""


@pytest.fixture(params=WAYS, ids=str)
def way(request):
    """How the journey is gone this time."""
    return request.param


@pytest.fixture
def hands(way, browser, live_server):
    """Somebody with a browser; whatever happens, no page breaks the policy or asks anybody else."""
    with visiting(browser, live_server.url, script=way.script) as visitor:
        visitor.page.set_viewport_size({"width": way.size[0], "height": way.size[1]})
        yield Hands(visitor, keys=way.keys, script=way.script)
    assert visitor.said == []


def test_from_nothing_to_a_report(way, hands):
    said = SAID[way.language]
    post(make_user("keeper"), Role.AGREEMENTS)
    sign_in(hands, "keeper", way.language)
    make_bodies(hands)
    make_agreement(hands)
    sign_out(hands)
    post(make_user("registrar"), Role.REGISTRAR, facility=Facility.objects.get())
    sign_in(hands, "registrar", way.language)
    make_programme(hands)
    assert all(topic in hands.visitor.text() for topic in TOPICS)
    enter_totals(hands, said)
    settle(hands, said)
    make_class(hands, said)
    read_report(hands, said)


def sign_in(hands: Hands, username: str, language: str) -> None:
    """Come in, and have the pages in one's language from the first one on."""
    hands.start("/")
    if language != hands.language:
        hands.press(f".lang button[value={language}]")
    assert hands.language == language
    hands.fill("username", username)
    hands.fill("password", "rahasia-sekali")
    hands.press("form.panel [type=submit]")
    assert (hands.visitor.path, hands.language) == ("/", language)


def sign_out(hands: Hands) -> None:
    """Leave by the menu of the account."""
    hands.open_menu(".site-top details.menu:last-of-type > summary")
    hands.press("form[action='/accounts/logout/'] button:last-of-type")


def make_bodies(hands: Hands) -> None:
    """An organisation with a former name, and a facility."""
    hands.press(f"{MENU}[href='/organisations/']")
    hands.press("main a[href='/organisations/new/']")
    hands.choose("kind", OrganisationKind.FOUNDATION)
    hands.fill("names-0-name", FOUNDATION)
    hands.press(SAVE)
    assert FOUNDATION in hands.visitor.text("h1")
    hands.press(f"{MENU}[href='/organisations/']")
    hands.press("main a[href='/facilities/new/']")
    hands.fill("code", "lapas-uji")
    hands.fill("name", PRISON)
    hands.choose("kind", FacilityKind.LAPAS)
    hands.press(SAVE)
    assert PRISON in hands.visitor.text("h1")


def make_agreement(hands: Hands) -> None:
    """An agreement between the two, each with a number of its own."""
    hands.press(f"{MENU}[href='/agreements/']")
    hands.press("main a[href='/agreements/new/']")
    hands.choose("kind", AgreementKind.PKS)
    hands.fill("signed_on", "14/03/2023")
    hands.fill("parties-0-organisation", FOUNDATION)
    hands.fill("parties-0-number", NUMBERS[0])
    assert hands.add("parties") == 1
    hands.fill("parties-1-organisation", PRISON)
    hands.fill("parties-1-number", NUMBERS[1])
    hands.press(SAVE)
    assert all(words in hands.visitor.text() for words in (FOUNDATION, PRISON, *NUMBERS))


def make_programme(hands: Hands) -> None:
    """A programme of three topics, known to the month, that rests on the agreement."""
    hands.press(f"{MENU}[href='/sessions/']")
    hands.press("main a[href='/programmes/']")
    hands.press("main a[href='/programmes/new/']")
    hands.fill("title", PROGRAMME)
    hands.fill("actual_start", "03/2023")
    hands.fill("actual_end", "04/2023")
    for number, topic in enumerate(TOPICS):
        if number:
            assert hands.add("topics") == number
        hands.fill(f"topics-{number}-name", topic)
    hands.choose("roles-0-role", ProgrammeRoleKind.ORGANISER)
    hands.fill("roles-0-organisation", FOUNDATION)
    hands.add("bases")
    hands.choose("bases-0-agreement", FOUNDATION)
    hands.press(SAVE)
    page = hands.visitor.text()
    assert all(words in page for words in (PROGRAMME, FOUNDATION, PRISON, *TOPICS))


def enter_totals(hands: Hands, said: dict) -> None:
    """Two sources, two numbers of participants; so the page asks which one is used."""
    hands.press("main a[href$='/figures/']")
    for number, (total, source) in enumerate(((OTHER_TOTAL, FIRST_SOURCE), (said["total"], SECOND_SOURCE))):
        hands.add("figures")
        hands.choose(f"figures-{number}-measure", Measure.PARTICIPANTS)
        hands.choose(f"figures-{number}-unit", Unit.PEOPLE)
        hands.fill(f"figures-{number}-value", total)
        hands.fill(f"figures-{number}-another", source)
    hands.press(SAVE)
    assert (page_name(hands.visitor.path), hands.visitor.texts("section.errors")) == ("programme_settle", [])


def settle(hands: Hands, said: dict) -> None:
    """One is used, with a reason; the other stays."""
    hands.press("main li.between a")
    hands.mark(said["total"])
    hands.fill("because", WHY)
    hands.press(SAVE)
    used = hands.visitor.text("section[aria-labelledby=figures-title]")
    assert all(words in used for words in (said["total"], OTHER_TOTAL, WHY, SECOND_SOURCE))


def make_class(hands: Hands, said: dict) -> None:
    """A class of the second topic, with a meeting on each of three days."""
    first = timezone.localdate() + timedelta(weeks=1)
    hands.press("main a[href^='/sessions/new/']")
    hands.choose("topic", TOPICS[1])
    for name, words in (
        ("first", short_date(first)),
        ("last", short_date(first + timedelta(days=2))),
        ("starts", "08.00"),
        ("ends", "12.00"),
        ("capacity", "24"),
    ):
        hands.fill(name, words)
    hands.press(SAVE)
    assert hands.visitor.text("h1") == TOPICS[1]
    assert said["meetings"] in hands.visitor.text("[role=status]")


def read_report(hands: Hands, said: dict) -> None:
    """The report says the number that is used, the days as known, the parties, the topics and the seats."""
    hands.press("main dl a[href^='/programmes/']")
    hands.press("main a[href^='/reports/']")
    assert hands.visitor.text("h1") == PROGRAMME
    line = hands.visitor.text(".page-head .line")
    assert [words for words in (said["days"], said["topics"], PRISON) if words not in line] == [], line
    assert hands.visitor.text(".fig .value").startswith(said["total"])
    assert FOUNDATION in hands.visitor.text("section[aria-labelledby=parties-title]")
    rows = hands.visitor.texts("section[aria-labelledby=topics-title] tbody tr")
    assert [next(topic for topic in TOPICS if topic in row) for row in rows] == list(TOPICS)
    assert ["24" in row for row in rows] == [False, True, False]
