"""Files that nobody should send: each is refused whole, with a sentence, and nothing of it is kept."""

import json

import pytest

from programs.loading.load import load_programmes
from programs.loading.read import MalformedError
from programs.models import Programme
from tests.loading_entries import entry

pytestmark = pytest.mark.django_db
DEEP = 100_000


def whole(**told) -> bytes:
    """A file of one entry."""
    return json.dumps([entry(**told)]).encode()


HOSTILE = {
    "not UTF-8": ("Menjahit – Kelas".encode("utf-16"), "p.json cannot be read as JSON: 'utf-8' codec can't decode"),
    "cut off": (whole()[:-20], "p.json cannot be read as JSON: "),
    "empty": (b"", "p.json cannot be read as JSON: "),
    "nested without end": (b"[" * DEEP + b"]" * DEEP, "p.json cannot be read as JSON: it is nested too deeply."),
    "a number of 5,000 digits": (
        whole(days=0).replace(b'"days": 0', b'"days": ' + b"9" * 5000),
        "p.json cannot be read as JSON: ",
    ),
    "a number too large": (whole(days=10**10), "Programme T1, field days: must be a whole number or null, not 10000"),
    "no finite number": (
        whole(days=0).replace(b'"days": 0', b'"days": 1e999'),
        "Programme T1, field days: must be a whole number or null, not Infinity.",
    ),
    "no number at all": (
        whole(days=0).replace(b'"days": 0', b'"days": NaN'),
        "Programme T1, field days: must be a whole number or null, not NaN.",
    ),
    "a part of a number": (whole(days=1.5), "Programme T1, field days: must be a whole number or null, not 1.5."),
    "NUL": (whole(prison="a\0b"), "Programme T1, field prison: holds a sign that cannot be kept (NUL)."),
    "NUL in the id": (whole(id="a\0b"), "Programme a"),
    "half a sign": (
        whole(organiser="\ud800"),
        "Programme T1, field organiser: holds half a sign that cannot be kept (a lone surrogate).",
    ),
    "half a sign as a field": (whole(**{"\ud800": 1}), "Programme T1, field �: is not a field of this form"),
    "a sentence of 2 MB": (
        whole(funding="x" * 2_000_000),
        "Programme T1, field funding: has 2000000 signs, at most 20000 can be kept.",
    ),
    "an id of 2 MB": (whole(id="x" * 2_000_000), "Programme xxxxx"),
    "a list of 100,000": (
        whole(partners=["x"] * 100_000),
        "Programme T1, field partners: has 100000 items, at most 500 can be kept.",
    ),
    "a field that stands twice": (
        whole().replace(b'"id": "T1"', b'"id": "T0", "id": "T1"'),
        "p.json cannot be read as JSON: the field id stands twice in one object",
    ),
    "an address of two lines": (
        whole(source_url="https://contoh.id/\nx"),
        "Programme T1, field source_url: must be an address that begins with http:// or https://, not",
    ),
    "an address that runs": (whole(also_see=["javascript:alert(1)"]), "Programme T1, field also_see.1: must be an"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_whole_with_a_sentence(tmp_path, what):
    file = tmp_path / "p.json"
    data, sentence = HOSTILE[what]
    file.write_bytes(data)
    with pytest.raises(MalformedError) as refused:
        load_programmes(file)
    said = str(refused.value)
    assert said.startswith(sentence)
    assert len(said) < 300
    assert said.isprintable()
    assert Programme.objects.count() == 0


def test_a_folder_and_a_file_that_is_not_there_are_no_files(tmp_path):
    for file in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(MalformedError, match="cannot be read as JSON"):
            load_programmes(file)
