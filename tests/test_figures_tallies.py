"""Tallies say what a recount of the raw rows says, whatever was done to classes and in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.choices import Capture, Mark
from participants.models import Affiliation, Attendance, Enrolment, GroupTally, MonthTally, PeopleTally, Person
from participants.services.enrolments import enrol, withdraw
from programs.models import Meeting, TrainingSession
from tests.factories import (
    AFTERNOON,
    MORNING,
    NOW,
    acting,
    agree_on_guests,
    custody_of,
    make_inmate,
    make_programme,
    make_session,
)
from tests.raw import owner, refused, run
from tests.recounting import differences

AT = datetime(2023, 7, 17, tzinfo=UTC)
STATUSES = ("enrolled", "suspended", "completed", "not_completed", "withdrawn", "waiting")
WHY = {"withdrawn": ("own_wish", "health"), "not_completed": ("attendance", "other")}

number = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("join"), number, number, st.sampled_from(["enrolled", "waiting", "proposed"])),
    st.tuples(st.just("status"), number, st.sampled_from(STATUSES), st.booleans()),
    st.tuples(st.just("all"), st.sampled_from(STATUSES), st.booleans()),
    st.tuples(st.just("mark"), number, st.sampled_from(list(Mark))),
    st.tuples(st.just("call off"), number),
    st.tuples(st.just("move"), number, st.integers(-40, 40)),
    st.tuples(st.just("class"), number, st.sampled_from(["cancelled", "running", "venue", "begins", "planned"])),
    st.tuples(st.just("zone"), st.sampled_from(["Asia/Jakarta", "Asia/Jayapura"])),
)


def bare(venue, **fields) -> TrainingSession:
    """A class without a meeting."""
    fields = {"programme": make_programme(), "title": "Kelas", "capacity": 5, "status": "open", **fields}
    return TrainingSession.objects.create(venue=venue, **fields)


class Steps:
    """What random steps are done to: two prisons, four classes around the end of a month, four people."""

    def __init__(self, actor, *prisons):
        self.actor = actor
        self.prisons = prisons
        late = [(date(2023, 7, 31), 23), (date(2023, 12, 31), 20)]
        self.sessions = [
            make_session(prisons[0], hours=MORNING),
            make_session(prisons[0], hours=AFTERNOON),
            make_session(prisons[1], hours=MORNING, capacity=2),
            bare(prisons[1], capacity=None),
        ]
        for day, hour in late:
            starts = datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)
            Meeting.objects.create(session=self.sessions[1], starts_at=starts, ends_at=starts + timedelta(hours=2))
        for session in self.sessions:
            agree_on_guests(session, prisons, actor)
        self.people = [make_inmate(prison) for prison in prisons for _ in range(2)]
        Person.objects.filter(pk=self.people[1].pk).update(sex="L")
        Person.objects.filter(pk=self.people[2].pk).update(sex="")

    def do(self, kind, *step):
        try:
            with transaction.atomic():
                getattr(self, "_" + kind.replace(" ", "_"))(*step)
        except DatabaseError:
            pass

    def _join(self, session, person, status):
        who, where = self.people[person % 4], self.sessions[session % 4]
        custody = custody_of(who)
        Enrolment.objects.create(
            session=where, person=who, custody=custody, facility_id=custody.facility_id, participant_kind="convict",
            status=status, status_at=AT, name_as_enrolled=who.name,
        )  # fmt: skip

    def _set(self, rows, status, first):
        why = WHY.get(status, ("", ""))[0 if first else 1]
        ended = AT if status in ("completed", "not_completed", "withdrawn") else None
        rows.update(status=status, reason_kind=why, reason="Sebab", status_at=AT, ended_at=ended)

    def _status(self, place, status, first):
        rows = list(Enrolment.objects.order_by("pk"))
        if rows:
            self._set(Enrolment.objects.filter(pk=rows[place % len(rows)].pk), status, first)

    def _all(self, status, first):
        self._set(Enrolment.objects.all(), status, first)

    def _mark(self, place, mark):
        meetings = list(Meeting.objects.order_by("pk"))
        meeting = meetings[place % len(meetings)]
        reason = "sick" if mark == Mark.ABSENT else ""
        rows = [
            Attendance(
                enrolment=row, meeting=meeting, session_id=row.session_id, mark=mark, reason_kind=reason,
                recorded_by_id=self.actor.pk, recorded_at=AT, captured=Capture.SCREEN,
            )
            for row in Enrolment.objects.filter(session=meeting.session_id)
        ]  # fmt: skip
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["enrolment_id", "meeting_id"],
            update_fields=["mark", "reason_kind"],
        )

    def _call_off(self, place):
        meetings = list(Meeting.objects.order_by("pk"))
        one = meetings[place % len(meetings)]
        Meeting.objects.filter(pk=one.pk).update(cancelled=not one.cancelled, cancelled_because="Sebab")

    def _move(self, place, days):
        meetings = list(Meeting.objects.order_by("pk"))
        one, by = meetings[place % len(meetings)], timedelta(days=days)
        Meeting.objects.filter(pk=one.pk).update(starts_at=one.starts_at + by, ends_at=one.ends_at + by)

    def _class(self, place, what):
        values = {
            "cancelled": {"status": "cancelled", "status_reason": "Sebab"},
            "running": {"status": "running"},
            "venue": {"venue": self.prisons[1]},
            "begins": {"actual_start": date(2022, 12, 31)},
            "planned": {"planned_start": date(2024, 1, 1), "planned_end": None},
        }[what]
        TrainingSession.objects.filter(pk=self.sessions[place % 4].pk).update(**values)

    def _zone(self, zone):
        prison = self.prisons[1]
        prison.time_zone = zone
        prison.save(update_fields=["time_zone"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=4, max_size=25))
def test_whatever_happens_every_tally_equals_a_recount(steps, registrar, tangerang, cipinang):
    with transaction.atomic():
        with acting(registrar, tangerang, cipinang):
            world = Steps(registrar, tangerang, cipinang)
            for step in [("join", 0, 0, "enrolled"), ("join", 1, 1, "enrolled"), ("mark", 0, Mark.PRESENT), *steps]:
                world.do(*step)
        assert differences() == {}
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("table", "column"), [("grouptally", "enrolled"), ("hourstally", "minutes")])
def test_a_tally_that_is_wrong_is_found(table, column, registrar, tangerang):
    with acting(registrar, tangerang):
        enrol([make_inmate(tangerang).pk], session=make_session(tangerang), at=NOW)
    assert differences() == {}
    with owner() as connected:
        connected.execute(f"UPDATE participants_{table} SET {column} = {column} + 1")
    assert {name: len(rows) for name, rows in differences().items()} == {f"participants_{table}": 2}


def test_officers_and_inmates_men_and_women_are_counted_apart_and_sex_stays_as_enrolled(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        inmate = make_inmate(tangerang)
        officer = Person(name="Petugas", sex="L", facility=tangerang)
        officer.save()
        Affiliation.objects.create(person=officer, facility=tangerang, kind="officer", starts_on=date(2020, 1, 1))
        enrol([inmate.pk, officer.pk], session=session, at=NOW)
        Person.objects.filter(pk=inmate.pk).update(sex="L")
        Enrolment.objects.update(sex_as_enrolled="L")
    found = GroupTally.objects.order_by("participant_kind").values_list("participant_kind", "sex", "enrolled")
    assert list(found) == [("convict", "P", 1), ("officer", "L", 1)]


def test_who_left_a_queue_never_withdrew_from_a_seat(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        seated, waits = make_inmate(tangerang), make_inmate(tangerang)
        enrol([seated.pk], session=session, at=NOW)
        Enrolment.objects.create(
            session=session, person=waits, custody=custody_of(waits), facility=tangerang, participant_kind="convict",
            status="waiting", status_at=NOW, name_as_enrolled=waits.name,
        )  # fmt: skip
        withdraw(
            list(Enrolment.objects.values_list("pk", flat=True)), session=session, kind="health", reason="Sakit", at=NOW
        )
    assert list(GroupTally.objects.values_list("enrolled", "withdrawn")) == [(0, 1)]


@pytest.mark.parametrize(
    "table", ["classtally", "grouptally", "reasontally", "monthtally", "hourstally", "peopletally"]
)
@pytest.mark.parametrize("act", ["DELETE FROM participants_{}", "TRUNCATE participants_{}"])
def test_the_application_may_only_read_tallies(table, act, registrar, tangerang):
    with acting(registrar, tangerang):
        assert refused(act.format(table)) == "42501"


def test_the_application_cannot_raise_what_is_counted(registrar, tangerang):
    with acting(registrar, tangerang):
        for table, column in (("grouptally", "enrolled"), ("monthtally", "attended"), ("peopletally", "people")):
            assert refused(f"UPDATE participants_{table} SET {column} = 99") == "42501"
        assert refused("SELECT recount_groups('{}')") == "42501"


def test_people_of_a_closed_year_are_counted_once_and_stay(registrar, tangerang, cipinang):
    with acting(registrar, tangerang, cipinang):
        one, two = make_inmate(tangerang), make_inmate(tangerang)
        for people, hours in (([one, two], MORNING), ([one], AFTERNOON)):
            enrol([person.pk for person in people], session=make_session(tangerang, hours=hours), at=NOW)
    run("SELECT close_periods('2023-12-31')")
    assert PeopleTally.objects.count() == 0
    run("SELECT close_periods('2024-01-01')")
    found = PeopleTally.objects.order_by("facility", "participant_kind")
    of_year = [(row.facility_id, row.year, row.participant_kind, row.people, row.enrolments) for row in found]
    assert of_year == [
        (tangerang.pk, 2023, "", 2, 3),
        (tangerang.pk, 2023, "convict", 2, 3),
        (None, 2023, "", 2, 3),
        (None, 2023, "convict", 2, 3),
    ]


def test_a_programme_is_counted_when_its_last_class_is_over_and_again_when_it_got_one_more(registrar, tangerang):
    with acting(registrar, tangerang):
        one = make_inmate(tangerang)
        first = make_session(tangerang, hours=MORNING)
        second = make_session(tangerang, hours=AFTERNOON, programme=first.programme)
        for session in (first, second):
            enrol([one.pk], session=session, at=NOW)
        of_programme = PeopleTally.objects.filter(programme=first.programme_id, participant_kind="")
        for session, expected in ((first, []), (second, [(1, 2)])):
            Enrolment.objects.filter(session=session).update(status="completed", status_at=NOW, ended_at=NOW)
            TrainingSession.objects.filter(pk=session.pk).update(status="finished")
            run("SELECT close_periods('2023-08-01')")
            assert list(of_programme.values_list("people", "enrolments")) == expected
        third = bare(tangerang, programme=first.programme)
        TrainingSession.objects.filter(pk=third.pk).update(status="finished")
        run("SELECT close_periods('2023-08-01')")
        assert list(of_programme.values_list("people", "classes")) == [(1, 3)]


def test_attendance_counts_in_the_month_of_the_venue_s_clock(registrar, tangerang):
    with acting(registrar, tangerang):
        session = bare(tangerang)
        starts = datetime(2023, 7, 31, 17, 30, tzinfo=UTC)
        meeting = Meeting.objects.create(session=session, starts_at=starts, ends_at=starts + timedelta(minutes=90))
        enrol([make_inmate(tangerang).pk], session=session, at=NOW)
        row = Enrolment.objects.get()
        Attendance.objects.create(
            enrolment=row, meeting=meeting, session=session, mark="present", recorded_by=registrar, recorded_at=AT
        )
    found = MonthTally.objects.values_list("month", "marks", "attended", "minutes")
    assert list(found) == [(date(2023, 8, 1), 1, 1, 90)]
