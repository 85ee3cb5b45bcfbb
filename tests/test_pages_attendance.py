"""The day of one meeting, the whole class at a glance, and the sheet for paper."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from accounts.models import Change, PersonRead
from accounts.roles import Role
from accounts.scope import scope
from participants.choices import WithdrawalReason
from participants.models import Attendance, Enrolment
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol, withdraw
from participants.services.people import admit, leave
from programs.models import Meeting, TrainingSession
from programs.services.sessions import Hours
from tests.counting import questions
from tests.factories import NOW, acting, custody_of, make_facility, make_inmate, make_session, make_user, post

AFTER = datetime(2023, 7, 17, 6, 0, tzinfo=UTC)
"""One o'clock in Tangerang, an hour after the first meeting."""


@pytest.fixture(autouse=True)
def _an_hour_after_the_first_meeting():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    """The registrar of Tangerang, reading English: the words are those of the source."""
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture
def at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


def fill(session, *names):
    """Put people of these names into a class, a week before it begins; answers their enrolments in that order."""
    people = [make_inmate(session.venue, name) for name in names]
    enrol([person.pk for person in people], session=session, at=NOW)
    return [Enrolment.objects.get(session=session, person=person) for person in people]


@pytest.fixture
def batik(at_tangerang, tangerang):
    return make_session(tangerang, title="Batik cap", room="Bengkel batik")


@pytest.fixture
def three(batik):
    return fill(batik, "ANI", "Budiarti", "Citra")


def meetings(session) -> list[Meeting]:
    return list(Meeting.objects.filter(session=session).order_by("starts_at"))


def day_of(session, number: int = 0) -> str:
    return f"/meetings/{meetings(session)[number].pk}/attendance/"


def sheet_of(session, number: int = 0) -> str:
    return f"/meetings/{meetings(session)[number].pk}/sheet/"


def grid_of(session) -> str:
    return f"/sessions/{session.pk}/attendance/"


def marking(enrolments, *marks, **more):
    """What the form sends: for each of these enrolments a mark, an absence as its reason; nothing for None."""
    sent = dict(more)
    for enrolment, mark in zip(enrolments, marks, strict=True):
        if mark in ("present", "late", "absent"):
            sent[f"mark-{enrolment.pk}"] = mark
        elif mark:
            sent |= {f"mark-{enrolment.pk}": "absent", f"reason-{enrolment.pk}": mark}
    return sent


def kept(session) -> list[tuple]:
    rows = Attendance.objects.filter(session=session).order_by("enrolment__name_as_enrolled")
    return [(row.enrolment.name_as_enrolled, row.mark, row.reason_kind) for row in rows.select_related("enrolment")]


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def reads() -> list[tuple]:
    with scope(actor=None, audit=True):
        return sorted(PersonRead.objects.values_list("page", "person"))


def changes() -> int:
    with scope(actor=None, audit=True):
        return Change.objects.count()


# Taking attendance ------------------------------------------------------------------------------------------


def test_all_present_marks_everyone_but_the_exceptions_that_were_entered(at_work, batik, three):
    sent = marking(three, None, "sick", "late", aksi="semua-hadir")
    answer = at_work.post(day_of(batik), sent, follow=True)
    assert kept(batik) == [("ANI", "present", ""), ("Budiarti", "absent", "sick"), ("Citra", "late", "")]
    assert said(answer) == ["Attendance of Batik cap, Monday, 17 July 2023, is saved: 1 present, 1 late, 1 sick."]


def test_all_present_leaves_the_marks_that_are_kept(at_work, batik, three):
    at_work.post(day_of(batik), marking(three, "court", None, None, aksi="simpan"))
    at_work.post(day_of(batik), {"aksi": "semua-hadir"})
    assert kept(batik) == [("ANI", "absent", "court"), ("Budiarti", "present", ""), ("Citra", "present", "")]


