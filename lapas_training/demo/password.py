"""The one password of all demo accounts: named in the environment, or made once and kept where only its owner reads."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Password:
    """The password, and the sentence that says where it can be read."""

    value: str
    told: str


def demo_password(folder: Path) -> Password:
    """``DEMO_PASSWORD``, or a random one that is kept in ``folder``, mode 0600."""
    kept = folder / "demo_password"
    if named := os.environ.get("DEMO_PASSWORD", "").strip():
        return Password(named, "The password of all is the one in DEMO_PASSWORD.")
    place = f"It is kept in {folder.name}/{kept.name}"
    if kept.exists():
        kept.chmod(0o600)
        return Password(kept.read_text(encoding="ascii").strip(), f"All have one password. {place}.")
    folder.mkdir(parents=True, exist_ok=True)
    value = "-".join(secrets.token_hex(2) for _ in range(4))
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(value + "\n")
    return Password(value, f"All have one password: {value}\n{place} and not shown again.")
