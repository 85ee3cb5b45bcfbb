"""What a row says that is not recorded yet: collected for all rows, so that every table is written once.

An empty cell says nothing, so it takes nothing away. A date or number that is recorded as of a later day than the
file's stays. When somebody was admitted is not rewritten by a file.
"""

from datetime import date, timedelta

from django.db.models import Model

from organisations.choices import FacilityKind
from organisations.models import Facility
from participants.choices import CustodyDateKind, LegalStatus
from participants.models import Custody, CustodyDate, RegisterNumber, Sentence
from participants.register.classes import is_sentenced
from participants.register.match import Held
from participants.register.rows import Fault, RegisterRow, Why

ORIGIN = "register"
"""Where the dates of an import come from, as the person's page tells it."""

OF_PERSON = ("name", "alias", "sex", "birth_place", "birth_date", "nationality", "education")
OF_SENTENCE = ("offence", "years", "months", "days")
OF_STAY = ("block", "legal_status")
OF_NUMBER = ("number", "register_class", "valid_until")

DATES = {
    CustodyDateKind.THIRD: "third",
    CustodyDateKind.HALF: "half",
    CustodyDateKind.TWO_THIRDS: "two_thirds",
    CustodyDateKind.END: "sentence_end",
}


def legal_status(record: RegisterRow, facility: Facility) -> LegalStatus:
    """As what somebody is held. Where the class is not known, an end of the sentence makes a convict."""
    if facility.kind == FacilityKind.LPKA:
        return LegalStatus.JUVENILE
    if facility.kind == FacilityKind.BAPAS:
        return LegalStatus.CLIENT
    sentenced = is_sentenced(record.register_class) if record.register_class else record.sentence_end is not None
    return LegalStatus.CONVICT if sentenced else LegalStatus.DETAINEE


def differs(told, recorded) -> bool:
    """Whether a told value is another one than the recorded; capitals do not make a difference, nor does silence."""
    if told is None or told == "":
        return False
    if isinstance(told, str) and isinstance(recorded, str):
        return told.casefold() != recorded.casefold()
    return told != recorded


class Differences:
    """Rows to add and rows to change, by table, for one facility and the day of one file."""

    def __init__(self, facility: Facility, spoken_of: date):
        self.facility, self.spoken_of = facility, spoken_of
        self.added: dict[type[Model], list[Model]] = {Custody: [], RegisterNumber: [], CustodyDate: [], Sentence: []}
        self.people: list = []
        self.stays: list[Custody] = []
        self.numbers: list[RegisterNumber] = []
        self.moved: list[CustodyDate] = []
        self.sentences: list[Sentence] = []
        self.warnings: list[Fault] = []

    def admit(self, record: RegisterRow, held: Held) -> None:
        """A stay that begins, with its number, dates and sentence."""
        held.stay = Custody(
            person=held.person,
            facility=self.facility,
            admitted_on=record.admitted_on,
            legal_status=legal_status(record, self.facility),
            block=record.block,
        )
        self._end(held.number, before=record.admitted_on)
        held.number, held.dates, held.sentence = None, {}, None
        self.added[Custody].append(held.stay)
        self._number(record, held, since=record.admitted_on)
        self._dates(record, held)
        self._sentence(record, held)

    def compare(self, record: RegisterRow, held: Held) -> bool:
        """Collect what the row changes; answers whether it changes anything."""
        found = [self._person(record, held)]
        if held.stay is None or held.stay.left_on is not None:
            self.admit(record, held)
            return True
        if record.admitted_on != held.stay.admitted_on:
            self.warnings.append(Fault(record.row, "admitted_on", Why.OTHER_ADMISSION))
        found.append(self._stay(record, held.stay))
        found.append(self._number(record, held, since=self.spoken_of))
        found.append(self._dates(record, held))
        found.append(self._sentence(record, held))
        return any(found)

    def _take(self, row: Model, told: dict, changed: list) -> bool:
        """Put the told values that differ into a recorded row, and the row among the changed."""
        news = {field: value for field, value in told.items() if differs(value, getattr(row, field))}
        for field, value in news.items():
            setattr(row, field, value)
        if news:
            changed.append(row)
        return bool(news)

    def _person(self, record: RegisterRow, held: Held) -> bool:
        return self._take(held.person, {field: getattr(record, field) for field in OF_PERSON}, self.people)

    def _stay(self, record: RegisterRow, stay: Custody) -> bool:
        """A class that is not known says nothing of the legal status."""
        status = legal_status(record, self.facility) if record.register_class else ""
        return self._take(stay, {"block": record.block, "legal_status": status}, self.stays)

    def _number(self, record: RegisterRow, held: Held, *, since: date) -> bool:
        """A.III becomes B.I: the old number ends on the day before and is still found. Files of one day mend it."""
        old = held.number
        if old and (old.key == record.number_key or (old.valid_from and old.valid_from > since)):
            return False
        if old and old.valid_from == since:
            return self._take(old, {"number": record.number, "register_class": record.register_class}, self.numbers)
        self._end(old, before=since)
        number = RegisterNumber(
            custody=held.stay,
            facility=self.facility,
            number=record.number,
            register_class=record.register_class,
            valid_from=since,
        )
        self.added[RegisterNumber].append(number)
        return True

    def _end(self, number: RegisterNumber | None, *, before: date) -> None:
        if number and number.valid_until is None:
            number.valid_until = before - timedelta(days=1)
            self.numbers.append(number)

    def _dates(self, record: RegisterRow, held: Held) -> bool:
        """A moved date is a new version; two files of one day mend one version."""
        changes = 0
        for kind, field in DATES.items():
            day, known = getattr(record, field), held.dates.get(kind)
            if day is None or (known and (known.day == day or known.known_from > self.spoken_of)):
                continue
            changes += 1
            if known and known.known_from == self.spoken_of:
                known.day, known.origin = day, ORIGIN
                self.moved.append(known)
            else:
                version = CustodyDate(custody=held.stay, kind=kind, day=day, known_from=self.spoken_of, origin=ORIGIN)
                self.added[CustodyDate].append(version)
        return changes > 0

    def _sentence(self, record: RegisterRow, held: Held) -> bool:
        told = {field: getattr(record, field) for field in OF_SENTENCE}
        if held.sentence:
            return self._take(held.sentence, told, self.sentences)
        if not any(value is not None and value != "" for value in told.values()):
            return False
        self.added[Sentence].append(Sentence(custody=held.stay, **told))
        return True