def test_whoever_is_not_marked_stays_unrecorded_and_is_counted_as_that(at_work, batik, three):
    answer = at_work.post(day_of(batik), marking(three, "present", None, None, aksi="simpan"), follow=True)
    assert kept(batik) == [("ANI", "present", "")]
    assert said(answer) == ["Saved: 1 present. Not recorded yet: 2."]
    assert "2 of 3 not recorded" in answer.text


def test_an_absence_without_a_reason_comes_back_filled_and_nothing_is_kept(at_work, batik, three):
    answer = at_work.post(day_of(batik), marking(three, "late", "absent", None, aksi="simpan"))
    form = answer.context["form"]
    assert form.errors == {f"reason-{three[1].pk}": ["Choose why this person did not come."]}
    assert [form[f"mark-{row.pk}"].value() for row in three] == ["late", "absent", None]
    assert [words in answer.text for words in ("1 entry needs correcting", "<title>Error:")] == [True, True]
    assert kept(batik) == []


def test_the_same_sent_twice_writes_nothing_the_second_time(at_work, batik, three):
    sent = marking(three, "present", "sick", "late", aksi="simpan")
    at_work.post(day_of(batik), sent)
    before = changes()
    at_work.post(day_of(batik), sent)
    assert (changes(), len(kept(batik))) == (before, 3)


def test_marks_that_are_kept_are_shown_with_who_recorded_them_and_when(at_work, batik, three):
    at_work.post(day_of(batik), marking(three, "present", "sick", None, aksi="simpan", from_paper="on"))
    answer = at_work.get(day_of(batik))
    form = answer.context["form"]
    assert [form[f"mark-{row.pk}"].value() for row in three] == ["present", "absent", ""]
    assert form[f"reason-{three[1].pk}"].value() == "sick"
    assert "Last recorded by staff.tangerang, 17 July 2023 at 13:00 WIB, copied from the paper sheet." in answer.text
    assert answer.text.count("recorded 13:00") == 2


def test_a_correction_replaces_mark_and_reason_and_drops_the_note_of_the_absence(at_work, batik, three):
    note = {f"note-{three[0].pk}": "RSUD"}
    at_work.post(day_of(batik), marking(three, "sick", None, None, aksi="simpan") | note)
    assert Attendance.objects.get().note == "RSUD"
    at_work.post(day_of(batik), marking(three, "present", None, None, aksi="simpan") | note)
    assert [(row.mark, row.reason_kind, row.note) for row in Attendance.objects.all()] == [("present", "", "")]


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten_unseen(at_work, batik, three, instructor):
    opened = {"opened": (AFTER - timedelta(minutes=10)).isoformat(), "aksi": "simpan"}
    first = meetings(batik)[0]
    record_attendance(first, {three[0].pk: Marked("absent", "visit")}, by=instructor.pk, at=AFTER)
    sent = marking(three, "present", "present", None)
    answer = at_work.post(day_of(batik), sent | opened)
    assert "Changed since you opened this page: Visit, by instructor.tangerang at 13:00." in answer.text
    assert kept(batik) == [("ANI", "absent", "visit")]
    at_work.post(day_of(batik), sent | {"opened": answer.context["opened"], "aksi": "simpan"})
    assert kept(batik) == [("ANI", "present", ""), ("Budiarti", "present", "")]


def test_a_mark_that_is_none_is_refused_at_its_person(at_work, batik, three):
    answer = at_work.post(day_of(batik), {f"mark-{three[0].pk}": "dancing", "aksi": "simpan"})
    assert list(answer.context["form"].errors) == [f"mark-{three[0].pk}"]
    assert kept(batik) == []


def test_of_a_meeting_to_come_the_page_says_from_when_and_keeps_nothing(at_work, batik, three):
    answer = at_work.get(day_of(batik, 1))
    assert "Attendance can be taken from 18 July 2023 at 08:00 WIB." in answer.text
    answer = at_work.post(day_of(batik, 1), marking(three, "present", None, None, aksi="simpan"))
    assert "This meeting has not begun" in answer.text
    assert kept(batik) == []


