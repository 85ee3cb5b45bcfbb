"""A published report keeps its numbers; later differences are explained by what arrived late."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from participants.services.closing import cancel
from participants.services.enrolments import enrol
from programs.models import TrainingSession
from reports.editions import differences, publish, publish_history
from reports.figures import VERSION
from reports.models import Edition
from tests.factories import (
    AFTERNOON,
    NOW,
    TODAY,
    acting,
    make_inmate,
    make_organisation,
    make_programme,
    make_session,
    make_user,
    post,
)
from tests.raw import refused

AT = datetime(2023, 7, 31, 2, tzinfo=UTC)


@pytest.fixture
def programme(registrar, tangerang):
    """A programme with a class of ten seats and two people."""
    programme = make_programme("Batik", organiser=make_organisation("Penyelenggara"), facility=tangerang)
    with acting(registrar, tangerang):
        session = make_session(tangerang, title="Kelas Canting", capacity=10, programme=programme)
        enrol([make_inmate(tangerang).pk, make_inmate(tangerang).pk], session=session, at=NOW)
    return programme


@pytest.fixture
def official(programme):
    return post(make_user(), Role.OFFICIAL, organisation=programme.roles.get().organisation)


def later(registrar, tangerang, programme):
    """One more in the class, and one more class with one more person."""
    with acting(registrar, tangerang):
        enrol([make_inmate(tangerang).pk], session=programme.sessions.get(), at=NOW)
        another = make_session(tangerang, title="Kelas Cap", capacity=5, programme=programme, hours=AFTERNOON)
        enrol([make_inmate(tangerang).pk], session=another, at=NOW)


def changed(edition, programme, reader) -> dict:
    found = differences(edition, programme, reader, TODAY)
    return {one.key: (one.was, one.now, [(late.title, late.says) for late in one.late]) for one in found}


def test_an_edition_keeps_its_numbers_and_says_what_arrived_later(programme, official, registrar, tangerang):
    edition = publish(programme, by=official, at=AT, on=TODAY, note="Triwulan")
    assert changed(edition, programme, official) == {}
    later(registrar, tangerang, programme)
    kept = Edition.objects.get()
    assert (kept.definitions, kept.published_at, kept.note) == (VERSION, AT, "Triwulan")
    assert kept.numbers["figures"]["enrolled"]["number"] == "2"
    found = changed(kept, programme, official)
    assert found["enrolled"] == (
        "2",
        "4",
        [("Kelas Canting", "dari 2 menjadi 3"), ("Kelas Cap", "kelas ditambahkan kemudian: 1")],
    )
    assert found["planned"] == ("10", "15", [("Kelas Cap", "kelas ditambahkan kemudian: 5")])
    assert found["classes"] == ("1", "2", [])


def test_a_class_called_off_later_is_named(programme, official, registrar, tangerang):
    edition = publish(programme, by=official, at=AT, on=TODAY)
    with acting(registrar, tangerang):
        cancel(TrainingSession.objects.get(), reason="Banjir", at=AT)
    assert changed(edition, programme, official)["enrolled"][2] == [("Kelas Canting", "kelas dibatalkan kemudian: -2")]


def test_a_second_click_publishes_nothing_and_a_change_a_new_one(programme, official, registrar, tangerang):
    first = publish(programme, by=official, at=AT, on=TODAY)
    assert publish(programme, by=official, at=AT, on=TODAY) == first
    later(registrar, tangerang, programme)
    assert publish(programme, by=official, at=AT, on=TODAY) != first


def test_who_answers_for_a_programme_publishes_and_nobody_else(programme, registrar, outsider):
    other = post(make_user(), Role.OFFICIAL, organisation=make_organisation())
    for user in (registrar, outsider, other, post(make_user(), Role.AGREEMENTS)):
        with pytest.raises(PermissionDenied):
            publish(programme, by=user, at=AT, on=TODAY)
    assert publish(programme, by=post(make_user(), Role.CORRECTIONS), at=AT, on=TODAY)


def test_an_edition_is_never_changed_or_removed(programme, official):
    publish(programme, by=official, at=AT, on=TODAY)
    assert refused("UPDATE reports_edition SET note = 'Lain'") == "42501"
    assert refused("DELETE FROM reports_edition") == "42501"


def test_what_was_loaded_at_the_start_is_one_edition(programme, registrar, tangerang):
    history = publish_history(at=AT, on=TODAY)
    assert publish_history(at=AT, on=TODAY) is None
    later(registrar, tangerang, programme)
    assert history.numbers["programmes"][str(programme.pk)]["figures"]["enrolled"]["number"] == "2"
    corrections = post(make_user(), Role.CORRECTIONS)
    assert changed(history, programme, corrections)["enrolled"] == ("2", "4", [])
    assert refused("INSERT INTO reports_edition SELECT gen_random_uuid(), true, now(), '', 1, '{}', NULL, NULL") != ""


def test_the_pages_publish_and_show_what_arrived_later(client, programme, official, registrar, tangerang):
    client.force_login(official)
    address = reverse("edition_list", args=[programme.pk])
    assert "Belum ada edisi yang diterbitkan." in client.get(address).content.decode()
    answer = client.post(address, {"note": "Semester satu"}, follow=True)
    text = answer.content.decode()
    assert ("Semester satu" in text, "Tidak ada: laporan hari ini sama." in text) == (True, True)
    later(registrar, tangerang, programme)
    text = client.get(answer.redirect_chain[-1][0]).content.decode()
    assert ("Kelas Cap" in text, "(2 / 10)" in text) == (True, True)
    assert "Semester satu" in client.get(address).content.decode()


def test_an_edition_of_another_body_is_not_there(client, programme, official):
    edition = publish(programme, by=official, at=AT, on=TODAY)
    client.force_login(post(make_user(), Role.OFFICIAL, organisation=make_organisation()))
    for address in (reverse("edition", args=[edition.pk]), reverse("edition_list", args=[programme.pk])):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)
