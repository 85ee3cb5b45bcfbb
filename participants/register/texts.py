"""Words and numbers as registers spell them, and the forms in which they are compared."""

import re
import unicodedata
from datetime import date, datetime

BLANKS = frozenset({"", "-", "--", "---", "–", "—", ".", "'"})
"""What is written where nothing is known."""

PARTICLES = frozenset({"bin", "binti", "alias"})
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


def display_name(name: str) -> str:
    """A name for the eye: one that is written in capitals, or in small letters, gets ordinary ones.

    Mixed spelling is somebody's choice and stays, and what is stored is never changed.
    """
    if not (name.isupper() or name.islower()):
        return name
    return " ".join(word if word in PARTICLES else _capital(word) for word in name.lower().split())


def _capital(word: str) -> str:
    """The first letter large, and the one after a hyphen: ``Ni'mah``, ``Abdul-Aziz``."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
