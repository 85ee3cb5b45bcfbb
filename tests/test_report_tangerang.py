"""The demonstration's own Tangerang report says what its sources and its rosters say, each figure with its mark."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from programs.models import Programme
from reports.programme_report import ProgrammeReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(demo):
    return Programme.objects.get(reference="E01")


def read(client, username, name, *args, language="id"):
    client.force_login(User.objects.get(username=username))
    client.cookies["language"] = language
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize(
    "username", ["official.kemenperin", "official.corrections", "agreements.admin", "staff.tangerang"]
)
def test_90_30_30_30_by_the_source_30_30_30_by_the_roster_target_unknown_seats_used_in_full(programme, username):
    report = ProgrammeReport(programme, reader=User.objects.get(username=username), at=timezone.now())
    found = [
        [(number.words, number.mark[:1]) for number in (row.stated, row.counted, row.seats)] + [row.seats_used]
        for row in [*report.rows, report.total]
    ]
    assert found == [
        [("30", "a"), ("30", "b"), ("30", "d"), "100%"],
        [("30", "c"), ("30", "b"), ("30", "d"), "100%"],
        [("30", "a"), ("30", "b"), ("30", "d"), "100%"],
        [("90", "a"), ("90", "b"), ("90", "d"), "100%"],
    ]
    assert report.total.target.words == ""
    assert [(name, number.value, number.mark) for name, number in report.trained_before] == [
        ("LPP Kelas IIA Tangerang", Decimal(268), "a")
    ]


@pytest.mark.parametrize(("language", "days"), [("id", "17–22 Juli 2023"), ("en", "17–22 July 2023")])
def test_the_official_of_the_organiser_reads_days_parties_partners_and_origins(client, programme, language, days):
    text = read(client, "official.kemenperin", "programme_report", programme.pk, language=language).content.decode()
    with translation.override(language):
        marks = [
            translation.gettext(words) for words in ("stated by source", "counted from roster", "derived", "planned")
        ]
    parties = ["Kementerian Perindustrian", "Kementerian Hukum dan HAM"]
    partners = [
        "Ditjen Pemasyarakatan",
        "Ikatan Pimpinan Tinggi Perempuan Indonesia (PIMTI)",
        "Yayasan Batik Indonesia (YBI)",
    ]
    for shown in (
        "Bimbingan Teknis Wirausaha Baru IKM",
        days,
        "90 − 30 − 30",
        "bantentoday.id",
        *parties,
        *partners,
        *marks,
    ):
        assert shown in text
    assert text.count('class="sample"') == 4


@pytest.mark.parametrize("username", ["official.other", "staff.cipinang"])
def test_whom_it_does_not_concern_is_told_nothing(client, programme, username):
    assert read(client, username, "programme_report", programme.pk).status_code == 404
    assert programme.title not in read(client, username, "report_list").content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_programme_of_the_demonstration_has_a_page_and_a_report(client, demo, language):
    for programme in Programme.objects.all():
        for name in ("programme", "programme_report"):
            response = read(client, "official.corrections", name, programme.pk, language=language)
            assert response.status_code == 200
            assert "None" not in response.content.decode()
