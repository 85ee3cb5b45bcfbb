"""From the file to the database: what it writes, who answers for it, and that it writes it once."""

from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Change
from accounts.scope import scope
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.importer import import_register
from participants.register.sheets import UnreadableError
from tests.crowd import all_at_once
from tests.factories import NOW, acting, make_facility, make_inmate, make_user
from tests.register_rows import PEOPLE, REGISTER, SPOKEN_OF, bring_in, register_file, told

TABLES = (Person, Custody, CustodyDate, RegisterNumber, Sentence)


@pytest.fixture
def bring(registrar, tangerang):
    """Import rows into Tangerang, by its registrar."""
    return partial(bring_in, facility=tangerang, by=registrar)


@pytest.fixture
def inside(registrar, tangerang):
    """See what the registrar of Tangerang sees."""
    with acting(registrar, tangerang):
        yield


def counts() -> list[int]:
    return [model.objects.count() for model in TABLES]


def test_the_shared_register_comes_in_once(registrar, tangerang):
    first = import_register(REGISTER, facility=tangerang, by=registrar, at=NOW, invented=True)
    assert (first.rows, first.imported, len(first.unchanged), len(first.refused)) == (376, 364, 0, 10)
    assert (len(first.warnings), len(first.repeated), first.requests) == (8, 2, [])
    with acting(registrar, tangerang):
        before = counts()
        assert before[:2] == [364, 364]
        assert Person.objects.filter(invented=True).count() == 364
        assert dict(Counter(Custody.objects.values_list("legal_status", flat=True))) == {"convict": 310, "detainee": 54}
        changes = Change.objects.count()
    second = import_register(REGISTER, facility=tangerang, by=registrar, at=NOW + timedelta(days=1))
    assert (second.imported, len(second.unchanged), len(second.refused)) == (0, 364, 10)
    with acting(registrar, tangerang):
        assert (counts(), Change.objects.count()) == (before, changes)


def test_the_second_run_writes_no_history(registrar, tangerang):
    for _run in range(2):
        import_register(REGISTER, facility=tangerang, by=registrar, at=NOW)
    with scope(actor=registrar.pk, audit=True):
        assert Change.objects.filter(operation="U").count() == 0
        assert Change.objects.filter(table="participants_person").count() == 364


def test_every_change_is_signed(bring, registrar):
    bring({})
    with scope(actor=registrar.pk, audit=True):
        signed = Change.objects.filter(table__startswith="participants_").values_list("actor", "page").distinct()
        tables = sorted(
            Change.objects.filter(table__startswith="participants_").values_list("table", flat=True).distinct()
        )
        assert list(signed) == [(registrar.pk, "import_register")]
    assert tables == [
        "participants_custody",
        "participants_custodydate",
        "participants_person",
        "participants_registernumber",
        "participants_sentence",
    ]


def test_a_row_becomes_person_stay_number_dates_and_sentence(bring, inside):
    bring({})
    person = Person.objects.get()
    assert (person.name, person.alias, person.sex, person.nik) == ("Ika Setyowati", "Ika", "P", "3671015610770012")
    assert (person.birth_place, person.birth_date, person.nationality) == ("Serang", date(1977, 10, 16), "WNI")
    stay = Custody.objects.get(person=person)
    assert (stay.admitted_on, stay.left_on, stay.block, stay.legal_status) == (
        date(2020, 12, 1),
        None,
        "D-5",
        "convict",
    )
    number = RegisterNumber.objects.get(custody=stay)
    assert (number.number, number.register_class, number.valid_from) == ("B.I.114/2021", "B.I", stay.admitted_on)
    assert set(CustodyDate.objects.values_list("kind", "day", "known_from", "origin")) == {
        ("third", date(2022, 7, 27), SPOKEN_OF, "register"),
        ("half", date(2023, 5, 24), SPOKEN_OF, "register"),
        ("two_thirds", date(2024, 3, 21), SPOKEN_OF, "register"),
        ("end", date(2025, 11, 14), SPOKEN_OF, "register"),
    }
    assert (Sentence.objects.get().offence, Sentence.objects.get().months) == ("Penipuan", 11)


