"""What a row tells of a person beside the register: interest, domicile, languages, risk, Register F, TPP decision.

None of it lets a row be refused. What cannot be read is not stored, and the row says so.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from participants.models import BoardDecision, DisciplineEntry, Domicile, Interest, Language, RiskClass
from participants.models.told import Told
from participants.register.dates import NoDate
from participants.register.read import SheetRow
from participants.register.rows import RowFact, Why
from participants.register.texts import text
from participants.rule_choices import Risk, Spoken


class Columns(NamedTuple):
    """In which columns a kind of fact stands, and in which fields of its model."""

    model: type[Told]
    what: str
    """Both the column and the kind of fact."""
    field: str
    more: str = ""
    more_field: str = ""
    first: str = ""
    last: str = ""


KINDS = {
    one.what: one
    for one in (
        Columns(Interest, "interest", "skill", first="interest_on"),
        Columns(Domicile, "domicile", "place", more_field="province", first="domicile_on"),
        Columns(Language, "language", "language"),
        Columns(RiskClass, "risk", "risk", first="risk_on"),
        Columns(DisciplineEntry, "discipline", "number", first="discipline_on", last="discipline_until"),
        Columns(BoardDecision, "board", "approves", "board_no", "number", first="board_on", last="board_until"),
    )
}
"""Kind of fact → where it stands."""

DAYS = tuple(day for one in KINDS.values() for day in (one.first, one.last) if day)
FIELDS = frozenset({*KINDS, *DAYS, "board_no"})
"""The fields of a row that tell such facts."""

SEPARATORS = re.compile(r"[;,/\n]|\bdan\b", re.IGNORECASE)
OF_SKILLS = re.compile(r"[;,\n]")
"""Between several languages, or skills, of one cell."""

NOT_A_LETTER = re.compile(r"[^a-z]+")
NOTHING = frozenset({"nihil", "tidakada", "tidakpernah", "belum", "belumada", "kosong", "bersih"})
"""What is written where there is none."""

YES = "yes"
DECISIONS = dict.fromkeys(
    ("ya", "setuju", "disetujui", "menyetujui", "layak", "direkomendasikan", "rekomendasi", "diterima", "approved"), YES
) | dict.fromkeys(
    (
        *("tidak", "tidaksetuju", "tidakdisetujui", "ditolak", "menolak", "tolak", "tidaklayak", "belumlayak"),
        *("tidakdirekomendasikan", "refused"),
    ),
    "",
)

RISKS = {
    **dict.fromkeys(("minimum", "min", "minimumsecurity", "minimal"), Risk.MINIMUM),
    **dict.fromkeys(("medium", "med", "mediumsecurity"), Risk.MEDIUM),
    **dict.fromkeys(("maximum", "maksimum", "max", "maks", "maximumsecurity", "maksimal"), Risk.MAXIMUM),
    **dict.fromkeys(
        ("supermaximum", "supermaksimum", "supermax", "supermaks", "supermaximumsecurity"), Risk.SUPER_MAXIMUM
    ),
}

LANGUAGES = {
    **dict.fromkeys(("indonesia", "indonesian", "nasional"), Spoken.INDONESIAN),
    **dict.fromkeys(("aceh", "acehnese"), Spoken.ACEHNESE),
    **dict.fromkeys(("bali", "balinese"), Spoken.BALINESE),
    "banjar": Spoken.BANJAR,
    "batak": Spoken.BATAK,
    "bugis": Spoken.BUGIS,
    **dict.fromkeys(("jawa", "javanese"), Spoken.JAVANESE),
    **dict.fromkeys(("madura", "madurese"), Spoken.MADURESE),
    **dict.fromkeys(("makasar", "makassar", "makassarese"), Spoken.MAKASAR),
    **dict.fromkeys(("melayu", "malay"), Spoken.MALAY),
    **dict.fromkeys(("minang", "minangkabau", "padang"), Spoken.MINANG),
    "sasak": Spoken.SASAK,
    **dict.fromkeys(("sunda", "sundanese"), Spoken.SUNDANESE),
    **dict.fromkeys(("melayupapua", "papua"), Spoken.PAPUAN_MALAY),
    **dict.fromkeys(("inggris", "english"), Spoken.ENGLISH),
    "arab": Spoken.ARABIC,
    **dict.fromkeys(("mandarin", "tionghoa", "cina", "china", "chinese"), Spoken.CHINESE),
    **dict.fromkeys(("isyarat", "isyaratindonesia", "bisindo"), Spoken.SIGN),
}

DayReader = Callable[[object], tuple[date | None, NoDate | None]]
Warner = Callable[[str, Why], None]


def letters(words: str) -> str:
    """Small letters only, in which such words are compared."""
    return NOT_A_LETTER.sub("", words.casefold())


def is_none(words: str) -> bool:
    """Whether a cell says that there is nothing."""
    return not words or letters(words) in NOTHING


class RowTold:
    """What one row tells; every reader answers the facts of its cell, and warns of what it cannot read."""

    def __init__(self, source: SheetRow, spoken_of: date, read_day: DayReader, warn: Warner):
        self.source, self.spoken_of, self.read_day, self.warn = source, spoken_of, read_day, warn

    def facts(self) -> tuple[RowFact, ...]:
        """All of them, each once."""
        found: dict[RowFact, None] = {}
        for kind, columns in KINDS.items():
            if kind in self.source.words or columns.first in self.source.words:
                read = getattr(self, f"_{kind}")
                words = self.source.words.get(kind, "")
                if kind == "discipline" or not is_none(words):
                    found |= dict.fromkeys(self._dated(columns, read(words)))
        return tuple(found)

    def _dated(self, columns: Columns, said: list[tuple[str, str]]) -> list[RowFact]:
        if not said:
            return []
        first, last = self._day(columns.first), self._day(columns.last)
        if first and first > self.spoken_of:
            return self._not_stored(columns.first)
        if first and last and last < first:
            return self._not_stored(columns.last)
        if any(self._unread(name) for name in (columns.first, columns.last)):
            return []
        return [RowFact(columns.what, what, more, first, last) for what, more in said]

    def _not_stored(self, field: str) -> list[RowFact]:
        self.warn(field, Why.NO_SUCH_DAY)
        return []

    def _unread(self, field: str) -> bool:
        """Whether a day stands there that is none."""
        unread = bool(not is_none(self.source.words.get(field, "")) and self._day(field) is None)
        if unread:
            self.warn(field, Why.NO_SUCH_DAY)
        return unread

    def _day(self, field: str) -> date | None:
        return self.read_day(self.source.values[field])[0] if self.source.words.get(field) else None

    def _known(self, kind: str, known: dict[str, str], words: str) -> list[tuple[str, str]]:
        said = known.get(letters(words))
        if said is None:
            self.warn(kind, Why.NOT_KNOWN_HERE)
        return [] if said is None else [(str(said), "")]

    def _interest(self, words: str) -> list[tuple[str, str]]:
        """Which skill it is, the database says."""
        whole = str(self.source.values["interest"])
        return [(said, "") for part in OF_SKILLS.split(whole) if (said := text(part)) and not is_none(said)]

    def _domicile(self, words: str) -> list[tuple[str, str]]:
        """``Kota Tangerang, Banten``."""
        place, _comma, province = (part.strip() for part in words.partition(","))
        if not place or len(place) > 80 or len(province) > 60:
            self.warn("domicile", Why.TOO_LONG if place else Why.NOT_KNOWN_HERE)
            return []
        return [(place, province)]

    def _language(self, words: str) -> list[tuple[str, str]]:
        parts = (part for part in SEPARATORS.split(str(self.source.values["language"])) if letters(part))
        plain = (re.sub(r"^\s*(?:bahasa|bhs|b)\b\.?", "", part, flags=re.IGNORECASE) for part in parts)
        return [said for part in plain for said in self._known("language", LANGUAGES, part)]

    def _risk(self, words: str) -> list[tuple[str, str]]:
        return self._known("risk", RISKS, words)

    def _discipline(self, words: str) -> list[tuple[str, str]]:
        """An entry begins on a day; only its number says too little."""
        number = "" if is_none(words) else words
        if is_none(self.source.words.get("discipline_on", "")):
            if number:
                self.warn("discipline_on", Why.NO_SUCH_DAY)
            return []
        if len(number) > 60:
            self.warn("discipline", Why.TOO_LONG)
            return []
        return [(number, "")]

    def _board(self, words: str) -> list[tuple[str, str]]:
        number = self.source.words.get("board_no", "")
        if len(number) > 60:
            self.warn("board_no", Why.TOO_LONG)
            return []
        return [(said, number) for said, _more in self._known("board", DECISIONS, words)]
