"""One row read by itself: its cleaned record, what is wrong with it, and what is doubtful."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial

from participants.register.classes import class_of, is_convict
from participants.register.dates import NoDate, read_day
from participants.register.nik import read_nik, tells_other_birth_date
from participants.register.read import SheetRow
from participants.register.rows import Fault, RegisterRow, RowFact, Why
from participants.register.texts import name_key, number_key, without_alias_mark
from participants.register.told import FIELDS as OF_FACTS
from participants.register.told import RowTold

LIMITS = {
    "name": 200,
    "register_no": 60,
    "alias": 200,
    "birth_place": 100,
    "education": 40,
    "offence": 200,
    "block": 40,
}
"""Longest text that is kept of a field. What is longer is refused, never cut."""

PLAIN = ("birth_place", "education", "offence", "block")
DAYS = ("birth_date", "admitted_on", "third", "half", "two_thirds", "sentence_end_date")
OF_SENTENCE = DAYS[2:]
LENGTHS = ("years", "months", "days")

DayReader = Callable[[object], tuple[date | None, NoDate | None]]

NOT_A_LETTER = re.compile(r"[^a-z]+")
WHOLE = re.compile(r"(\d{1,3})(?:[.,]0+)?", re.ASCII)

SEXES = dict.fromkeys(("l", "lk", "laki", "lakilaki", "pria", "male"), "L") | dict.fromkeys(
    ("p", "pr", "perempuan", "wanita", "female"), "P"
)
FOR_LIFE = frozenset({"sh", "seumurhidup", "mati", "pidanamati", "hukumanmati"})
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs at which a spreadsheet begins to calculate."""

UNSEEN = ("\t", "\r")
"""The same, but gone from a name that is cleaned."""

AGES = range(12, 91)
"""Of people in prison, where a year of two digits must be made out."""


def years_of(spoken_of: date) -> dict[str, range]:
    """The years that two digits can mean in a file that speaks of a day, by field."""
    now = spoken_of.year
    return {
        "birth_date": range(now - AGES[-1], now - AGES[0] + 1),
        "admitted_on": range(now - 60, now + 40),
        **dict.fromkeys(OF_SENTENCE, range(now - 40, now + 60)),
    }


def readers_of_days(spoken_of: date) -> dict[str, DayReader]:
    """By field, what reads its cells in a file that speaks of a day: most of them say what another cell has said."""
    readers = {years: cache(partial(read_day, years=years)) for years in years_of(spoken_of).values()}
    return {field: readers[years] for field, years in years_of(spoken_of).items()}


