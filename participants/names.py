"""How people's names are shown. What is stored stays as the register spells it."""

PARTICLES = frozenset({"bin", "binti", "alias"})


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
