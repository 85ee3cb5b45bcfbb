"""Where the server's files lie, and under which system user it runs.

An ordinary user runs it in person, in ``var/postgres`` of the checkout. Root may not run PostgreSQL, and the
checkout may lie where nobody else can reach: then the server has a system user of its own and a home under
``/var/lib``. No directory that exists already changes its mode.
"""

import hashlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

SYSTEM_USER = "lapas-postgres"
SYSTEM_HOME = Path("/var/lib/lapas-training")
LONGEST_SOCKET = 107
"""Bytes that the address of a Unix socket may have."""


@dataclass(frozen=True)
class Places:
    """The files of the server that belongs to one checkout."""

    base: Path
    """The checkout."""
    home: Path
    user: str
    """The system user that the server runs as."""

    @classmethod
    def of(cls, base: Path) -> "Places":
        """The places for whoever runs this program."""
        if os.geteuid() == 0:
            return cls(base, SYSTEM_HOME / short_name(base), SYSTEM_USER)
        return cls(base, base / "var" / "postgres", user_name())

    @property
    def as_root(self) -> bool:
        """Whether root runs this program, and so the server has a user of its own."""
        return os.geteuid() == 0

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def conf(self) -> Path:
        return self.home / "conf"

    @property
    def locks(self) -> Path:
        return self.home / "locks"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket(self) -> Path:
        """The directory of the socket: at home, or where its address is short enough."""
        near = self.home / "socket"
        if len(os.fsencode(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return near
        return Path("/tmp") / f"lapas-{os.geteuid()}-{short_name(self.base)}"

    def make_home(self) -> None:
        """Make the directory that holds the others."""
        if self.as_root:
            make_folder(SYSTEM_HOME, 0o755)
        make_folder(self.home, 0o755 if self.as_root else 0o700)


def short_name(path: Path) -> str:
    """A short name that belongs to this path alone."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def user_name() -> str:
    """The name of the system user who runs this program."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise SystemExit("PostgreSQL needs a user with a name: this one has only a number.") from None


def make_folder(path: Path, mode: int, user: str | None = None) -> None:
    """Make a directory of ours; one that is there must be ours already."""
    owner = pwd.getpwnam(user) if user else pwd.getpwuid(os.geteuid())
    try:
        path.mkdir(parents=True, mode=mode)
    except FileExistsError:
        found = path.lstat()
        if path.is_symlink() or not path.is_dir() or found.st_uid != owner.pw_uid or found.st_mode & 0o022:
            raise SystemExit(f"The directory {path} is not ours: remove it and start again.") from None
        return
    path.chmod(mode)
    if user and os.geteuid() == 0:
        os.chown(path, owner.pw_uid, owner.pw_gid)
