"""Mending a class and its meetings on pages, a class of a course or held elsewhere, and finding classes again."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import PersonRead
from accounts.roles import Role
from participants.choices import Mark
from participants.models import Enrolment
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from programs.choices import SessionStatus
from programs.models import Meeting, TrainingSession
from programs.services.session_states import move
from tests.counting import questions
from tests.factories import (
    AFTERNOON,
    NOW,
    acting,
    make_course,
    make_facility,
    make_inmate,
    make_programme,
    make_session,
    make_skill,
    make_topic,
    post,
)
from tests.raw import refused


@pytest.fixture(autouse=True)
def _a_week_before():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    """The registrar of Tangerang, reading English."""
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture
def session(registrar, tangerang):
    """A class in the morning with two people in it."""
    with acting(registrar, tangerang):
        made = make_session(tangerang, title="Batik pagi")
        enrol([make_inmate(tangerang, name).pk for name in ("SITI AMINAH", "DEWI")], session=made, at=NOW)
    return made


def sent(session, **changed) -> dict:
    """What a browser sends of a class that nobody changed, but for what the test changes."""
    kept = {"title": session.title, "topic": "", "course": "", "batch": "", "capacity": "30", "place": "", "room": ""}
    return kept | {"planned_start": "17/07/2023", "planned_end": "22/07/2023", "place_kind": "facility"} | changed


def edit(session) -> str:
    return f"/sessions/{session.pk}/edit/"


def test_a_class_is_mended(at_work, session):
    topic, course = make_topic(session.programme, "Pewarnaan"), make_course("Batik dasar")
    changed = sent(
        session,
        title="Batik siang",
        topic=topic.pk,
        course=course.pk,
        batch="Angkatan II",
        capacity="25",
        planned_end="23 Juli 2023",
        room="Bengkel",
        place_kind="outside",
        place="Balai Desa Sukasari",
    )
    page = at_work.post(edit(session), changed, follow=True).text
    session.refresh_from_db()
    assert (session.title, session.topic, session.course, session.batch, session.capacity) == (
        "Batik siang",
        topic,
        course,
        "Angkatan II",
        25,
    )
    assert [words in page for words in ("Balai Desa Sukasari", "Outside the facility", "Angkatan II")] == [True] * 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"capacity": "1"}, "capacity"),
        ({"capacity": ""}, "capacity"),
        ({"capacity": "5000"}, "capacity"),
        ({"title": ""}, "title"),
        ({"planned_end": "16/07/2023"}, None),
        ({"planned_start": "01/01/1950"}, "planned_start"),
        ({"place_kind": "online"}, "place"),
        ({"place_kind": "moon"}, "place_kind"),
    ],
)
def test_what_makes_no_sense_comes_back_filled(at_work, session, changed, field):
    answer = at_work.post(edit(session), sent(session, room="Dapur", **changed))
    assert answer.status_code == 200 and 'value="Dapur"' in answer.text
    form = answer.context["sheet"].form
    assert list(form.errors) == [field or "__all__"]
    assert not TrainingSession.objects.filter(room="Dapur").exists()


def test_fewer_seats_than_are_taken_are_refused_with_the_number_and_by_the_database(at_work, session):
    answer = at_work.post(edit(session), sent(session, capacity="1"))
    assert "2 seats are taken; the class cannot have fewer." in answer.text
    sql = "UPDATE programs_trainingsession SET capacity = 1 WHERE id = %(session)s"
    assert refused(sql, {"session": session.pk}) in {"session_not_over_capacity", "23502"}
    assert at_work.post(edit(session), sent(session, capacity="2")).status_code == 302


def test_a_topic_of_another_programme_is_taken_neither_by_the_page_nor_by_the_database(
    at_work, session, registrar, tangerang
):
    other = make_topic(make_programme("Lain"), "Las")
    answer = at_work.post(edit(session), sent(session, topic=other.pk))
    assert list(answer.context["sheet"].form.errors) == ["topic"]
    with acting(registrar, tangerang):
        sql = "UPDATE programs_trainingsession SET topic_id = %(topic)s WHERE id = %(session)s"
        assert refused(sql, {"topic": other.pk, "session": session.pk}) == "session_topic_of_programme"
        sql = "UPDATE programs_trainingsession SET place_kind = 'online' WHERE id = %(session)s"
        assert refused(sql, {"session": session.pk}) == "session_elsewhere_says_where"


def test_an_edit_of_somebody_else_is_not_written_over(at_work, session, registrar, tangerang):
    seen = at_work.get(edit(session)).context["sheet"].seen_now
    with acting(registrar, tangerang):
        TrainingSession.objects.filter(pk=session.pk).update(room="Aula")
    answer = at_work.post(edit(session), sent(session, title="Lain", seen=seen))
    assert "Changed by someone else" in answer.text and "Aula" in answer.text
    session.refresh_from_db()
    assert session.title == "Batik pagi"


def test_a_closed_class_stays_as_it_is(at_work, session, registrar, tangerang):
    with acting(registrar, tangerang):
        Enrolment.objects.filter(session=session).update(status="completed", status_at=NOW, ended_at=NOW)
        move(session, SessionStatus.FINISHED, at=NOW, reason="Sebabnya")
    answer = at_work.post(edit(session), sent(session, title="Lain"), follow=True)
    assert "closed (Finished) and stays as it is" in answer.text
    session.refresh_from_db()
    assert session.title == "Batik pagi"
    assert "Move" not in at_work.get(f"/sessions/{session.pk}/meetings/").text.split("<main")[1].split("Add")[0]


def test_meetings_are_added_and_the_planned_days_are_mentioned(at_work, session):
    hours = {"first": "24/07/2023", "last": "30/07/2023", "starts": "08.00", "ends": "10.00", "weekdays": ["0", "4"]}
    answer = at_work.post(f"/sessions/{session.pk}/meetings/", hours, follow=True)
    assert "2 meetings were added: 24–28 July 2023. This changes the hours of 2 people." in answer.text
    assert "The planned days of the class are still 17–22 July 2023." in answer.text
    assert Meeting.objects.filter(session=session).count() == 8


def test_hours_that_give_no_meeting_come_back_filled(at_work, session):
    hours = {"first": "24/07/2023", "last": "", "starts": "08.00", "ends": "07.00", "weekdays": ["0"]}
    answer = at_work.post(f"/sessions/{session.pk}/meetings/", hours)
    assert list(answer.context["form"].errors) == ["ends"] and 'value="24/07/2023"' in answer.text


def test_a_meeting_is_moved_by_the_clock_of_its_venue(at_work, session):
    meeting = session.meetings.last()
    address = f"/meetings/{meeting.pk}/move/"
    page = at_work.get(address)
    assert "This moves the hours of 2 people." in page.text and 'value="22/07/2023"' in page.text
    where = {"day": "24 Juli 2023", "starts": "13.00", "ends": "15.00", "seen": page.context["form"]["seen"].value()}
    answer = at_work.post(address, where, follow=True)
    meeting.refresh_from_db()
    assert f"{meeting.starts_at:%d %H:%M}–{meeting.ends_at:%H:%M}" == "24 06:00–08:00"
    assert "The meeting is now on Monday, 24 July 2023, 13:00–15:00 WIB." in answer.text
    late = at_work.post(address, where | {"day": "25/07/2023"})
    assert "Changed by someone else" in late.text and 'value="25/07/2023"' in late.text
    again = where | {"day": "25/07/2023", "seen": late.context["form"]["seen"].value()}
    assert at_work.post(address, again).status_code == 302


def test_who_is_in_the_way_is_named_and_the_look_is_recorded(at_work, session, registrar, tangerang):
    with acting(registrar, tangerang):
        row = Enrolment.objects.get(name_as_enrolled="SITI AMINAH")
        enrol([row.person_id], session=make_session(tangerang, title="Pangan siang", hours=AFTERNOON), at=NOW)
        looked = PersonRead.objects.filter(person=row.person_id).count()
    meeting = session.meetings.last()
    where = {"day": "18/07/2023", "starts": "13.00", "ends": "14.00"}
    answer = at_work.post(f"/meetings/{meeting.pk}/move/", where)
    assert "Siti Aminah sits in Pangan siang on Tuesday, 18 July 2023" in answer.text
    with acting(registrar, tangerang, audit=True):
        assert PersonRead.objects.filter(person=row.person_id).count() == looked + 1


def test_a_meeting_with_marks_says_what_can_be_done_instead(at_work, session, registrar, tangerang):
    meeting = session.meetings.first()
    with acting(registrar, tangerang):
        marks = {key: Marked(Mark.PRESENT) for key in Enrolment.objects.values_list("pk", flat=True)}
        record_attendance(meeting, marks, by=registrar.pk, at=meeting.ends_at)
    address = f"/meetings/{meeting.pk}/move/"
    page = at_work.get(address).text
    assert [f"/meetings/{meeting.pk}/{way}/" in page for way in ("attendance", "cancel")] == [True, True]
    refused_page = at_work.post(address, {"day": "24/07/2023", "starts": "08.00", "ends": "10.00"}).text
    assert "so it stays where it was" in refused_page
    asked = at_work.get(f"/meetings/{meeting.pk}/cancel/").text
    assert "Attendance that was taken is kept: 2 present." in asked
    done = at_work.post(f"/meetings/{meeting.pk}/cancel/", {"because": "Listrik padam"}, follow=True).text
    assert "Marks that are kept: 2 present" in done
    assert "Marks that are kept: 2 present" in at_work.get(f"/sessions/{session.pk}/").text


def test_calling_off_needs_a_reason(at_work, session):
    meeting = session.meetings.first()
    assert list(at_work.post(f"/meetings/{meeting.pk}/cancel/", {}).context["form"].errors) == ["because"]
    assert not Meeting.objects.filter(cancelled=True).exists()


def test_another_prison_finds_none_of_these(client, outsider, session):
    client.force_login(outsider)
    meeting = session.meetings.first()
    pages = [edit(session), f"/sessions/{session.pk}/meetings/"]
    pages += [f"/meetings/{meeting.pk}/{act}/" for act in ("move", "cancel")]
    assert [client.post(page, {"because": "x"}).status_code for page in pages] == [404] * 4


def test_the_meetings_page_asks_no_more_for_many(at_work, session, registrar, tangerang):
    address = f"/sessions/{session.pk}/meetings/"
    few = len(questions(at_work, address))
    with acting(registrar, tangerang):
        last = session.meetings.last()
        Meeting.objects.bulk_create(
            Meeting(
                session=session,
                starts_at=last.starts_at + timedelta(days=day),
                ends_at=last.ends_at + timedelta(days=day),
            )
            for day in range(1, 61)
        )
    assert (len(questions(at_work, address)), few <= 12) == (few, True)


def new(programme, **changed) -> dict:
    """A filled form of a new class."""
    filled = {"programme": programme.pk, "topic": "", "title": "", "first": "17/07/2023", "last": ""}
    filled |= {"starts": "08.00", "ends": "12.00", "weekdays": list("0123456"), "capacity": "", "room": ""}
    return filled | {"place_kind": "facility", "place": ""} | changed


def test_a_new_class_without_a_topic_takes_title_and_seats_of_its_course(at_work, tangerang):
    programme, course = make_programme(facility=tangerang), make_course("Batik dasar", default_capacity=24)
    online = new(programme, course=course.pk, place_kind="online", place="https://rapat.example/batik")
    at_work.post("/sessions/new/", online)
    made = TrainingSession.objects.get()
    assert (made.title, made.capacity, made.course, made.topic, made.venue) == (
        "Batik dasar",
        24,
        course,
        None,
        tangerang,
    )
    assert (made.place_kind, made.place) == ("online", "https://rapat.example/batik")


def test_a_course_that_says_no_seats_leaves_them_to_be_written(at_work, tangerang):
    programme, course = make_programme(facility=tangerang), make_course("Batik dasar")
    answer = at_work.post("/sessions/new/", new(programme, course=course.pk, place_kind="outside"))
    assert sorted(answer.context["form"].errors) == ["capacity", "place"]


def test_classes_are_found_by_course_skill_year_and_facility(at_work, registrar, tangerang):
    other = make_facility("lpp-palembang", name="LPP Palembang")
    post(registrar, Role.REGISTRAR, facility=other)
    craft = make_skill("Kriya")
    batik = make_course("Batik dasar", skill=make_skill("Batik", parent=craft))
    programme = make_programme(facility=other)
    topic = make_topic(programme)
    topic.course = batik
    topic.save()
    with acting(registrar, tangerang, other):
        make_session(tangerang, title="Satu", course=batik)
        make_session(other, title="Dua", topic=topic, programme=programme)
        old = make_session(tangerang, title="Tiga")
        old.planned_start = old.planned_start.replace(year=2021)
        old.save()

    def titles(**asked) -> list[str]:
        return sorted(row.title for row in at_work.get("/sessions/", asked).context["rows"])

    assert titles() == ["Dua", "Satu", "Tiga"]
    assert titles(course=batik.pk) == ["Satu"]
    assert titles(skill=craft.pk) == ["Dua", "Satu"]
    assert (titles(year="2021"), titles(year="2023"), titles(year="2022")) == (["Tiga"], ["Dua", "Satu"], [])
    assert titles(facility=other.pk) == ["Dua"]
    assert titles(year="rubbish", facility="x") == ["Dua", "Satu", "Tiga"]
    assert len(questions(at_work, "/sessions/")) <= 12
