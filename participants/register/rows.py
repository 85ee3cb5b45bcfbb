"""What is known of one row: a cleaned record, and what is wrong with it. The texts of ``Why`` are stable keys."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """Why a row is refused, or accepted with a warning. Programs rely on these words; pages say sentences."""

    MISSING = "missing"
    NOT_A_DATE = "not a date"
    FUTURE = "in the future"
    BEFORE_ADMISSION = "before admission"
    NOT_L_OR_P = "not L or P"
    TOO_LONG = "too long"
    USED_IN_FILE = "used by another person in this file"
    USED_HERE = "used by another person of this facility"
    PERHAPS_THE_SAME = "perhaps the same as a person held here"
    STAY_ENDED = "stay recorded as ended"
    HELD_ELSEWHERE = "cannot be entered here yet"

    DUMMY = "dummy, treated as missing"
    NOT_16_DIGITS = "not 16 digits, not stored"
    DIGITS_LOST = "typed as a number, last digits lost, not stored"
    OTHER_BIRTH_DATE = "birth date in it differs"
    UNKNOWN = "unknown"
    NO_END = "missing for a convict"
    OTHER_SEX = "does not match the facility"
    FORMULA = "starts like a formula, kept as text"
    NOT_A_NUMBER = "not a whole number, not stored"
    OTHER_ADMISSION = "differs from the day recorded here, not changed"
    NEWER_HERE = "newer here, kept"
    NO_SUCH_DAY = "no day that can be, not stored"
    NOT_KNOWN_HERE = "not one of those known, not stored"
    OTHER_FACT = "differs from what is recorded for that day, not changed"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one field of one row; ``detail`` says more where the key alone is too general."""

    row: int
    field: str
    why: Why
    detail: str = ""

    def as_json(self) -> dict[str, object]:
        """The form for programs."""
        return {"row": self.row, "field": self.field, "why": str(self.why)}


class RowFact(NamedTuple):
    """Something that is told of a person beside the register. Without a first day it is told of the day of the file."""

    kind: str
    what: str
    more: str
    starts_on: date | None
    ends_on: date | None


class RegisterRow(NamedTuple):
    """A person as the file tells, cleaned. What is not known is empty text or None. Religion and notes are not kept."""

    row: int
    number: str
    number_key: str
    register_class: str
    name: str
    name_key: str
    alias: str
    sex: str
    birth_place: str
    birth_date: date | None
    nik: str
    nationality: str
    education: str
    offence: str
    years: int | None
    months: int | None
    days: int | None
    admitted_on: date | None
    third: date | None
    half: date | None
    two_thirds: date | None
    sentence_end: date | None
    block: str
    facts: tuple[RowFact, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A row that does not come in, with everything that is wrong with it; the first fault stands for it in counts."""

    record: RegisterRow
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Repeated:
    """A row that says what an earlier row said."""

    row: int
    of: int


@dataclass
class Checked:
    """The rows of a file, sorted by what becomes of them."""

    accepted: list[RegisterRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
