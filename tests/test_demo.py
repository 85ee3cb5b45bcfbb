"""What the demonstration leaves, exactly, and that a second start changes none of it."""

import hashlib
import json
from datetime import date, datetime, time, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count

from accounts.access import access_of
from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import SYSTEM, ZONE
from lapas_training.demo.accounts import ACCOUNTS
from lapas_training.demo.programmes import FILE
from lapas_training.demo.run import make_demo
from lapas_training.demo.today import SEATED, TITLE, meet_today
from organisations.models import Agreement, Facility, OrganisationName, Source, Succession
from participants.models import Attendance, Enrolment, EnrolmentEvent, Person
from participants.services.answers import Outcome
from participants.services.attendance import expected
from participants.services.enrolments import enrol
from participants.services.standing import here, sentence_running, with_standing
from programs.loading.load import load_programmes
from programs.models import (
    Figure,
    Meeting,
    Programme,
    ProgrammeRole,
    SessionEvent,
    SessionTally,
    Statement,
    Topic,
    TrainingSession,
)
from programs.services.sessions import Hours
from tests.demo_data import PASSWORD, now
from tests.factories import acting, make_session

pytestmark = pytest.mark.django_db
E01 = {"programme__reference": "E01"}


@pytest.fixture
def tangerang(demo):
    return Facility.objects.get(code="lpp-tangerang")


@pytest.fixture
def staff(demo):
    return User.objects.get(username="staff.tangerang")


@pytest.fixture
def at_tangerang(staff, tangerang):
    with acting(staff, tangerang):
        yield


def test_the_programme_has_the_title_days_and_topics_of_its_source(demo):
    programme = Programme.objects.get(reference="E01")
    assert (programme.title, programme.title_origin) == ("Bimbingan Teknis Wirausaha Baru IKM", "stated")
    assert (programme.actual_start, programme.actual_end) == (date(2023, 7, 17), date(2023, 7, 22))
    assert programme.women_only is True
    assert list(Topic.objects.filter(**E01).order_by("position").values_list("name", "name_in_full")) == [
        (
            "Bimtek WUB IKM batik cap/tulis dan teknis pewarnaan",
            "Bimbingan Teknis WUB IKM Batik Cap/Tulis dan Teknis Pewarnaan",
        ),
        ("Bimtek WUB IKM diversifikasi kain batik", "Bimbingan Teknis WUB IKM Diversifikasi Kain Batik"),
        ("Bimtek WUB IKM olahan pangan", "Bimbingan Teknis WUB IKM Olahan Pangan"),
    ]


def test_ninety_is_stated_thirty_stated_thirty_derived_and_thirty_stated(demo):
    figures = Figure.objects.filter(measure="participants", unit="people", used=True, **E01)
    assert list(
        figures.order_by("topic__position").values_list(
            "topic__position", "value", "how_known", "derivation", "addition", "basis"
        )
    ) == [
        (1, 30, "stated", "", False, "actual"),
        (2, 30, "derived", "90 − 30 − 30", True, "actual"),
        (3, 30, "stated", "", False, "actual"),
        (None, 90, "stated", "", False, "actual"),
    ]
    assert not Figure.objects.filter(basis="target", **E01).exists()


def test_the_268_is_a_sourced_figure_of_the_prison_and_not_people(tangerang):
    figure = Figure.objects.get(facility=tangerang)
    assert (figure.measure, figure.value, figure.how_known) == ("trained_before", 268, "stated")
    assert (figure.programme, figure.addition) == (None, True)
    assert figure.source.publisher == "Bantentoday"


def test_it_rests_on_two_agreements_with_their_parties(demo):
    bases = Programme.objects.get(reference="E01").bases.order_by("position")
    parties = [list(basis.agreement.parties.values_list("name_as_printed", flat=True)) for basis in bases]
    assert [basis.agreement.kind for basis in bases] == ["mou", "other"]
    assert parties == [
        ["Kementerian Perindustrian", "Kementerian Hukum dan HAM"],
        ["Ditjen Pemasyarakatan", "PIMTI", "YBI"],
    ]
    assert all(party.organisation for basis in bases for party in basis.agreement.parties.all())
    assert Agreement.objects.filter(bases__programme__reference="E01", signed_on__isnull=False).count() == 0