class Judged:
    """A row and what was found in it."""

    def __init__(self, source: SheetRow, spoken_of: date, read_day_of: Mapping[str, DayReader]):
        self.source, self.spoken_of, self.read_day_of = source, spoken_of, read_day_of
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def refuse(self, field: str, why: Why, detail: str = "") -> None:
        """The row does not come in."""
        self.faults.append(Fault(self.source.row, field, why, detail))

    def warn(self, field: str, why: Why) -> None:
        """The row comes in, and somebody should look at it."""
        self.warnings.append(Fault(self.source.row, field, why))

    def record(self, sex_held: str) -> RegisterRow:
        """The cleaned record. Of a row with faults it holds what could be read, so that pages can name the person."""
        name, number = self._needed("name"), self._needed("register_no")
        days = {field: self._day(field) for field in DAYS}
        self._order_of_days(days)
        sex, nationality = self._sex(sex_held), self._nationality()
        register_class = self._register_class(number)
        end = days.pop("sentence_end_date")
        if not end and is_convict(register_class) and not self._for_life():
            self.warn("sentence_end_date", Why.NO_END)
        if self._calculates(name):
            self.warn("name", Why.FORMULA)
        return RegisterRow(
            row=self.source.row,
            number=number,
            number_key=number_key(number),
            register_class=register_class,
            name=name,
            name_key=name_key(name),
            alias=without_alias_mark(self._words("alias")),
            sex=sex,
            nik=self._nik(days["birth_date"], sex, nationality),
            nationality=nationality,
            sentence_end=end,
            **days,
            **{field: self._length(field) for field in LENGTHS},
            **{field: self._words(field) for field in PLAIN},
            facts=self._facts(),
        )

    def _facts(self) -> tuple[RowFact, ...]:
        """What it tells beside the register; most files have no column for that."""
        if OF_FACTS.isdisjoint(self.source.values):
            return ()
        return RowTold(self.source, self.spoken_of, self.read_day_of["admitted_on"], self.warn).facts()

    def _letters(self, field: str) -> str:
        return NOT_A_LETTER.sub("", self.source.words.get(field, "").casefold())

    def _words(self, field: str) -> str:
        words = self.source.words.get(field, "")
        if len(words) > LIMITS[field]:
            self.refuse(field, Why.TOO_LONG)
        return words

    def _calculates(self, name: str) -> bool:
        return name.startswith(FORMULA) or str(self.source.values["name"]).lstrip(" ").startswith(UNSEEN)

    def _needed(self, field: str) -> str:
        words = self._words(field)
        if not (number_key(words) if field == "register_no" else words):
            self.refuse(field, Why.MISSING)
        return words

    def _day(self, field: str) -> date | None:
        """A day may be unknown, but not the one since when the person is here: a stay begins somewhere."""
        words = self.source.words.get(field)
        if not words:
            if field == "admitted_on":
                self.refuse(field, Why.MISSING)
            return None
        day, reason = self.read_day_of[field](self.source.values[field])
        if day is None and not (field in OF_SENTENCE and self._letters(field) in FOR_LIFE):
            self.refuse(field, Why.NOT_A_DATE, reason)
        return day

    def _order_of_days(self, days: dict[str, date | None]) -> None:
        for field in ("birth_date", "admitted_on"):
            if days[field] and days[field] > self.spoken_of:
                self.refuse(field, Why.FUTURE)
        admitted, end = days["admitted_on"], days["sentence_end_date"]
        if admitted and end and end < admitted:
            self.refuse("sentence_end_date", Why.BEFORE_ADMISSION)

    def _sex(self, sex_held: str) -> str:
        sex = SEXES.get(self._letters("sex"), "")
        if not sex:
            self.refuse("sex", Why.NOT_L_OR_P)
        elif sex_held in ("L", "P") and sex != sex_held:
            self.warn("sex", Why.OTHER_SEX)
        return sex

    def _nationality(self) -> str:
        """WNI, WNA, or nothing. The name of another country makes a foreigner."""
        letters = self._letters("nationality")
        if not letters or letters.startswith("tidakdiketahui"):
            return ""
        is_citizen = "wna" not in letters and ("wni" in letters or "indonesia" in letters)
        return "WNI" if is_citizen else "WNA"

    def _nik(self, birth_date: date | None, sex: str, nationality: str) -> str:
        """Foreigners have none, so that a dummy is nothing to look at."""
        nik, why = read_nik(self.source.values.get("nik"))
        if why and not (why is Why.DUMMY and nationality == "WNA"):
            self.warn("nik", why)
        elif nik and birth_date and tells_other_birth_date(nik, birth_date, sex):
            self.warn("nik", Why.OTHER_BIRTH_DATE)
        return nik

    def _register_class(self, number: str) -> str:
        """From a column of its own where there is one, else from the number. It is not compared with the sentence."""
        found = class_of(self.source.words.get("register_class") or number)
        if number and not found:
            self.warn("register_class", Why.UNKNOWN)
        return found

    def _length(self, field: str) -> int | None:
        words = self.source.words.get(field)
        if not words:
            return None
        number = WHOLE.fullmatch(words)
        if not number and self._letters(field) not in FOR_LIFE:
            self.warn(field, Why.NOT_A_NUMBER)
        return int(number[1]) if number else None

    def _for_life(self) -> bool:
        """A sentence for life or to death, written where its length or its end stands."""
        return any(self._letters(field) in FOR_LIFE for field in (*LENGTHS, "sentence_end_date"))