def test_the_offence_stands_in_its_own_table_and_for_its_own_readers(bring, registrar, tangerang):
    bring({})
    with acting(registrar, tangerang, offences=[]):
        assert (Person.objects.count(), Sentence.objects.count()) == (1, 0)
    with scope(actor=registrar.pk, audit=True):
        logged = [str(change.before) + str(change.after) for change in Change.objects.all()]
    assert [line for line in logged if "Penipuan" in line] == []


def test_another_prison_sees_and_loses_nothing(bring, outsider, cipinang):
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Orang Cipinang")
    bring({})
    with acting(outsider, cipinang):
        assert [person.name for person in Person.objects.all()] == ["Orang Cipinang"]
        assert counts() == [1, 1, 1, 1, 0]


def test_a_dry_run_says_the_same_and_changes_nothing(bring, registrar, tangerang):
    assert told(bring({}, {"name": ""}, dry_run=True)) == (1, 0, 0, [("name", "missing")])
    with acting(registrar, tangerang):
        assert counts() == [0, 0, 0, 0, 0]


def test_an_import_inside_a_wider_scope_gives_that_scope_back(bring, registrar, tangerang, cipinang):
    with acting(registrar, tangerang, cipinang):
        make_inmate(cipinang)
        bring({}, dry_run=True)
        bring({})
        assert Person.objects.count() == 2


def test_what_changed_is_changed_and_the_rest_left(bring, inside):
    bring({}, {"register_no": "B.I.2/2021", "name": "Sari", "nik": ""})
    changed = {"block": "A-1", "education": "SMA", "offence": "Narkotika", "alias": ""}
    assert told(bring(changed, {"register_no": "B.I.2/2021", "name": "SARI", "nik": ""})) == (0, 1, 1, [])
    person = Person.objects.get(nik__isnull=False)
    assert (person.education, person.alias, Custody.objects.get(person=person).block) == ("SMA", "Ika", "A-1")
    assert Sentence.objects.get(custody__person=person).offence == "Narkotika"


def test_a_moved_date_is_a_new_version(bring, inside):
    bring({})
    assert told(bring({"sentence_end_date": "14/09/2025"}, day=date(2023, 7, 9))) == (0, 1, 0, [])
    versions = CustodyDate.objects.filter(kind="end").order_by("known_from").values_list("known_from", "day")
    assert list(versions) == [(SPOKEN_OF, date(2025, 11, 14)), (date(2023, 7, 9), date(2025, 9, 14))]


def test_files_of_one_day_mend_one_version(bring, inside):
    bring({})
    assert told(bring({"sentence_end_date": "14/09/2025"})) == (0, 1, 0, [])
    assert CustodyDate.objects.get(kind="end").day == date(2025, 9, 14)


def test_an_older_file_does_not_undo_a_later_date(bring, inside):
    bring({"sentence_end_date": "14/09/2025"}, day=date(2023, 7, 9))
    assert told(bring({}, day=SPOKEN_OF)) == (0, 0, 1, [])
    assert CustodyDate.objects.get(kind="end").day == date(2025, 9, 14)


NEWER, OLDER = date(2023, 7, 9), SPOKEN_OF


def warned(result) -> list[tuple[str, str]]:
    return [(fault.field, str(fault.why)) for fault in result.warnings]


@pytest.mark.parametrize(
    ("column", "older", "field"),
    [
        ("name", "Ika Setiowati", "name"),
        ("education", "SD", "education"),
        ("birth_place", "Lebak", "birth_place"),
        ("block", "A-1", "block"),
        ("offence", "Narkotika", "offence"),
        ("months", "10", "months"),
        ("sentence_end_date", "14/09/2024", "sentence_end_date"),
        ("register_no", "B.I.8/2020", "register_no"),
    ],
)
def test_an_older_file_does_not_undo_a_newer_one_and_says_so(bring, inside, column, older, field):
    newest = {"register_no": "B.I.9/2023", "sentence_end_date": "14/11/2026"}
    bring({}, day=OLDER - timedelta(days=1))
    bring(newest, day=NEWER)
    before = [list(model.objects.order_by("pk").values()) for model in TABLES]
    result = bring(newest | {column: older}, day=OLDER)
    assert told(result) == (0, 0, 1, [])
    assert warned(result) == [(field, "newer here, kept")]
    assert [list(model.objects.order_by("pk").values()) for model in TABLES] == before


