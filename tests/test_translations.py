"""Indonesian is complete and says what the English says; English holds no Indonesian."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
NOT_COLLECTED = {"tests", "var", "static", "staticfiles", "locale", "docs"}


@dataclass
class Entry:
    """One text of a catalogue with its translations; Indonesian has one form whatever the number."""

    context: str | None = None
    text: str = ""
    plural: str | None = None
    said: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False
    obsolete: bool = False

    @property
    def key(self) -> tuple:
        """What the code asks for."""
        return self.context, self.text, self.plural

    @property
    def indonesian(self) -> str:
        """The translation."""
        return self.said.get(0, "")


LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? )?("(?:[^"\\]|\\.)*")$')


def read(catalogue: str) -> list[Entry]:
    """The entries of a catalogue, without its head."""
    entries = [_entry(block.splitlines()) for block in re.split(r"\n\s*\n", catalogue.strip())]
    return [entry for entry in entries if entry.text]


def _entry(lines: list[str]) -> Entry:
    entry, parts, at = Entry(), {}, None
    for line in lines:
        entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
        entry.obsolete |= line.startswith("#~")
        if found := LINE.match(line.removeprefix("#~ ")):
            at = (found[1], int(found[2] or 0)) if found[1] else at
            parts[at] = parts.get(at, "") + ast.literal_eval(found[3])
    entry.context, entry.plural = parts.get(("msgctxt", 0)), parts.get(("msgid_plural", 0))
    entry.text = parts.get(("msgid", 0), "")
    entry.said = {number: text for (name, number), text in parts.items() if name == "msgstr"}
    return entry


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return read(CATALOGUE.read_text())


def planted(text: str = "%(n)s seats", indonesian: str = "%(n)s kursi", **more) -> Entry:
    return Entry(text=text, said={0: indonesian}, **more)


# Nothing is left open.


def unfinished(entries: Iterable[Entry]) -> list[str]:
    """Texts without a translation, with a guessed one, or that nobody uses any more."""
    return [entry.text for entry in entries if not entry.indonesian or entry.fuzzy or entry.obsolete]


def test_every_text_has_an_indonesian_translation_that_somebody_stands_for(entries):
    assert unfinished(entries) == []


@pytest.mark.parametrize("fault", ['msgstr ""', '#, fuzzy\nmsgstr "Hadir"', '#~ msgstr "Hadir"'])
def test_an_open_translation_would_be_found(fault):
    note, _, said = fault.rpartition("\n")
    assert unfinished(read(f'{note}\nmsgid "Present"\n{said}')) == ["Present"]


# The catalogue holds what the code and the templates say, no more and no less.

ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
STRING = r"""[ur]{0,2}(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\(\s*{STRING}(?:\s*,\s*{STRING})*")


def asked_for(code: str) -> Iterator[tuple]:
    """The texts that Python code has translated."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        names = ARGUMENTS.get("gettext" if name == "_" else re.sub(r"_(lazy|noop)$", "", name), ())
        texts = [argument.value for argument in node.args[: len(names)] if isinstance(argument, ast.Constant)]
        if names and len(texts) == len(names):
            said = dict(zip(names, texts, strict=True))
            yield said.get("context"), said["text"], said.get("plural")


def asked_for_by(path: Path) -> Iterator[tuple]:
    """The texts of one file; a template is first turned into the calls that it stands for."""
    if path.suffix == ".py":
        return asked_for(path.read_text())
    calls = (found[0] for found in CALL.finditer(templatize(path.read_text())))
    return asked_for("\n".join(f"{call})" for call in calls))


def sources() -> Iterator[Path]:
    """The files that texts are collected from."""
    for folder in sorted(ROOT.iterdir()):
        if folder.is_dir() and folder.name not in NOT_COLLECTED and not folder.name.startswith("."):
            yield from (path for path in folder.rglob("*") if path.suffix in {".py", ".html"})


def without_plural(keys: Iterable[tuple]) -> set[tuple]:
    """A text that stands alone in one place and with a plural in another is one entry."""
    return {key[:2] for key in keys}


def test_the_catalogue_holds_every_text_of_code_and_templates_and_no_other(entries):
    used = without_plural(key for path in sources() for key in asked_for_by(path))
    kept = without_plural(entry.key for entry in entries)
    assert {"not collected": used - kept, "not used": kept - used} == {"not collected": set(), "not used": set()}


def test_every_plural_of_code_and_templates_is_in_the_catalogue(entries):
    used = {key for path in sources() for key in asked_for_by(path) if key[2]}
    assert used - {entry.key for entry in entries} == set()


def test_a_text_would_be_found_wherever_it_stands(tmp_path):
    code, template = tmp_path / "a.py", tmp_path / "a.html"
    code.write_text('x = [_("A" "b"), ngettext("one", "many", 2), pgettext_lazy("seat", "free"), t.gettext("C"), _(x)]')
    template.write_text(
        """{% translate "It's" %} {% include "x" with y=_("D") %} {% translate "free" context "seat" %}
        {% blocktranslate count n=2 trimmed %}{{ n }} "seat"
        {% plural %}{{ n }} seats{% endblocktranslate %}"""
    )
    assert set(asked_for_by(code)) == {
        (None, "Ab", None), (None, "one", "many"), ("seat", "free", None), (None, "C", None),
    }  # fmt: skip
    assert set(asked_for_by(template)) == {
        (None, "It's", None), (None, "D", None), ("seat", "free", None), (None, '%(n)s "seat"', "%(n)s seats"),
    }  # fmt: skip


# A translation is built as the text it stands for.

PARTS = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>")
ENDS = re.compile(r"[.:;,?!…]?$")


def build(text: str) -> tuple:
    """What must be the same in both languages: places for values, tags, the last mark, capital or small."""
    shown = re.sub(r"^\W+", "", PARTS.sub("", text)) if not PARTS.match(text) else ""
    return Counter(PARTS.findall(text)), ENDS.search(text)[0], shown[:1].isupper()


ABBREVIATION = re.compile(r"\W*[A-Z]{2,}\b")
"""Such as UPT: written in capitals wherever it stands."""


def unlike(entries: Iterable[Entry]) -> list[str]:
    """Texts whose translation is built in another way."""
    return [entry.text for entry in entries if not _alike(entry.plural or entry.text, entry.indonesian)]


def _alike(english: str, indonesian: str) -> bool:
    (parts, mark, capital), (its_parts, its_mark, its_capital) = build(english), build(indonesian)
    free = ABBREVIATION.match(indonesian) or ABBREVIATION.match(english)
    free = free or PARTS.match(english) or PARTS.match(indonesian)
    return parts == its_parts and mark == its_mark and (bool(free) or capital == its_capital)


def test_every_translation_has_the_same_places_for_values_and_the_same_marks(entries):
    assert unlike(entries) == []


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("%(n)s seats", "kursi"), ("%(n)s seats", "%(m)s kursi"), ("%(n)d seats", "%(n)s kursi"),
        ("<em>Sign out</em>", "Keluar"), ("Name the party.", "Sebutkan pihaknya"), ("Seat", "kursi"), ("seat", "Kursi"),
    ],
)  # fmt: skip
def test_a_translation_that_is_built_in_another_way_would_be_found(english, indonesian):
    assert unlike([planted(english, indonesian)]) == [english]


def test_a_small_word_may_become_an_abbreviation():
    assert unlike([planted("facility", "UPT"), planted(), planted("seat", "%(n)s kursi", plural="%(n)s seats")]) == []


# What runs is what is written.


def compiled(entries: Iterable[Entry]) -> dict:
    """The entries as gettext keeps them once they are compiled."""
    kept = {}
    for entry in entries:
        key = f"{entry.context}\x04{entry.text}" if entry.context else entry.text
        kept |= {(key, number) if entry.plural else key: text for number, text in entry.said.items()}
    return kept


def test_the_compiled_catalogue_is_that_of_the_texts(entries):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        running = {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}
    assert running == compiled(entries)


def test_a_change_that_was_not_compiled_would_be_found(entries):
    assert compiled([*entries, planted()]) != compiled(entries)


# Each language keeps its words.

INDONESIAN = {
    "ada", "adalah", "anda", "atau", "belum", "bila", "dan", "dari", "dengan", "dibuka", "hadir", "hari", "ini",
    "itu", "kegiatan", "kelas", "kesepakatan", "kursi", "lembaga", "nama", "orang", "pada", "peserta", "pilih",
    "presensi", "sudah", "tanggal", "tidak", "untuk", "yang",
}  # fmt: skip
"""Words that no English sentence has. Titles of offices and documents stand in brackets."""

AVOIDED = {"database", "materi", "napi", "narapidana", "proyek", "user"}
"""Words that the glossary has another word for."""

LEGAL_TERMS = {"Convict"}
"""What somebody is by law is said in the word of the law, as a label and never in a sentence."""


def words(text: str) -> set[str]:
    """The words of a text, without what stands in brackets, in tags or in places for values."""
    return set(re.findall(r"\w+", re.sub(r"\([^)]*\)|<[^>]*>|\{\w*\}", " ", text).lower()))


def foreign(texts: Iterable[str], others: set[str]) -> list[str]:
    """The texts that hold words of the other kind."""
    return [text for text in texts if words(text) & others]


def test_no_english_text_is_indonesian(entries):
    assert foreign((f"{entry.text} {entry.plural or ''}" for entry in entries), INDONESIAN) == []


def test_no_indonesian_text_has_a_word_that_the_glossary_avoids(entries):
    assert foreign((entry.indonesian for entry in entries if entry.text not in LEGAL_TERMS), AVOIDED) == []


def test_a_word_of_the_other_language_would_be_found():
    assert foreign(["Kelas penuh", "Prison (lembaga)", "%(nama)s is full"], INDONESIAN) == ["Kelas penuh"]
