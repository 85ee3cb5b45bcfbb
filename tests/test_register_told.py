"""What a register tells of people beside the register itself: in with its days, once, overwriting nothing."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.models import (
    BoardDecision,
    ColumnName,
    DisciplineEntry,
    Domicile,
    Interest,
    Language,
    Person,
    RegisterImport,
    RiskClass,
)
from participants.register.importer import import_register
from participants.register.preview import unpacked
from tests.factories import NOW, acting, make_skill
from tests.imports import act, signed_in, upload
from tests.register_rows import RIGHT, SPOKEN_OF

NAMES = {"register_no": "No. Reg", "name": "Nama", "sex": "L/P", "birth_date": "Tgl Lahir", "admitted_on": "Tgl Masuk"}
TOLD = {
    "Minat": "Batik; Tata Boga",
    "Tgl Minat": "01/06/2023",
    "Domisili": "Kota Tangerang, Banten",
    "Bahasa": "Bahasa Indonesia, Sunda",
    "Tingkat Risiko": "Medium Security",
    "Tgl Asesmen": "12 Mei 2023",
    "No. Register F": "F.3/2023",
    "Tgl Register F": "01/02/2023",
    "Akhir Hukuman Disiplin": "14/02/2023",
    "TPP": "Disetujui",
    "No. Sidang TPP": "TPP-7",
    "Tgl Sidang TPP": "20/06/2023",
}
EARLIER, LATER = date(2023, 7, 1), date(2023, 7, 10)


def file(*rows: dict) -> io.BytesIO:
    """A register with a right row for each of these, which say what is told of its person."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table.writerow([*NAMES.values(), *columns])
    for n, row in enumerate(rows):
        right = RIGHT | {"register_no": f"B.I.{n}/2021", "name": f"Sari {n}"}
        table.writerow([*(right[field] for field in NAMES), *(row.get(name, "") for name in columns)])
    return io.BytesIO(out.getvalue().encode())


@pytest.fixture
def bring(registrar, tangerang):
    """Import such rows into Tangerang, by its registrar; answers new, changed, unchanged, and what was doubtful."""
    make_skill("Batik")
    make_skill("Tata Boga")

    def bring(*rows: dict, day: date = SPOKEN_OF) -> tuple[int, int, int, list[tuple[str, str]]]:
        came = import_register(file(*rows), facility=tangerang, by=registrar, at=NOW, spoken_of=day)
        doubts = [(one.field, str(one.why)) for one in came.warnings if one.field != "sentence_end_date"]
        return len(came.new), len(came.changed), len(came.unchanged), doubts

    with acting(registrar, tangerang):
        yield bring


def told() -> dict[str, list[tuple]]:
    """All that is recorded of people here."""
    days = ("starts_on", "ends_on")
    of = {
        Interest: ("skill__name",),
        Domicile: ("place", "province"),
        Language: ("language",),
        RiskClass: ("risk",),
        DisciplineEntry: ("number",),
        BoardDecision: ("approves", "number"),
    }
    rows = {
        model.__name__: model.objects.order_by(*days, "pk").values_list(*names, *days) for model, names in of.items()
    }
    return {name: sorted(found) for name, found in rows.items() if found}


def test_facts_come_with_the_register_and_their_days(bring):
    assert bring(TOLD) == (1, 0, 0, [])
    assert told() == {
        "Interest": [("Batik", date(2023, 6, 1), None), ("Tata Boga", date(2023, 6, 1), None)],
        "Domicile": [("Kota Tangerang", "Banten", SPOKEN_OF, None)],
        "Language": [("id", SPOKEN_OF, None), ("su", SPOKEN_OF, None)],
        "RiskClass": [("medium", date(2023, 5, 12), None)],
        "DisciplineEntry": [("F.3/2023", date(2023, 2, 1), date(2023, 2, 14))],
        "BoardDecision": [(True, "TPP-7", date(2023, 6, 20), None)],
    }


@pytest.mark.parametrize("day", [EARLIER, SPOKEN_OF, LATER])
def test_the_same_facts_again_change_nothing(bring, day):
    bring(TOLD)
    before = told()
    assert bring(TOLD, day=day)[:3] == (0, 0, 1)
    assert told() == before


def test_a_newer_file_adds_what_has_changed_and_keeps_what_was(bring):
    bring(TOLD)
    news = {"Domisili": "Kab. Serang", "Tingkat Risiko": "minimum", "Tgl Asesmen": "05/07/2023", "Minat": "batik"}
    assert bring(news, day=LATER) == (0, 1, 0, [])
    assert told()["Domicile"] == [("Kab. Serang", "", LATER, None), ("Kota Tangerang", "Banten", SPOKEN_OF, None)]
    assert told()["RiskClass"] == [("medium", date(2023, 5, 12), None), ("minimum", date(2023, 7, 5), None)]
    assert len(told()["Interest"]) == 2
    assert bring(news, day=LATER)[:3] == (0, 0, 1)


def test_what_was_entered_here_later_is_kept_and_said(bring):
    bring({"Domisili": "Serang"})
    Domicile.objects.create(person=Person.objects.get(), place="Bogor", starts_on=LATER)
    assert bring({"Domisili": "Bandung"}, day=date(2023, 7, 5)) == (0, 0, 1, [("domicile", "newer here, kept")])
    assert [row[0] for row in told()["Domicile"]] == ["Bogor", "Serang"]


