"""Settings come from the environment; a senseless value stops the start with one sentence.

A file ``.env`` beside ``manage.py`` may hold them as well; what the environment says wins.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})


def refuse(sentence: str):
    """Stop the program with this sentence and nothing else."""
    raise SystemExit(sentence)


def read_file(path: Path) -> None:
    """Take ``NAME=value`` lines of a file for what the environment does not say itself."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign or not name.strip().isidentifier():
            refuse(f"Line {number} of {path.name} must read NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str | None = None) -> str:
    """A text; one that must be there has no default."""
    value = os.environ.get(name, "").strip() or default
    return refuse(f"The setting {name} is missing.") if value is None else value


def words(name: str, default: str | None = None) -> list[str]:
    """Texts separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str) -> bool:
    """On or off; off when not named."""
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        refuse(f"The setting {name} must be 1 or 0, not “{value}”.")
    return value in TRUE


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number within its bounds."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        refuse(f"The setting {name} must be a whole number from {least} to {most}, not “{value}”.")
    return int(value)


def secret(name: str, shortest: int = 50) -> str:
    """A secret that must be there and cannot be guessed."""
    value = text(name)
    if len(value) < shortest or len(set(value)) < 10:
        refuse(f"The setting {name} must be a random text of at least {shortest} characters.")
    return value


def kept_secret(path: Path) -> str:
    """A random secret, made once and kept in a file that only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return kept_secret(path)


def database(name: str) -> dict | None:
    """A PostgreSQL address, ``postgresql://user:password@host:port/name?sslmode=require``, as Django wants it."""
    address = os.environ.get(name, "").strip()
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.username or len(parts.path) < 2:
        refuse(f"The setting {name} must read postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