def test_of_a_cancelled_meeting_the_page_says_why_and_keeps_nothing(at_work, batik, three):
    Meeting.objects.filter(pk=meetings(batik)[0].pk).update(cancelled=True, cancelled_because="Air mati.")
    assert "This meeting was cancelled: Air mati." in at_work.get(day_of(batik)).text
    assert "nobody attended it" in at_work.post(day_of(batik), marking(three, "present", None, None)).text
    assert kept(batik) == []


def test_whoever_left_before_the_meeting_is_not_asked_for_whoever_left_after_is(at_work, batik, three):
    for row, left in ((three[0], NOW), (three[1], AFTER)):
        withdraw([row.pk], session=batik, kind=WithdrawalReason.OWN_WISH, reason="Ingin", at=left)
    form = at_work.get(day_of(batik)).context["form"]
    assert [entry.name for entry in form.entries] == ["Budiarti", "Citra"]


def test_an_empty_class_says_where_to_fill_it(at_work, batik):
    assert f'href="/sessions/{batik.pk}/"' in at_work.get(day_of(batik)).text


# The whole class --------------------------------------------------------------------------------------------


def rows_of(grid) -> list[tuple]:
    return [("".join(cell.letter for cell in line.cells), line.came, line.marked) for line in grid.lines]


def test_the_grid_counts_what_is_recorded_and_nothing_else(at_work, batik, three, registrar):
    days = ((("present", ""), ("late", ""), ("absent", "court")), (("present", ""), ("absent", "sick"), None))
    for meeting, marks in zip(meetings(batik)[:2], days, strict=True):
        given = {row.pk: Marked(*mark) for row, mark in zip(three, marks, strict=True) if mark}
        record_attendance(meeting, given, by=registrar.pk, at=meeting.ends_at)
    answer = at_work.get(grid_of(batik))
    grid = answer.context["grid"]
    assert rows_of(grid) == [("HH····", 2, 2), ("TS····", 1, 2), ("D·····", 0, 1)]
    assert [(day.came, day.marked) for day in grid.days] == [(2, 3), (1, 2), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert [words in answer.text for words in ("2 of 2", "1 of 2", "0 of 1", "3 of 5", "60%")] == [True] * 5


def test_the_grid_leads_to_each_day_and_names_the_one_to_complete(at_work, batik, three):
    text = at_work.get(grid_of(batik)).text
    assert [f'href="{day_of(batik, number)}"' in text for number in range(6)] == [True] * 6
    assert f'<a class="btn btn-primary" href="{day_of(batik)}">Complete 17 July 2023</a>' in text


def test_hours_outside_an_enrolment_are_not_asked_for(at_work, batik, registrar):
    fill(batik, "Ani")
    enrol([make_inmate(batik.venue, "Budi").pk], session=batik, at=AFTER)
    assert rows_of(at_work.get(grid_of(batik)).context["grid"]) == [("······", 0, 0), ("–·····", 0, 0)]


def test_whoever_was_moved_stays_in_the_grid_by_the_name_of_then_without_a_way_to_her_page(
    at_work, registrar, outsider, tangerang, cipinang
):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        row = fill(session, "Ika Setyowati")[0]
        leave(custody_of(row.person), on=date(2023, 7, 17))
    with acting(outsider, tangerang, cipinang):
        admit(row.person, facility=cipinang, on=date(2023, 7, 17), number="B.I.9/2023")
    for address in (grid_of(session), day_of(session), sheet_of(session)):
        text = at_work.get(address).text
        assert ("Ika Setyowati" in text, f"/people/{row.person_id}/" in text) == (True, False)


# The sheet --------------------------------------------------------------------------------------------------


def test_the_sheet_says_what_is_signed_where_and_when(at_work, batik, three):
    text = at_work.get(sheet_of(batik, 1)).text
    words = ("LPP KELAS IIA TANGERANG", "Batik cap", "Tuesday, 18 July 2023", "meeting 2 of 6", "at 08:00–12:00 WIB")
    assert [word in text for word in (*words, "Bengkel batik", "Printed 17 July 2023 at 13:00 WIB")] == [True] * 7
    assert [name in text for name in ("Ani", "Budiarti", "Citra", three[0].number_as_enrolled)] == [True] * 4
    assert "Sample data" not in text


def test_invented_people_are_called_that_on_paper_as_well(at_work, batik):
    person = make_inmate(batik.venue, invented=True)
    enrol([person.pk], session=batik, at=NOW)
    foot = at_work.get(sheet_of(batik)).text.partition('class="sheet-foot"')[2]
    assert "Sample data, invented people" in foot


# Days, rights, logs, cost -----------------------------------------------------------------------------------


def test_a_day_is_that_of_the_venue_even_half_an_hour_after_midnight(client, registrar):
    jayapura = make_facility("lapas-jayapura", time_zone="Asia/Jayapura")
    post(registrar, Role.REGISTRAR, facility=jayapura)
    client.cookies["language"] = "en"
    client.force_login(registrar)
    with acting(registrar, jayapura):
        session = make_session(jayapura, hours=Hours(date(2023, 7, 2), date(2023, 7, 2), time(0, 30), time(2)))
        enrol([make_inmate(jayapura).pk], session=session, at=datetime(2023, 6, 1, tzinfo=UTC))
        day, sheet, grid = (client.get(page(session)).text for page in (day_of, sheet_of, grid_of))
    assert "Sunday, 2 July 2023, at 00:30–02:00 WIT" in day
    assert [words in sheet for words in ("Sunday, 2 July 2023", "00:30–02:00 WIT")] == [True, True]
    assert '<span class="soft">Sun</span> 2/7' in grid


@pytest.mark.parametrize("page", [day_of, sheet_of, grid_of])
def test_of_another_prison_it_is_not_said_that_the_class_exists(client, batik, three, outsider, page):
    client.force_login(outsider)
    assert client.get(page(batik)).status_code == 404
    assert client.post(day_of(batik), marking(three, "present", None, None)).status_code == 404
    assert kept(batik) == []


@pytest.mark.parametrize("page", [day_of, sheet_of, grid_of])
def test_whoever_has_no_business_with_people_is_refused(client, batik, auditor, page):
    national = post(make_user("official"), Role.CORRECTIONS)
    for user in (auditor, national):
        client.force_login(user)
        assert client.get(page(batik)).status_code == 403


@pytest.mark.parametrize(
    ("page", "name"), [(day_of, "attendance"), (sheet_of, "attendance_sheet"), (grid_of, "attendance_grid")]
)
def test_everyone_who_is_shown_is_recorded_as_read(at_work, batik, three, page, name):
    at_work.get(page(batik))
    assert reads() == sorted((name, row.person_id) for row in three)


@pytest.mark.parametrize("page", [day_of, sheet_of, grid_of])
def test_thirty_people_cost_as_many_questions_as_one(at_work, batik, registrar, page):
    def cost():
        first = meetings(batik)[0]
        rows = Enrolment.objects.filter(session=batik)
        record_attendance(first, {row.pk: Marked("present") for row in rows}, by=registrar.pk, at=AFTER)
        return questions(at_work, page(batik))

    fill(batik, "Satu")
    one = cost()
    fill(batik, *(f"Orang {number}" for number in range(29)))
    thirty = cost()
    assert (len(thirty), len(thirty) <= 12) == (len(one), True)


def test_sixty_meetings_cost_as_many_questions_as_six(at_work, at_tangerang, tangerang):
    def cost(last):
        session = make_session(tangerang, hours=Hours(date(2023, 7, 17), last, time(8), time(9)))
        fill(session, "Ani")
        return len(questions(at_work, grid_of(session)))

    assert cost(date(2023, 7, 22)) == cost(date(2023, 9, 14))
    assert TrainingSession.objects.count() == 2
