"""Register classes: the book that a register number stands in, and what it says of the person's legal status."""

import re

from participants.register.texts import number_key

DETAINEE = {"AI": "A.I", "AII": "A.II", "AIII": "A.III", "AIV": "A.IV", "AV": "A.V"}
"""Held by police, prosecutor, district court, high court, supreme court."""

CONVICT = {"BI": "B.I", "BIIA": "B.IIa", "BIIB": "B.IIb", "BIII": "B.III", "BIIIS": "B.IIIs"}
"""Sentenced to more than a year, to 3–12 months, to less, to confinement, to confinement instead of a fine."""

WITHOUT_END = {"SH": "SH", "MATI": "Mati", "MT": "Mati"}
"""Sentenced for life or to death: no day on which the sentence ends."""

HOSTAGE = {"C": "C"}
"""Held for a debt, without a sentence."""

CLASSES = DETAINEE | CONVICT | WITHOUT_END | HOSTAGE

BOOK = re.compile(r"[A-Za-z][A-Za-z.\s]*")


def class_of(words: str) -> str:
    """The class in a register number or a column of its own, in one spelling (``BI``, ``B.I`` → B.I); '' if unknown."""
    book = BOOK.search(words)
    return CLASSES.get(number_key(book[0]), "") if book else ""


def is_convict(register_class: str) -> bool:
    """Whether a sentence of this class ends on a day."""
    return register_class in CONVICT.values()


def is_sentenced(register_class: str) -> bool:
    """Whether there is a final sentence, of a term, for life or to death."""
    return is_convict(register_class) or register_class in WITHOUT_END.values()