def test_what_is_recorded_for_a_day_is_not_changed_by_a_file_of_that_day(bring):
    bring({"Domisili": "Serang"})
    said = [("domicile", "differs from what is recorded for that day, not changed")]
    assert bring({"Domisili": "Bandung"}) == (0, 0, 1, said)
    assert [row[0] for row in told()["Domicile"]] == ["Serang"]


def test_what_was_marked_as_a_mistake_does_not_come_back(bring):
    bring({"Minat": "Batik"})
    Interest.objects.update(mistaken=True)
    assert bring({"Minat": "Batik"})[1:] == (
        *(0, 1),
        [("interest", "differs from what is recorded for that day, not changed")],
    )
    assert Interest.objects.standing().count() == 0


def test_an_interest_that_ended_since_stays_ended_until_a_newer_file_tells_it(bring):
    bring({"Minat": "Batik"})
    Interest.objects.update(ends_on=date(2023, 7, 5))
    assert bring({"Minat": "Batik"})[1:3] == (0, 1)
    assert bring({"Minat": "Batik"}, day=LATER)[1:3] == (1, 0)
    assert told()["Interest"] == [("Batik", SPOKEN_OF, date(2023, 7, 5)), ("Batik", LATER, None)]


def test_the_end_of_a_measure_that_was_running_is_filled_in_once(bring):
    bring({"Register F": "F.1", "Tgl Register F": "01/06/2023"})
    ended = {"Register F": "F.1", "Tgl Register F": "01/06/2023", "Akhir Hukuman Disiplin": "12/06/2023"}
    assert [bring(ended)[1] for _run in range(2)] == [1, 0]
    assert told()["DisciplineEntry"] == [("F.1", date(2023, 6, 1), date(2023, 6, 12))]


def test_who_has_no_entry_has_none(bring):
    assert bring({"Register F": "Nihil", "Tgl Register F": "-", "TPP": "belum", "Minat": "tidak ada"}) == (1, 0, 0, [])
    assert told() == {}


NOT_KNOWN, NO_DAY = "not one of those known, not stored", "no day that can be, not stored"


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ({"Minat": "Terbang"}, ("interest", NOT_KNOWN)),
        ({"Bahasa": "Klingon"}, ("language", NOT_KNOWN)),
        ({"Tingkat Risiko": "agak"}, ("risk", NOT_KNOWN)),
        ({"TPP": "mungkin"}, ("board", NOT_KNOWN)),
        ({"Register F": "F.1"}, ("discipline_on", NO_DAY)),
        ({"Tgl Register F": "kemarin"}, ("discipline_on", NO_DAY)),
        ({"TPP": "Ditolak", "Tgl TPP": "31/02/2023"}, ("board_on", NO_DAY)),
        ({"Minat": "Batik", "Tgl Minat": "04/07/2023"}, ("interest_on", NO_DAY)),
        ({"TPP": "ya", "Tgl TPP": "02/06/2023", "TPP Berlaku s.d.": "01/06/2023"}, ("board_until", NO_DAY)),
        ({"Domisili": "x" * 81}, ("domicile", "too long")),
    ],
)
def test_what_cannot_be_read_is_not_stored_and_the_person_comes_in(bring, row, doubt):
    assert bring(row) == (1, 0, 0, [doubt])
    assert told() == {}


def test_a_facility_calls_the_columns_as_it_likes(bring, tangerang):
    ColumnName.objects.create(facility=tangerang, header="pulangke", field="domicile")
    assert bring({"Pulang ke": "Serang"}) == (1, 0, 0, [])
    assert told() == {"Domicile": [("Serang", "", SPOKEN_OF, None)]}


def test_the_preview_shows_facts_as_changes_and_writes_exactly_those(bring, registrar):
    bring({"Domisili": "Serang", "Register F": "F.1", "Tgl Register F": "01/06/2023"})
    Domicile.objects.filter(place="Serang").update(starts_on=EARLIER)
    news = TOLD | {"No. Register F": "F.1", "Tgl Register F": "01/06/2023", "Akhir Hukuman Disiplin": "12/06/2023"}
    client = signed_in(registrar)
    page = upload(client, file(news).getvalue())
    imported = RegisterImport.objects.latest("at")
    assert imported.counts["changed"] == 1
    for words in ("Kota Tangerang, Banten (03/07/2023)", "Serang (01/07/2023)", "Batik (01/06/2023)", "Sunda"):
        assert words in page.text
    assert [fact.kind for fact in unpacked(imported.content.preview).checked.accepted[0].facts][:2] == ["interest"] * 2
    act(client, imported, "confirm")
    assert {name: len(rows) for name, rows in told().items()} == {
        **dict.fromkeys(("Interest", "Domicile", "Language"), 2),
        **dict.fromkeys(("RiskClass", "DisciplineEntry", "BoardDecision"), 1),
    }
    again = upload(client, file(news).getvalue())
    assert again.status_code == 200
    assert RegisterImport.objects.latest("at").counts["unchanged"] == 1


def test_facts_of_many_people_take_as_many_statements_as_those_of_few(bring):
    def statements(rows: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            bring(*[TOLD] * rows)
        return len(asked)

    statements(1)
    assert statements(3) == statements(9)
