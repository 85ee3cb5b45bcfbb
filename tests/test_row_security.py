"""Who sees which row of a person, below everything that Python does."""

from datetime import date, timedelta

import psycopg
import pytest
from django.conf import settings

from accounts.models import Change, PersonRead
from accounts.reads import log_reads
from accounts.scope import scope
from participants.choices import LegalStatus, Mark
from participants.models import (
    Attendance,
    BoardDecision,
    Custody,
    CustodyDate,
    DisciplineEntry,
    Domicile,
    Enrolment,
    EnrolmentEvent,
    Interest,
    Language,
    Person,
    Question,
    QuestionAnswer,
    RegisterNumber,
    RiskClass,
    RuleAnswer,
    Sentence,
)
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from participants.services.people import admit, leave
from tests.catalogue import people_tables, without_history, without_policy
from tests.factories import AFTERNOON, NOW, acting, custody_of, make_inmate, make_inmates, make_session, make_skill
from tests.raw import login, owner, refused, run
from tests.rules_on_joining import make_rule

TOLD = [Interest, Domicile, Language, DisciplineEntry, BoardDecision, RiskClass, QuestionAnswer]
OF_PEOPLE = [
    *(Person, Custody, CustodyDate, RegisterNumber, Sentence, Enrolment, EnrolmentEvent, Attendance, RuleAnswer),
    *TOLD,
]


def fill(registrar, facility):
    """One person with everything that a person can have."""
    with acting(registrar, facility):
        person = make_inmate(facility)
        Sentence.objects.create(custody=custody_of(person), offence="Rahasia", years=2)
        session = make_session(facility)
        make_rule("age", strength="advises", facility=facility, least=18, most=None, by="day")
        tell(person)
        enrol([person.pk], session=session, at=NOW)
        meeting = session.meetings.first()
        row = Enrolment.objects.get()
        record_attendance(meeting, {row.pk: Marked(Mark.PRESENT)}, by=registrar.pk, at=meeting.ends_at)
        return person


def tell(person):
    """Something of every kind that rules on joining read."""
    of = {"person": person, "starts_on": date(2023, 7, 1)}
    Interest.objects.create(skill=make_skill(), **of)
    Domicile.objects.create(place="Serang", **of)
    Language.objects.create(language="id", **of)
    DisciplineEntry.objects.create(**of)
    BoardDecision.objects.create(approves=True, **of)
    RiskClass.objects.create(risk="medium", **of)
    QuestionAnswer.objects.create(question=Question.objects.create(text="Sehat?"), yes=True, **of)


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in OF_PEOPLE}


def test_every_table_that_leads_to_a_person_has_a_policy_and_keeps_its_history(db):
    assert {
        "participants_person",
        "participants_attendance",
        "participants_sentence",
        "accounts_change",
        "participants_importcontent",
    } <= people_tables()
    assert without_policy() == set()
    assert without_history() == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "column",
    ["x uuid REFERENCES participants_enrolment", "person uuid", "person_id uuid"],
    ids=["key", "person", "person_id"],
)
def test_a_new_table_without_policy_is_found(column):
    with psycopg.connect(**login(settings.DATABASE_OWNER), autocommit=True) as connected:
        connected.execute(f"CREATE TABLE planted ({column})")
        try:
            assert (without_policy(), without_history()) == ({"planted"}, {"planted"})
        finally:
            connected.execute("DROP TABLE planted")


def test_without_a_scope_there_are_no_rows(registrar, tangerang):
    fill(registrar, tangerang)
    with acting(registrar, tangerang):
        assert 0 not in counts().values()
    with scope(actor=None):
        assert counts() == {model.__name__: 0 for model in OF_PEOPLE}


