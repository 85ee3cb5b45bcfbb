"""Words and numbers as registers spell them, and the forms in which they are compared."""

import re
import unicodedata
from datetime import date, datetime

BLANKS = frozenset({"", "-", "--", "---", "–", "—", ".", "'"})
"""What is written where nothing is known."""

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
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def name_key(name: str) -> str:
    """The form in which names are compared: small letters without accents, apostrophes and stops, single spaces."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        letter if letter.isalnum() else " " if letter.isspace() or letter in "-/," else "" for letter in plain
    )
    return " ".join(letters.split())


def without_alias_mark(alias: str) -> str:
    """``al. Yuni`` is Yuni."""
    return ALIAS_MARK.sub("", alias)