def test_organiser_and_partners_are_as_printed_and_known(demo):
    roles = ProgrammeRole.objects.filter(**E01).order_by("role", "position")
    assert list(roles.values_list("role", "name_as_printed")) == [
        ("organiser", "Kementerian Perindustrian – Ditjen Industri Kecil, Menengah dan Aneka (IKMA)"),
        ("partner", "Ditjen Pemasyarakatan (Kemenkumham)"),
        ("partner", "Ikatan Pimpinan Tinggi Perempuan Indonesia (PIMTI)"),
        ("partner", "Yayasan Batik Indonesia (YBI)"),
    ]
    assert not roles.filter(organisation=None).exists()


def test_purpose_and_skills_are_additions(demo):
    added = Statement.objects.filter(addition=True, **E01).values_list("kind").annotate(n=Count("pk")).order_by("kind")
    assert list(added) == [("purpose", 3), ("skills_before", 4)]


def test_all_48_programmes_are_there_with_place_dates_and_source(demo):
    real = Programme.objects.filter(invented=False)
    assert real.count() == 48
    assert real.exclude(title="").filter(places__isnull=False, source_links__position=1).distinct().count() == 48
    assert Programme.objects.filter(invented=True).values_list("title", flat=True).get() == TITLE


def test_the_register_brings_364_invented_people(at_tangerang, tangerang):
    people = Person.objects.filter(facility=tangerang)
    assert (people.count(), people.filter(invented=True).count()) == (364, 364)


def test_three_classes_of_thirty_different_people_six_meetings_and_540_marks(at_tangerang):
    classes = TrainingSession.objects.filter(**E01).order_by("topic__position")
    counted = classes.values_list("status", "capacity", "invented", "tally__seats_taken", "tally__meetings")
    assert list(counted) == [("finished", 30, True, 30, 6)] * 3
    assert Enrolment.objects.filter(session__in=classes).values("person").distinct().count() == 90
    marks = Attendance.objects.filter(session__in=classes)
    assert (marks.count(), marks.exclude(captured="sample").count()) == (540, 0)
    assert {mark for (mark,) in marks.values_list("mark").distinct()} == {"present", "late", "absent"}


def test_the_classes_meet_from_17_to_22_july_mornings_and_afternoon(at_tangerang):
    hours = {}
    for meeting in Meeting.objects.filter(session__programme__reference="E01"):
        start, end = meeting.starts_at.astimezone(ZONE), meeting.ends_at.astimezone(ZONE)
        hours.setdefault((start.time().isoformat("minutes"), end.time().isoformat("minutes")), []).append(start.day)
    assert {span: sorted(days) for span, days in hours.items()} == {
        ("08:00", "12:00"): sorted([*range(17, 23)] * 2),
        ("13:00", "15:30"): [*range(17, 23)],
    }


def test_everything_in_the_classes_is_recorded_as_of_its_day_and_signed_by_staff(at_tangerang, staff):
    events = EnrolmentEvent.objects.filter(enrolment__session__programme__reference="E01")
    told = {(event.actor_id, event.at.astimezone(ZONE).date(), event.to_status) for event in events}
    assert told == {(staff.pk, date(2023, 7, 10), "enrolled"), (staff.pk, date(2023, 7, 22), "completed")}
    marks = Attendance.objects.filter(session__programme__reference="E01").select_related("meeting")
    late = [mark for mark in marks if mark.recorded_at.astimezone(ZONE).date() != mark.meeting.starts_at.date()]
    assert late == []
    assert set(marks.values_list("recorded_by__username", flat=True)) == {"instructor.tangerang"}


