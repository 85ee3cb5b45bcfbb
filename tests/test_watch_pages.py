"""The page of the watch: who sees what, setting aside with a reason and until when, and when it is counted anew."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from organisations.models import Agreement, Commitment
from programs.models import ProgrammeBasis
from reports.models import WatchDismissal, WatchEntry, WatchRun
from reports.watch.counting import AT_MOST, recount, up_to_date
from reports.watch.pages import standing
from tests.counting import questions
from tests.factories import make_agreement, make_organisation, make_programme, make_user, post
from tests.raw import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def keeper():
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def ending_in(days: int, *parties, **fields) -> Agreement:
    """An agreement whose last day in force lies so many days from today."""
    last = {"in_force_until": TODAY() + timedelta(days=days), "in_force_until_precision": "d"}
    begun = {"in_force_from": date(2020, 1, 1), "in_force_from_precision": "d", "status": "signed"}
    return make_agreement(*(parties or [make_organisation()]), **begun, **last, **fields)


def read(client, user, **query):
    client.force_login(user)
    client.cookies["language"] = "en"
    return client.get(reverse("agreement_watch"), query)


def shown(response) -> dict[str, list[str]]:
    return {part.key: [line.title for line in part.lines] for part in response.context["parts"]}


@pytest.mark.parametrize(
    ("days", "part"),
    [(0, "expires_30"), (30, "expires_30"), (31, "expires_90"), (90, "expires_90"), (91, "expires_180"),
     (180, "expires_180"), (181, None), (-1, None)],
)  # fmt: skip
def test_an_agreement_stands_in_the_band_that_its_last_day_lies_in(client, keeper, days, part):
    ending_in(days, title="Nota")
    assert shown(read(client, keeper)) == ({part: ["Nota"]} if part else {})


def test_the_menu_counts_what_stands_and_marks_the_page(client, keeper):
    ending_in(10), ending_in(20)
    text = read(client, keeper).text
    assert '<a href="/agreements/watch/" aria-current="page">Due <span class="count">2<' in text
    assert text.count('aria-current="page">') == 2, "the menu entry and the breadcrumb, not the list of agreements"


def test_an_official_sees_what_concerns_own_agreements_and_own_programmes(client, keeper):
    own, other = make_organisation(), make_organisation()
    mine, theirs = ending_in(10, own, title="Kami"), ending_in(11, other, title="Mereka")
    over = {"in_force_from": date(2010, 1, 1), "in_force_until": date(2011, 1, 1), "status": "signed"}
    past = make_agreement(own, title="Lama", **over, in_force_from_precision="d", in_force_until_precision="d")
    for day, (title, organiser) in enumerate((("Kegiatan kami", own), ("Kegiatan mereka", other)), start=1):
        ran = {"actual_start": date(2015, 5, day), "actual_start_precision": "d"}
        programme = make_programme(title, organiser=organiser, **ran)
        ProgrammeBasis.objects.create(programme=programme, agreement=past, position=1)
    official = post(make_user(), Role.OFFICIAL, organisation=own)
    assert shown(read(client, official)) == {"expires_30": ["Kami"], "no_basis": ["Kegiatan kami"]}
    assert shown(read(client, keeper)) == {
        "expires_30": ["Kami", "Mereka"],
        "no_basis": ["Kegiatan kami", "Kegiatan mereka"],
    }
    entry = WatchEntry.objects.get(agreement=mine)
    assert client.get(reverse("agreement_watch_entry", args=[entry.pk])).status_code == 200
    client.force_login(official)
    entry = WatchEntry.objects.get(agreement=theirs)
    assert client.get(reverse("agreement_watch_entry", args=[entry.pk])).status_code == 403


def test_what_is_set_aside_comes_back_after_its_day(client, keeper):
    ending_in(20, title="Nota")
    read(client, keeper)
    entry, until = WatchEntry.objects.get(), TODAY() + timedelta(days=7)
    address = reverse("agreement_watch_entry", args=[entry.pk])
    for typed, complaint in (("", "Not filled in yet."), (TODAY() - timedelta(days=1), "Write today or a later day")):
        response = client.post(address, {"until": typed, "reason": "Perpanjangan sedang dibahas"})
        assert (response.status_code, complaint in response.text) == (200, True)
        assert "Perpanjangan sedang dibahas" in response.text
    client.post(address, {"until": until.isoformat(), "reason": "Perpanjangan sedang dibahas"})
    assert shown(read(client, keeper)) == {"aside": ["Nota"]}
    assert [standing(keeper, day) for day in (TODAY(), until, until + timedelta(days=1))] == [0, 0, 1]
    client.post(address, {"reason": "Dibahas ulang"})
    assert shown(read(client, keeper)) == {"expires_30": ["Nota"]}
    said = client.get(address).context["said"]
    assert [(word.reason, word.until, word.by) for word in said] == [
        ("Dibahas ulang", None, keeper), ("Perpanjangan sedang dibahas", until, keeper),
    ]  # fmt: skip


def test_corrections_read_why_and_set_nothing_aside(client):
    ending_in(20)
    reader = post(make_user(), Role.CORRECTIONS)
    read(client, reader)
    address = reverse("agreement_watch_entry", args=[WatchEntry.objects.get().pk])
    assert "<form" not in client.get(address).text.split("<main")[1]
    assert client.post(address, {"until": TODAY().isoformat(), "reason": "Coba"}).status_code == 403
    assert not WatchDismissal.objects.exists()


def test_what_was_said_is_only_added_to(keeper):
    ending_in(20)
    recount(TODAY(), timezone.now())
    said = {"until": TODAY(), "reason": "Sudah diurus", "by": keeper, "at": timezone.now()}
    word = WatchDismissal.objects.create(entry=WatchEntry.objects.get(), **said)
    for attempt in ("UPDATE reports_watchdismissal SET reason = 'x'", "DELETE FROM reports_watchdismissal"):
        assert refused(attempt) == "42501", "not allowed"
    assert WatchDismissal.objects.get().reason == word.reason


def test_it_is_counted_anew_after_a_change_of_agreements_on_another_day_and_after_ten_minutes(keeper):
    now = timezone.now()
    ending_in(20)
    first = up_to_date(TODAY(), now)
    assert up_to_date(TODAY(), now + AT_MOST / 2).at == first.at
    made = ending_in(25)
    assert up_to_date(TODAY(), now + AT_MOST / 2).at != first.at
    assert WatchEntry.objects.present().filter(agreement=made).exists()
    later = up_to_date(TODAY(), now + 2 * AT_MOST)
    assert later.at == now + 2 * AT_MOST
    assert up_to_date(TODAY() + timedelta(days=1), later.at).day == TODAY() + timedelta(days=1)
    assert WatchRun.objects.count() == 1


def test_what_is_gone_and_comes_back_is_the_same_entry(keeper):
    made = ending_in(20)
    recount(TODAY(), timezone.now())
    first = WatchEntry.objects.get()
    Agreement.objects.filter(pk=made.pk).update(in_force_until=TODAY() + timedelta(days=900))
    recount(TODAY(), timezone.now())
    assert not WatchEntry.objects.present().exists()
    Agreement.objects.filter(pk=made.pk).update(in_force_until=TODAY() + timedelta(days=3))
    recount(TODAY(), timezone.now())
    assert [entry.pk for entry in WatchEntry.objects.present()] == [first.pk]


def test_a_late_promise_says_what_was_promised_and_that_nobody_counts_it(client, keeper):
    made = make_agreement(make_organisation(), title="Nota")
    due = {"due_on": date(2023, 6, 30), "due_on_precision": "d"}
    Commitment.objects.create(agreement=made, position=1, kind="trainers", quantity=12, unit="people", **due)
    (part,) = read(client, keeper).context["parts"]
    assert part.key == "overdue"
    assert part.lines[0].facts == [
        "Trainers: 12 people", "Due by 30 June 2023.", "What was delivered of it is counted nowhere.",
    ]  # fmt: skip


def test_thirty_entries_ask_no_more_than_two_and_the_rest_stands_a_page_further(client, keeper):
    ending_in(1), ending_in(2)
    read(client, keeper)
    few = len(questions(client, reverse("agreement_watch")))
    for n in range(28):
        ending_in(n + 3 if n < 27 else 29)
    response = read(client, keeper)
    (part,) = response.context["parts"]
    assert (part.total, len(part.lines), part.more) == (30, 5, 25)
    assert len(questions(client, reverse("agreement_watch"))) == few <= 12
    whole = client.get(reverse("agreement_watch"), {"part": "expires_30"})
    assert (len(whole.context["lines"]), whole.context["rows"].total) == (25, 30)
    assert client.get(reverse("agreement_watch"), {"part": "tidak-ada"}).status_code == 404
