"""Changes are recorded by the database, whatever wrote them."""

from datetime import date

import pytest

from accounts.changes import history_of
from accounts.history import HIDDEN
from accounts.models import Change
from accounts.roles import Role
from accounts.scope import scope
from participants.models import Custody, Enrolment, Person, Sentence
from participants.services.enrolments import enrol
from tests.factories import NOW, acting, custody_of, make_inmate, make_programme, make_session, make_user, post
from tests.raw import refused, run


@pytest.fixture
def corrections(db):
    """An official who sees every programme."""
    return post(make_user("user.corrections"), Role.CORRECTIONS)


@pytest.fixture
def changes(auditor):
    """The change log, as the auditor reads it."""

    def read(table: str) -> list[tuple]:
        with scope(actor=auditor.pk, audit=True):
            rows = Change.objects.filter(table=table).order_by("pk")
            return list(rows.values_list("operation", "actor", "person", "before", "after"))

    return read


def test_raw_sql_cannot_avoid_the_record(registrar, tangerang, changes):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang, "Sri")
        run("UPDATE participants_person SET name = 'Sri Wahyuni'")
    assert changes("participants_person") == [
        ("I", registrar.pk, person.pk, None, None),
        ("U", registrar.pk, person.pk, {"name": "Sri"}, {"name": "Sri Wahyuni"}),
    ]


def test_a_change_that_changes_nothing_leaves_no_record(registrar, tangerang, changes):
    with acting(registrar, tangerang):
        make_inmate(tangerang)
        run("UPDATE participants_person SET name = name")
    assert len(changes("participants_person")) == 1


def test_bulk_writes_leave_one_record_a_row(registrar, tangerang, changes):
    with acting(registrar, tangerang):
        people = [make_inmate(tangerang) for _ in range(3)]
        enrol([person.pk for person in people], session=make_session(tangerang), at=NOW)
        Enrolment.objects.update(status="suspended", reason="Sakit")
    recorded = [(operation, person) for operation, _actor, person, _b, _a in changes("participants_enrolment")]
    assert sorted(recorded) == sorted([(op, person.pk) for op in "IU" for person in people])


def test_without_somebody_who_answers_for_it_nothing_is_changed(registrar, tangerang):
    with acting(registrar, tangerang):
        make_inmate(tangerang)
        run("SELECT set_config('app.actor', '', true)")
        assert refused("UPDATE participants_person SET alias = 'x'") == "change_has_actor"


def test_the_key_of_a_row_is_never_changed(registrar, tangerang):
    with acting(registrar, tangerang):
        run(
            "INSERT INTO participants_person"
            " (id, name, alias, sex, birth_place, nationality, education, facility_id, invented)"
            " VALUES (gen_random_uuid(), 'X', '', '', '', '', '', %(here)s, false)",
            {"here": tangerang.pk},
        )
        assert refused("UPDATE participants_person SET id = gen_random_uuid()") == "history_key_is_never_changed"


def test_of_offence_and_sentence_the_log_says_only_that_they_changed(registrar, tangerang, changes):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        Sentence.objects.create(custody=custody_of(person), offence="Narkotika", years=4)
        Sentence.objects.update(offence="Pencurian", years=2)
    recorded = changes("participants_sentence")
    assert recorded[1] == (
        "U",
        registrar.pk,
        person.pk,
        {"offence": HIDDEN, "years": HIDDEN},
        {"offence": HIDDEN, "years": HIDDEN},
    )
    assert "Narkotika" not in str(recorded) and "Pencurian" not in str(recorded)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("participants_custody", "UPDATE participants_custody SET block = 'Z-9'"),
        ("participants_custodydate", "UPDATE participants_custodydate SET origin = 'remisi'"),
        ("participants_registernumber", "UPDATE participants_registernumber SET register_class = 'B.I'"),
    ],
)
def test_what_hangs_on_a_stay_is_recorded_with_the_person(table, sql, registrar, tangerang, changes):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        run(sql)
    assert [(operation, whom) for operation, _a, whom, _b, _c in changes(table)] == [("I", person.pk), ("U", person.pk)]


def test_classes_and_meetings_keep_their_history_too(registrar, tangerang, changes):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        run("UPDATE programs_meeting SET cancelled = true, cancelled_because = 'Libur'")
    assert len(changes("programs_trainingsession")) == 1
    assert [op for op, *_rest in changes("programs_meeting")].count("U") == session.meetings.count()


def test_a_stay_that_ends_and_the_next_one_move_the_person(registrar, tangerang, cipinang, changes):
    with acting(registrar, tangerang, cipinang):
        person = make_inmate(tangerang)
        Custody.objects.update(left_on=date(2023, 8, 1))
        Custody.objects.create(person=person, facility=cipinang, legal_status="convict", admitted_on=date(2023, 8, 1))
        assert Person.objects.get().facility == cipinang
    before, after = changes("participants_person")[-1][3:]
    assert (before, after) == ({"facility_id": tangerang.pk}, {"facility_id": cipinang.pk})


def test_the_history_of_a_thing_is_told_in_words(corrections, auditor):
    programme = make_programme("Batik")
    with acting(corrections):
        programme.title, programme.women_only = "Batik cap", True
        programme.save()
        told = history_of(programme.pk)
        assert [(one.what, one.operation, one.who) for one in told] == [
            ("kegiatan", "diubah", "user.corrections"),
            ("kegiatan", "ditambah", "sistem"),
        ]
        assert told[0].columns == [("judul", "Batik", "Batik cap"), ("khusus perempuan", "", "ya")]
        assert history_of(make_programme("Lain").pk, shown=1)[0].columns == []