def test_all_who_sat_there_were_held_to_the_last_day(at_tangerang, tangerang):
    seated = Person.objects.filter(enrolments__session__programme__reference="E01")
    day = date(2023, 7, 22)
    assert with_standing(seated, at_facility=tangerang, day=day).filter(here(), sentence_running(day)).count() == 90


def test_one_class_meets_today_and_its_people_can_still_come(at_tangerang):
    today = now().astimezone(ZONE).date()
    session = TrainingSession.objects.get(title=TITLE)
    meeting = Meeting.objects.get(session=session)
    assert meeting.starts_at.astimezone(ZONE).date() == today
    assert meeting.starts_at <= now()
    assert (session.invented, session.programme.invented) == (True, True)
    assert SessionTally.objects.get(session=session).seats_taken == SEATED
    assert expected(meeting).count() == SEATED


def test_the_class_gets_a_meeting_on_the_day_of_each_start_and_one_only(at_tangerang, staff):
    session = TrainingSession.objects.get(title=TITLE)
    tomorrow = now() + timedelta(days=1)
    meet_today(staff, tomorrow)
    meet_today(staff, tomorrow)
    session.refresh_from_db()
    assert Meeting.objects.filter(session=session).count() == 2
    assert session.planned_end == tomorrow.astimezone(ZONE).date()
    assert {expected(meeting).count() for meeting in Meeting.objects.filter(session=session)} == {SEATED}


def test_a_meeting_that_would_clash_is_left_out_and_the_start_goes_on(at_tangerang, staff, tangerang):
    first = TrainingSession.objects.get(title=TITLE)
    day = now().date() + timedelta(days=5)
    elsewhere = make_session(tangerang, hours=Hours(first=day, last=day, starts=time(8), ends=time(12)))
    people = list(Enrolment.objects.filter(session=first).values_list("person", flat=True))
    signed = dict.fromkeys(people, "Contoh")
    assert Outcome.ENROLLED in {one.outcome for one in enrol(people, session=elsewhere, at=now(), overrides=signed)}
    meet_today(staff, datetime.combine(day, time(12), ZONE))
    assert Meeting.objects.filter(session=first).count() == 1


def test_the_tangerang_classes_are_closed_with_a_result_for_everybody(at_tangerang):
    tallies = SessionTally.objects.filter(session__programme__reference="E01")
    assert set(tallies.values_list("session__status", "seats_taken", "completed")) == {("finished", 30, 30)}
    told = SessionEvent.objects.filter(session__programme__reference="E01")
    ways = told.values_list("from_status", "to_status", "actor__username").distinct()
    assert set(ways) == {("", "open", "staff.tangerang"), ("open", "finished", "staff.tangerang")}


def test_one_account_for_each_role_and_all_can_sign_in(demo):
    roles = {account.username: set(account.roles) for account in ACCOUNTS}
    for username, expected_roles in roles.items():
        user = User.objects.get(username=username)
        assert (user.is_demo, set(access_of(user).roles)) == (True, expected_roles)
        assert user.check_password(PASSWORD)
    assert {name for (name,) in User.objects.filter(is_demo=True).values_list("username")} == set(roles)


def test_the_system_signs_what_no_person_did_and_cannot_sign_in(demo):
    system = User.objects.get(username=SYSTEM)
    assert (system.is_active, system.has_usable_password(), system.is_demo) == (False, False, False)
    with scope(actor=system.pk, audit=True), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT actor FROM accounts_change WHERE table_name = 'participants_person'")
        assert cursor.fetchall() == [(system.pk,)]


def test_each_official_sees_the_programmes_of_the_own_ministry_only(demo):
    seen = {
        name: set(Programme.objects.visible_to(User.objects.get(username=name)).values_list("reference", flat=True))
        for name in ("official.kemenperin", "official.other", "postrelease.banten", "staff.cipinang")
    }
    assert seen == {
        "official.kemenperin": {"E01", "E02", "E04", "E05"},
        "official.other": set(),
        "postrelease.banten": set(),
        "staff.cipinang": {"E02"},
    }


