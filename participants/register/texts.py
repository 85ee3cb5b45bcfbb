"""Words and numbers as registers spell them, and the forms in which they are compared."""

import re
import unicodedata
from datetime import date, datetime

BLANKS = frozenset({"", "-", "--", "---", "–", "—", ".", "'"})
"""What is written where nothing is known."""

NOT_OF_A_KEY = re.compile(r"[^A-Z0-9]+")
BETWEEN_NAMES = re.compile(r"[-/,]")
NOT_OF_A_NAME = re.compile(r"[^\w\s]+|_+")
ALIAS_MARK = re.compile(r"^(?:al\.|als\.|alias\b[.:]?)\s*", re.IGNORECASE)


def text(cell: object) -> str:
    """The words of a cell, trimmed, with single spaces and without invisible characters; blank marks are nothing."""
    if isinstance(cell, datetime):
        words = cell.date().isoformat()
    elif isinstance(cell, date):
        words = cell.isoformat()
    elif isinstance(cell, float) and cell.is_integer():
        words = str(int(cell))
    else:
        words = "" if cell is None else str(cell)
    words = " ".join(words.split())
    if not words.isprintable():
        words = " ".join("".join(letter for letter in words if letter.isprintable()).split())
    return "" if words in BLANKS else words


def number_key(number: str) -> str:
    """The form in which register numbers are compared: capitals and digits only, as in the database."""
    return NOT_OF_A_KEY.sub("", number.upper())


def name_key(name: str) -> str:
    """The form in which names are compared: small letters without accents, apostrophes and stops, single spaces."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    letters = NOT_OF_A_NAME.sub("", BETWEEN_NAMES.sub(" ", plain.casefold()))
    return " ".join(letters.split())


def without_alias_mark(alias: str) -> str:
    """``al. Yuni`` is Yuni."""
    return ALIAS_MARK.sub("", alias)
