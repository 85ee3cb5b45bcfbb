"""The report of a programme: every figure exact, each with its origin, for those it opens to, and never a name."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from participants.choices import WithdrawalReason
from participants.models import Enrolment
from participants.services.closing import cancel
from participants.services.enrolments import enrol, withdraw
from programs.models import Figure, TrainingSession
from reports.chart import chart
from reports.figures import Fig
from reports.programme_document import programme_document
from reports.programme_report import ProgrammeReport
from tests.counting import questions
from tests.factories import (
    NOW,
    acting,
    make_inmate,
    make_organisation,
    make_programme,
    make_session,
    make_topic,
    make_user,
    post,
)
from tests.tangerang import PARTNERS, TITLE, tell

AT = datetime(2023, 7, 31, 16, 59, tzinfo=UTC)


@pytest.fixture
def told(tangerang, registrar):
    """The Tangerang programme, with two people in each of its three classes."""
    return tell(tangerang, registrar=registrar, people=2)


@pytest.fixture
def official(told):
    """An official of the ministry above the organiser."""
    return post(make_user("official.kemenperin"), Role.OFFICIAL, organisation=told.ministry)


def read(client, user, name, *args, language="id"):
    client.force_login(user)
    client.cookies["language"] = language
    return client.get(reverse(name, args=args))


def numbers(row):
    return [(number.words, number.mark[:1]) for number in (row.stated, row.counted, row.seats)]


def test_the_tangerang_report_keeps_what_is_stated_derived_and_counted_apart(client, tangerang, registrar):
    told = tell(tangerang, registrar=registrar, people=30)
    official = post(make_user(), Role.OFFICIAL, organisation=told.ministry)
    report = ProgrammeReport(told.programme, reader=official, at=AT)
    assert [numbers(row) for row in report.rows] == [
        [("30", "a"), ("30", "b"), ("30", "d")],
        [("30", "c"), ("30", "b"), ("30", "d")],
        [("30", "a"), ("30", "b"), ("30", "d")],
    ]
    assert numbers(report.total) == [("90", "a"), ("90", "b"), ("90", "d")]
    assert report.total.target.words == ""
    assert [(name, number.value, number.mark) for name, number in report.trained_before] == [
        (told.facility.name, Decimal(268), "a")
    ]
    assert (report.length.value, report.lesson_hours.words) == (6, "")
    assert "100% (90 " in read(client, official, "programme_report", told.programme.pk).content.decode()


def test_the_list_of_origins_names_source_derivation_and_what_is_invented(told, official):
    report = ProgrammeReport(told.programme, reader=official, at=AT)
    assert report.rows and report.total and report.length.mark == "c2"
    with translation.override("en"):
        found = [(origin.letter, str(origin.kind), origin.url, origin.sample) for origin in report.origins]
    assert found == [
        ("a", "stated by source", told.source.address, False),
        ("b", "counted from roster", "", True),
        ("c", "derived", told.source.address, False),
        ("c2", "derived", "", False),
        ("d", "planned", "", True),
    ]
    assert [origin.text for origin in report.origins][2] == "90 − 30 − 30"


@pytest.mark.parametrize(("language", "days"), [("id", "17–22 Juli 2023"), ("en", "17–22 July 2023")])
def test_the_page_shows_days_parties_partners_and_the_268(client, told, official, language, days):
    text = read(client, official, "programme_report", told.programme.pk, language=language).content.decode()
    for shown in (
        TITLE,
        days,
        "268",
        "Kementerian Perindustrian – Ditjen IKMA",
        "makanan ringan, salon, menjahit",
        *PARTNERS,
    ):
        assert shown in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_nobody_states_is_written_as_unknown_and_never_as_a_number(client, told, official, language):
    text = " ".join(
        read(client, official, "programme_report", told.programme.pk, language=language).content.decode().split()
    )
    with translation.override(language):
        word, target, hours = map(translation.gettext, ("not known", "Target", "Lesson hours (JP)"))
    unknown = f'<span class="unknown">{word}</span>'
    for label in (target, hours):
        assert f"{label}: {unknown}" in text
    told = programme_document(ProgrammeReport(told.programme, reader=official, at=AT))
    stated = {row.head.words: row.cells[0].is_known for section in told.sections if section.key == "results"
              for row in section.grid.rows}  # fmt: skip
    assert [name for name, known in stated.items() if known] == [str(Fig.ENROLLED.label)]


def test_a_class_that_was_cancelled_and_who_left_a_class_do_not_count(told, official, registrar):
    first, second, _third = TrainingSession.objects.order_by("pk")
    with acting(registrar, told.facility):
        one = Enrolment.objects.filter(session=first).first()
        withdraw([one.pk], session=first, kind=WithdrawalReason.OTHER, reason="Pulang", at=NOW)
        cancel(second, reason="Sebabnya", at=NOW)
    report = ProgrammeReport(told.programme, reader=official, at=AT)
    assert [(row.counted.words, row.seats.words) for row in report.rows] == [("1", "30"), ("", ""), ("2", "30")]
    assert numbers(report.total) == [("90", "a"), ("3", "b"), ("60", "d")]


def test_staff_count_the_classes_of_their_own_facility_only(told, registrar, outsider, cipinang):
    with acting(outsider, cipinang):
        make_session(cipinang, programme=told.programme, topic=told.topics[0], capacity=20)
    own = ProgrammeReport(told.programme, reader=registrar, at=AT)
    assert numbers(own.total) == [("90", "a"), ("6", "b"), ("90", "d")]
    assert "LPP Kelas IIA Tangerang" in own.for_whom
    corrections = post(make_user(), Role.CORRECTIONS)
    whole = ProgrammeReport(told.programme, reader=corrections, at=AT)
    assert numbers(whole.total) == [("90", "a"), ("6", "b"), ("110", "d")]


def test_a_target_that_a_source_states_stands_in_a_column_of_its_own(client, told, official):
    Figure.objects.create(
        programme=told.programme,
        measure="participants",
        basis="target",
        unit="people",
        value=80,
        source=told.source,
        used=True,
    )
    text = read(client, official, "programme_report", told.programme.pk, language="en").content.decode()
    assert "113% (90 of 80)" in text
    assert '<th scope="col" class="num">Target</th>' in text


def test_of_several_figures_that_disagree_none_counts_until_one_is_used(told, official):
    Figure.objects.filter(topic__isnull=True, measure="participants").update(used=False)
    assert ProgrammeReport(told.programme, reader=official, at=AT).total.stated.words == ""


def test_a_programme_without_classes_counts_nothing(client, official, told):
    bare = make_programme("Tanpa kelas", organiser=told.organiser)
    text = read(client, official, "programme_report", bare.pk, language="en").content.decode()
    assert "No class of this programme is kept here, so nothing is counted." in text
    assert '<svg class="chart"' not in text


def test_an_official_of_another_body_and_staff_elsewhere_are_told_nothing(client, told, outsider):
    other = post(make_user(), Role.OFFICIAL, organisation=make_organisation("Kementerian Lain"))
    for user in (other, outsider):
        for name in ("programme", "programme_report"):
            assert read(client, user, name, told.programme.pk).status_code == 404
        for name in ("programme_list", "report_list", "agreement_list"):
            assert TITLE not in read(client, user, name).content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_roles_without_business_here_are_refused(client, told, role):
    user = post(make_user(), role)
    for name in ("programme_list", "report_list", "agreement_list", "organisation_list"):
        assert read(client, user, name).status_code == 403


def test_no_page_of_an_official_holds_the_name_of_anybody_who_takes_part(client, told, official, registrar):
    with acting(registrar, told.facility):
        planted = make_inmate(told.facility, "Zubaedah Ditanam")
        extra = make_session(told.facility, programme=told.programme, topic=told.topics[2], capacity=5)
        assert enrol([planted.pk], session=extra, at=NOW)[0].enrolment
    basis = told.programme.bases.get()
    addresses = [
        ("programme_list",),
        ("programme", told.programme.pk),
        ("report_list",),
        ("programme_report", told.programme.pk),
        ("agreement_list",),
        ("agreement", basis.agreement_id),
        ("organisation", told.organiser.pk),
    ]
    for reader in (official, post(make_user(), Role.CORRECTIONS), post(make_user(), Role.AGREEMENTS)):
        for name, *args in addresses:
            response = read(client, reader, name, *args)
            assert response.status_code == 200
            text = response.content.decode()
            assert [name for name in [*told.names, planted.name] if name in text] == []


def test_thirty_topics_and_classes_cost_as_many_questions_as_one(client, told, tangerang, registrar, official):
    def build(how_many):
        programme = make_programme(organiser=told.organiser, facility=tangerang)
        with acting(registrar, tangerang):
            for place in range(1, how_many + 1):
                topic = make_topic(programme, position=place)
                make_session(tangerang, programme=programme, topic=topic)
        return programme.pk

    few, many = build(1), build(30)
    for user in (official, registrar):
        client.force_login(user)
        for name in ("programme", "programme_report"):
            asked = [len(questions(client, reverse(name, args=[key]))) for key in (few, many)]
            assert asked[0] == asked[1]


def test_bars_are_as_long_as_their_numbers_and_derived_ones_are_dotted(told, official):
    report = ProgrammeReport(told.programme, reader=official, at=AT)
    drawn = chart(report.rows)
    assert [[(bar.css, bar.width, bar.words) for bar in group.bars] for group in drawn.groups] == [
        [("b1", 300.0, "30"), ("b2", 20.0, "2")],
        [("b3", 300.0, "30"), ("b2", 20.0, "2")],
        [("b1", 300.0, "30"), ("b2", 20.0, "2")],
    ]
    assert [group.tick for group in drawn.groups] == ["M300 29v39", "M300 95v39", "M300 161v39"]