def test_a_newer_file_that_says_the_same_is_what_an_older_one_is_measured_by(bring, inside):
    bring({})
    assert told(bring({}, day=NEWER)) == (0, 0, 1, [])
    result = bring({"block": "A-1"}, day=NEWER - timedelta(days=1))
    assert (told(result), warned(result)) == ((0, 0, 1, []), [("block", "newer here, kept")])
    assert told(bring({"block": "A-1"}, day=NEWER)) == (0, 1, 0, [])


def test_an_older_file_tells_what_is_not_known_here(bring, inside):
    bring({"education": "", "nik": ""}, day=NEWER)
    assert told(bring({}, day=OLDER)) == (0, 1, 0, [])
    person = Person.objects.get()
    assert (person.education, person.nik, person.told_on) == ("SMP", "3671015610770012", NEWER)


@pytest.mark.parametrize(
    ("model", "field", "mended", "column", "kept"),
    [
        (Person, "name", "Ika Setyawati", "name", "name"),
        (Custody, "block", "C-7", "block", "block"),
        (Sentence, "offence", "Penggelapan", "offence", "offence"),
    ],
)
def test_what_was_mended_here_after_the_day_of_a_file_stays(bring, inside, model, field, mended, column, kept):
    bring({})
    model.objects.update(**{field: mended})
    result = bring({}, day=NEWER)
    assert (told(result), warned(result)) == ((0, 0, 1, []), [(kept, "newer here, kept")])
    assert model.objects.values_list(field, flat=True).get() == mended


def test_that_a_newer_file_says_the_same_is_no_change_in_the_history(bring, registrar):
    bring({})
    bring({}, day=NEWER)
    with scope(actor=registrar.pk, audit=True):
        assert Change.objects.filter(operation="U").count() == 0


@pytest.mark.parametrize(
    ("kind", "number", "end", "status"),
    [
        ("lapas", "A.III.1/2023", "", "detainee"),
        ("lapas", "B.I.1/2023", "", "convict"),
        ("lapas", "SH.1/2023", "", "convict"),
        ("lapas", "C.1/2023", "", "detainee"),
        ("lapas", "Z.IX.1/2023", "", "detainee"),
        ("lapas", "Z.IX.1/2023", "14/11/2025", "convict"),
        ("lpka", "B.I.1/2023", "", "juvenile"),
        ("bapas", "B.I.1/2023", "", "client"),
    ],
)
def test_the_class_says_as_what_somebody_is_held(db, kind, number, end, status):
    facility, user = make_facility(kind=kind), make_user()
    row = register_file({"register_no": number, "sentence_end_date": end})
    import_register(row, facility=facility, by=user, at=NOW, spoken_of=SPOKEN_OF)
    with acting(user, facility):
        assert Custody.objects.get().legal_status == status


def test_a_file_that_names_no_day_speaks_of_the_day_it_comes(registrar, tangerang):
    result = import_register(register_file({}), facility=tangerang, by=registrar, at=NOW)
    assert result.spoken_of == date(2023, 7, 10)


def test_a_file_of_a_day_to_come_is_refused(bring, registrar, tangerang):
    with pytest.raises(UnreadableError):
        bring({}, day=date(2023, 7, 11))
    with acting(registrar, tangerang):
        assert counts() == [0, 0, 0, 0, 0]


def test_nobody_signs_nothing_is_written(registrar, tangerang, monkeypatch):
    monkeypatch.setattr(registrar, "pk", None)
    with pytest.raises(ValidationError):
        import_register(register_file({}), facility=tangerang, by=registrar, at=NOW)


@pytest.mark.parametrize("again", [False, True])
def test_the_number_of_statements_does_not_grow_with_the_file(registrar, tangerang, again):
    asked = []
    for size in (3, 60):
        rows = [
            {
                "register_no": f"B.I.{size}{n:02}/2022",
                "name": f"Orang {size} {n}",
                "nik": f"367101561077{size:02}{n:02}",
            }
            for n in range(size)
        ]
        for _run in range(1 + again):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                import_register(register_file(*rows), facility=tangerang, by=registrar, at=NOW, spoken_of=SPOKEN_OF)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db(transaction=True)
def test_one_file_brought_four_times_at_once_comes_in_once():
    facility, user = make_facility(), make_user()
    results = all_at_once(lambda _clerk: bring_in(*PEOPLE, facility=facility, by=user), range(4))
    assert sorted(len(result.new) for result in results) == [0, 0, 0, 20]
    with acting(user, facility):
        assert Person.objects.count() == 20