def test_one_prison_under_several_names_is_one_facility(demo):
    places = Facility.objects.filter(programme_places__programme__reference__isnull=False)
    by_code = {}
    for code, reference in places.values_list("code", "programme_places__programme__reference"):
        by_code.setdefault(code, set()).add(reference)
    assert by_code["lpp-tangerang"] == {"E01", "E49", "E50", "DEMO-HARI-INI"}
    assert by_code["lpp-palembang"] == {"E04", "E45", "E46"}
    assert by_code["lapas-bandar-lampung"] == {"E11", "E90"}
    assert len(by_code) == 38


def test_the_prison_is_found_under_every_name_that_a_source_prints(tangerang):
    names = set(OrganisationName.objects.filter(organisation=tangerang.organisation).values_list("name", flat=True))
    assert names == {
        "LPP Kelas IIA Tangerang",
        "Lapas Perempuan Kelas IIA Tangerang",
        "Lapas Perempuan Tangerang",
        "Lapas Wanita Tangerang",
        "Lembaga Pemasyarakatan Perempuan Kota Tangerang",
        "Lembaga Pemasyarakatan Perempuan Tangerang",
    }


def test_the_ministry_of_law_became_three_in_october_2024_day_not_known(demo):
    rows = Succession.objects.filter(predecessor__names__short="Kemenkumham")
    assert {(row.day, row.day_precision) for row in rows} == {(date(2024, 10, 1), "m")}
    assert rows.count() == 3


def test_time_zones_and_province_codes_follow_the_province(demo):
    zones = dict(Facility.objects.values_list("code", "time_zone"))
    assert (zones["lpp-palu"], zones["lapas-tenggarong"]) == ("Asia/Makassar", "Asia/Makassar")
    assert zones["lapas-manokwari"] == "Asia/Jayapura"
    tangerang = Facility.objects.get(code="lpp-tangerang")
    assert (tangerang.province_code, tangerang.province_scheme) == ("36", "Kemendagri")
    assert list(Facility.objects.filter(province="").exclude(province_code="")) == []


def test_sources_are_addresses_and_one_page_is_one_source(demo):
    told = json.loads(FILE.read_text("utf-8"))
    addresses = {address for entry in told for address in (entry["source_url"], *entry["also_see"])}
    assert set(Source.objects.values_list("address", flat=True)) == addresses


def dump() -> dict[str, str]:
    """A fingerprint of every table, whatever the order of its rows; of the two logs only what may be read."""
    found = {}
    facilities = list(Facility.objects.values_list("pk", flat=True))
    with scope(actor=None, facilities=facilities, offence_facilities=facilities, audit=True):
        for model in apps.get_models(include_auto_created=True):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t ORDER BY 1')
                rows = "\n".join(row for (row,) in cursor.fetchall())
            found[model._meta.label] = hashlib.sha256(rows.encode()).hexdigest()
    return found


def test_a_second_start_changes_nothing_on_the_same_day(demo):
    before = dump()
    make_demo(PASSWORD, now())
    assert dump() == before


def test_what_people_changed_stays_when_the_demonstration_starts_again(at_tangerang, tangerang):
    Programme.objects.filter(reference="E02").update(title="Judul yang diperbaiki")
    person = Person.objects.filter(facility=tangerang).order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(name="Nama yang diperbaiki")
    make_demo(PASSWORD, now())
    assert Programme.objects.get(reference="E02").title == "Judul yang diperbaiki"
    assert Person.objects.get(pk=person.pk).name == "Nama yang diperbaiki"


def test_a_password_that_was_changed_is_the_common_one_again_after_a_start(staff):
    staff.set_password("lain-sama-sekali")
    staff.save()
    make_demo("kata-sandi-baru", now())
    assert all(user.check_password("kata-sandi-baru") for user in User.objects.filter(is_demo=True))


def test_reloading_the_programmes_keeps_every_addition(demo):
    before = dump()
    load_programmes(FILE)
    assert dump() == before
