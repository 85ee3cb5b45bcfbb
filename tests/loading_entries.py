"""Small entries in the form that ``load_programmes`` takes; name only what the test is about."""

import json

import pytest

from programs.loading.load import load_programmes


@pytest.fixture
def load(tmp_path):
    """Load these entries from a file."""

    def load(*entries, **options):
        file = tmp_path / "programmes.json"
        file.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        return load_programmes(file, **options)

    return load


def entry(**told) -> dict:
    """A whole entry, most of it unknown."""
    texts = "trainers_from selection_criteria products sales_or_exhibition equipment_grants funding follow_up"
    numbers = "participants_total staff_participants days hours_jp"
    unknown = f"{texts} {numbers} participants_note women_only start end certificates agreement"
    known = {
        "id": "T1",
        "source_url": "https://contoh.id/berita",
        "also_see": [],
        "prison": "Lapas Kelas IIB Contoh",
        "prison_kind": "lapas (prison)",
        "city": "Contoh",
        "province": "Jawa Tengah",
        "organiser": "Dinas Contoh",
        "partners": ["BLK Contoh", "CV Contoh (pemasok)"],
        "other_agreements": [],
        "topics": [{"name": "Menjahit", "participants": 20}],
        "quirks": [],
        "inferred_fields": [],
    }
    return dict.fromkeys(unknown.split()) | known | told


def agreement(kind, parties, **told) -> dict:
    """An agreement of an entry."""
    return {"title": None, "kind": kind, "parties": parties, "number": None, "signed_on": None, "term": None} | told


def topics(*names) -> list[dict]:
    """Topics of an entry, nobody counted."""
    return [{"name": name, "participants": None} for name in names]