def test_another_prison_sees_nothing_and_changes_nothing(registrar, outsider, tangerang, cipinang):
    person = fill(registrar, tangerang)
    with acting(outsider, cipinang):
        assert counts() == {model.__name__: 0 for model in OF_PEOPLE}
        assert Person.objects.filter(pk=person.pk).update(name="Lain") == 0
        assert refused("UPDATE participants_enrolment SET status = 'suspended', reason = 'Sakit'") == ""
    with acting(registrar, tangerang):
        assert Enrolment.objects.get().status == "enrolled"


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_another_prison_tells_nothing_of_them(model, registrar, outsider, tangerang, cipinang):
    person = fill(registrar, tangerang)
    with acting(outsider, cipinang):
        assert model.objects.update(mistaken=True) == 0
    with acting(registrar, tangerang):
        told = model.objects.values().get(person=person)
    del told["id"]
    columns = ", ".join(["id", *told])
    values = ", ".join(["gen_random_uuid()", *(f"%({name})s" for name in told)])
    with acting(outsider, cipinang):
        later = told | {"starts_on": date(2023, 7, 2)}
        assert refused(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({values})", later) == "42501"


def test_nobody_signs_an_answer_of_a_rule_with_another_name(registrar, outsider, tangerang, cipinang):
    fill(registrar, tangerang)
    sql = (
        "INSERT INTO participants_ruleanswer (enrolment_id, rule_id, kind, value, verdict, overridden_reason,"
        " overridden_by_id, at) SELECT enrolment_id, rule_id, kind, '', 2, 'Lain', %(by)s, now()"
        " FROM participants_ruleanswer"
    )
    with acting(registrar, tangerang):
        assert refused(sql, {"by": outsider.pk}) == "42501"
        assert refused(sql, {"by": registrar.pk}) == ""


@pytest.mark.django_db(transaction=True)
def test_with_row_security_off_another_prison_would_see_them(registrar, outsider, tangerang, cipinang):
    fill(registrar, tangerang)
    with psycopg.connect(**login(settings.DATABASE_OWNER), autocommit=True) as connected:
        connected.execute("ALTER TABLE participants_person DISABLE ROW LEVEL SECURITY")
        try:
            with acting(outsider, cipinang):
                assert Person.objects.count() == 1
        finally:
            connected.execute("ALTER TABLE participants_person ENABLE ROW LEVEL SECURITY")


def test_nobody_is_put_into_another_prison_or_taken_from_it(registrar, outsider, tangerang, cipinang):
    person = fill(registrar, tangerang)
    with acting(registrar, tangerang):
        custody = custody_of(person)
    with acting(outsider, cipinang):
        session = make_session(cipinang, hours=AFTERNOON)
        hidden = {
            "person": person.pk,
            "custody": custody.pk,
            "session": session.pk,
            "there": tangerang.pk,
            "here": cipinang.pk,
        }
        insert = (
            "INSERT INTO participants_enrolment (id, session_id, person_id, custody_id, facility_id, participant_kind,"
            " status, status_at, reason_kind, reason, name_as_enrolled, number_as_enrolled)"
            " VALUES (gen_random_uuid(), %(session)s, %(person)s, %(custody)s, {facility}, 'convict',"
            " 'enrolled', now(), '', '', 'X', '')"
        )
        assert refused(insert.format(facility="%(there)s"), hidden) == "enrolment_guest_is_agreed"
        assert refused(insert.format(facility="%(here)s"), hidden) == "enrolment_custody_of_person_at_facility"
        claim = (
            "INSERT INTO participants_custody (id, person_id, facility_id, legal_status, admitted_on, block)"
            " VALUES (gen_random_uuid(), %(person)s, %(here)s, 'convict', '2023-01-01', '')"
        )
        assert refused(claim, hidden) == "custody_one_place_at_a_time"


def test_offence_and_sentence_are_seen_by_those_entitled_only(registrar, instructor, tangerang):
    fill(registrar, tangerang)
    with acting(registrar, tangerang):
        assert Sentence.objects.count() == 1
    with acting(instructor, tangerang, offences=()):
        assert (Person.objects.count(), Sentence.objects.count()) == (1, 0)


def test_training_history_travels_with_the_person_and_nobody_elses_does(registrar, outsider, tangerang, cipinang):
    with acting(registrar, tangerang):
        moved, stays = make_inmates(tangerang, 2)
        session = make_session(tangerang)
        enrol([moved.pk, stays.pk], session=session, at=NOW)
        meeting = session.meetings.first()
        marks = {key: Marked(Mark.PRESENT) for key in Enrolment.objects.values_list("pk", flat=True)}
        record_attendance(meeting, marks, by=registrar.pk, at=meeting.ends_at)
    with acting(registrar, tangerang, cipinang):
        leave(custody_of(moved), on=date(2023, 8, 1))
        admit(
            Person.objects.get(pk=moved.pk),
            facility=cipinang,
            on=date(2023, 8, 1),
            number="B.I.9/2023",
            legal_status=LegalStatus.CONVICT,
        )
    with acting(outsider, cipinang):
        assert list(Enrolment.objects.values_list("person_id", flat=True)) == [moved.pk]
        assert Attendance.objects.count() == 1
        assert Enrolment.objects.update(status="suspended", reason="Sakit") == 0
    with acting(registrar, tangerang):
        assert set(Enrolment.objects.values_list("name_as_enrolled", flat=True)) == {moved.name, stays.name}
        assert set(Person.objects.all()) == {stays}


def test_both_logs_open_in_an_audit_only_and_it_opens_nothing_else(registrar, auditor, tangerang):
    person = fill(registrar, tangerang)
    with acting(registrar, tangerang):
        log_reads([person.pk], by=registrar.pk, page="person", at=NOW)
        assert (PersonRead.objects.count(), Change.objects.filter(subject=None).count()) == (0, 0)
        assert set(Change.objects.values_list("person", flat=True)) == {None}
    with scope(actor=auditor.pk, audit=True):
        assert list(PersonRead.objects.values_list("actor", "person", "page")) == [(registrar.pk, person.pk, "person")]
        assert Change.objects.filter(person=person.pk).exists()
        assert counts() == {model.__name__: 0 for model in OF_PEOPLE}


def test_nobody_signs_a_look_with_anothers_name(registrar, outsider, tangerang):
    with acting(outsider, tangerang):
        values = {"other": registrar.pk}
        sql = "INSERT INTO accounts_personread (at, actor, person, page) VALUES (now(), %(other)s, %(other)s, 'p')"
        assert refused(sql, values) == "42501"


def test_a_scope_inside_a_scope_gives_the_outer_one_back(registrar, outsider, tangerang, cipinang):
    with acting(registrar, tangerang):
        make_inmate(tangerang)
        with acting(outsider, cipinang):
            assert Person.objects.count() == 0
        assert Person.objects.count() == 1
        assert run("SELECT current_setting('app.actor')") == [(str(registrar.pk),)]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_scope_is_left_on_the_connection(registrar, tangerang):
    fill(registrar, tangerang)
    assert run("SELECT current_setting('app.facilities', true)") in ([("",)], [(None,)])
    assert Person.objects.count() == 0


def test_the_owner_is_not_who_the_tests_run_as(db):
    assert run("SELECT current_user")[0][0] == settings.DATABASE_APP_ROLE
    with owner() as connected:
        assert connected.execute("SELECT current_user").fetchone()[0] == settings.DATABASE_OWNER["USER"]


def test_a_left_person_keeps_the_last_facility(registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        leave(custody_of(person), on=NOW.date() + timedelta(days=1))
        assert Person.objects.get().facility == tangerang
