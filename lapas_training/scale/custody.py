"""The register of a facility: stays with their numbers, the days of the sentence as they moved, and what it was for."""

from datetime import date, timedelta
from random import Random

from lapas_training.scale.chance import key
from lapas_training.scale.copy import Loading
from lapas_training.scale.stays import MONTH, Course, Stay
from lapas_training.scale.words import words
from participants.choices import CustodyDateKind, LegalStatus
from participants.models import Custody, CustodyDate, RegisterNumber, Sentence

OFFENCES = words("offence")
OFTEN = (50, 18, 6, 5, 5, 7, 3, 2, 2, 1, 1, 0.5, 0.5, 3)
SPELLINGS = ("{book}.{n}/{year}", "{book} {n}/{year}", "{book}/{n}/{year}", "{bare}.{n}/{year}", "{book}. {n} / {year}")
USUAL = 0.85
"""How often a facility keeps to its own spelling."""

DATES_MISSING, REMISSION = 0.1, 0.35
PARTS = ((CustodyDateKind.THIRD, 1 / 3), (CustodyDateKind.HALF, 1 / 2), (CustodyDateKind.TWO_THIRDS, 2 / 3))
BLOCKS = tuple(f"{block}-{room}" for block in "ABCDEF" for room in range(1, 13))


class Register:
    """Enters stays under the next free number of each book and year, and holds the rows of one batch."""

    def __init__(self, dice: Random, until: date):
        self.dice, self.until = dice, until
        self._last: dict[tuple, int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget the rows, not the numbers."""
        self.custodies: list[tuple] = []
        self.numbers: list[tuple] = []
        self.dates: list[tuple] = []
        self.sentences: list[tuple] = []

    def enter(self, person: str, stay: Stay, course: Course) -> None:
        """One stay; sentence and dates hang on the one in which the sentence is served."""
        dice = self.dice
        made = key(dice, min(stay.admitted_on, self.until))
        guided = stay.legal_status == LegalStatus.CLIENT
        block = "" if guided or stay.left_on else BLOCKS[int(dice.random() * len(BLOCKS))]
        self.custodies.append((made, person, stay.place.id, stay.legal_status, stay.admitted_on, stay.left_on, block))
        serves = stay.legal_status in (LegalStatus.CONVICT, LegalStatus.JUVENILE) and course.sentenced_on
        serves = serves and stay.admitted_on >= course.arrested_on
        self._numbers(made, stay, course if serves else None)
        if serves:
            self._sentence(made, stay, course)

    def _numbers(self, custody: str, stay: Stay, course: Course | None) -> None:
        """A number of a detainee until the verdict, of a convict from then on; the last ends with the stay."""
        last = stay.left_on - timedelta(days=1) if stay.left_on and stay.left_on > stay.admitted_on else stay.left_on
        begins = stay.admitted_on
        if course and stay.first_half_of_two and course.sentenced_on > begins:
            until = course.sentenced_on - timedelta(days=1)
            self._number(custody, stay, "A.III", begins, until)
            begins = course.sentenced_on
        self._number(custody, stay, self._book(stay, course), begins, last)

    def _book(self, stay: Stay, course: Course | None) -> str:
        if stay.legal_status == LegalStatus.DETAINEE:
            return "A.III" if self.dice.random() < 0.6 else "A.II"
        if stay.legal_status == LegalStatus.CLIENT:
            return "KL"
        if course and course.ends_on is None:
            return "SH"
        return "B.IIa" if course and course.months <= 12 else "B.I"

    def _number(self, custody: str, stay: Stay, book: str, first: date, last: date | None) -> None:
        there, dice = stay.place.id, self.dice
        self._last[there, book, first.year] = n = self._last.get((there, book, first.year), 0) + 1
        spelling = SPELLINGS[there % 3 if dice.random() < USUAL else int(dice.random() * len(SPELLINGS))]
        number = spelling.format(book=book, bare=book.replace(".", ""), n=n, year=first.year)
        self.numbers.append((custody, there, number, "" if book == "KL" else book, first, last))

    def _sentence(self, custody: str, stay: Stay, course: Course) -> None:
        dice = self.dice
        offence = dice.choices(OFFENCES, OFTEN)[0]
        years, months = divmod(course.months, 12)
        self.sentences.append((custody, offence, *((years, months) if course.months else (None, None)), None))
        if course.ends_on is None:
            return
        known, origin, days = course.sentenced_on, "Register", course.months * MONTH
        self.dates.append((custody, CustodyDateKind.END, course.ends_on, known, origin))
        if dice.random() < DATES_MISSING:
            return
        for kind, part in PARTS:
            self.dates.append((custody, kind, course.arrested_on + timedelta(days=int(days * part)), known, origin))
        remitted = date(known.year + 1, 8, 17)
        if dice.random() < REMISSION and remitted <= min(stay.left_on or self.until, course.ends_on):
            earlier = max(course.ends_on - timedelta(days=dice.choice((30, 60, 90))), remitted)
            self.dates.append((custody, CustodyDateKind.END, earlier, remitted, "Remisi"))


def write_register(register: Register, loading: Loading) -> None:
    """Write the rows that were entered."""
    names = ("id", "person", "facility", "legal_status", "admitted_on", "left_on", "block")
    loading.rows(Custody, names, register.custodies)
    names = ("custody", "facility", "number", "register_class", "valid_from", "valid_until")
    loading.rows(RegisterNumber, names, register.numbers)
    loading.rows(CustodyDate, ("custody", "kind", "day", "known_from", "origin"), register.dates)
    loading.rows(Sentence, ("custody", "offence", "years", "months", "days"), register.sentences)
