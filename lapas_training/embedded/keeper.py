"""The keeper: a small process that holds the server, starts it again when it dies, and stops it when nobody uses it.

It is started by the first process that needs the server, outlives that one, and ends with the server. It runs as
the server's user from its first moment on. Killed itself, it leaves a running server behind, which the next keeper
adopts.
"""

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from lapas_training.embedded import locks

GRACE = 10
"""Seconds that the server stays up after its last user, so that commands in a row share it."""
TICK = 0.5
PATIENCE = 60
"""Seconds within which a server must have left its data directory before a new one starts there."""
STOPPING = 15
"""Seconds that a server gets to stop in good order."""
HURRY = 5
"""Seconds during which, after a request to stop, the server stops as soon as nobody uses it."""
LISTED = Path("/proc/self/cwd").exists()
"""Whether the system lists its processes as files (Linux does)."""


class Keeper:
    """Holds one server."""

    def __init__(self, data: Path, sockets: Path, command: list[str], use: int):
        self.data = data
        self.sockets = sockets
        self.command = command
        self.use = use
        self.child: subprocess.Popen | None = None
        self.unused_since: float | None = None
        self.hurry_until = 0.0

    def run(self) -> None:
        """Keep the server up while somebody uses it, then stop it; ends with the lock on its use held."""
        signal.signal(signal.SIGTERM, self._hurry)
        signal.signal(signal.SIGINT, self._hurry)
        while not self._idle():
            if self.server() is None:
                self.start()
            time.sleep(TICK if time.monotonic() > self.hurry_until else 0.05)
        self.stop()

    def _hurry(self, *_) -> None:
        self.hurry_until = time.monotonic() + HURRY

    def _idle(self) -> bool:
        """Whether nobody has used the server for the time of grace. If so, the lock stays ours: nobody comes now."""
        if not locks.taken(self.use):
            self.unused_since = None
            return False
        now = time.monotonic()
        self.unused_since = self.unused_since or now
        if now - self.unused_since >= GRACE or now < self.hurry_until:
            return True
        locks.release(self.use)
        return False

    def server(self) -> int | None:
        """The process id of the running server."""
        if self.child and self.child.poll() is None:
            return self.child.pid
        pid = written_pid(self.data)
        return pid if pid in processes_in(self.data) else None

    def start(self) -> None:
        """Start the server once the remains of the one before have left; give up when it will not run."""
        deadline = time.monotonic() + PATIENCE
        while processes_in(self.data) and time.monotonic() < deadline:
            time.sleep(0.05)
        if LISTED and not processes_in(self.data):
            self._forget_the_last_one()
        self.child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True)
        while self.child.poll() is None and not ready(self.data):
            time.sleep(0.02)
        if (self.child.returncode or 0) > 0:  # less than nothing: somebody killed it, the next round starts it again
            raise SystemExit(f"PostgreSQL ended with code {self.child.returncode}.")

    def _forget_the_last_one(self) -> None:
        """Remove what a dead server wrote: the number in it may be another program's by now, or a zombie's."""
        address = self.sockets / ".s.PGSQL.5432"
        if _listens(address):
            raise SystemExit("A server that this system does not list works on the same data.")
        for left in (self.data / "postmaster.pid", Path(f"{address}.lock")):
            left.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the server: connections are closed and everything is written. A server that hangs just ends."""
        for sign, patience in ((signal.SIGINT, STOPPING), (signal.SIGQUIT, PATIENCE)):
            if (pid := self.server()) is None:
                return
            os.kill(pid, sign)
            deadline = time.monotonic() + patience
            while self.server() is not None and time.monotonic() < deadline:
                time.sleep(0.02)


def written(data: Path) -> list[str]:
    """The lines that the last server wrote about itself."""
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def written_pid(data: Path) -> int | None:
    """The process id that the last server wrote down."""
    first = next(iter(written(data)), "")
    return int(first) if first.isdigit() else None


def ready(data: Path) -> bool:
    """Whether the server says that it takes connections."""
    lines = written(data)
    return len(lines) > 7 and lines[7].strip() == "ready"


def processes_in(data: Path) -> set[int]:
    """The living processes of a server: every one of them works in its data directory."""
    if not LISTED:
        pid = written_pid(data)
        return {pid} if pid and _answers(pid) else set()
    return {int(entry) for entry in os.listdir("/proc") if entry.isdigit() and _works_in(entry, data)}


def _works_in(process: str, data: Path) -> bool:
    try:
        return os.path.samefile(f"/proc/{process}/cwd", data)
    except OSError:
        return False


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _listens(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(address))
        except OSError:
            return False
        return True


def become(user: str) -> None:
    """Be this user for good, with nothing of root's."""
    owner = pwd.getpwnam(user)
    if os.geteuid() != owner.pw_uid:
        os.setgroups([])
        os.setgid(owner.pw_gid)
        os.setuid(owner.pw_uid)


def main(user: str, data: str, sockets: str, folder: str, *command: str) -> None:
    """Take the locks, leave the process that started this, become the server's user, keep the server."""
    own, use = locks.opened(Path(folder, "keeper")), locks.opened(Path(folder, "use"))
    if not locks.taken(own, patience=2):  # others may just be looking whether there is a keeper
        return
    if child := os.fork():
        os.ftruncate(own, 0)
        os.write(own, str(child).encode())
        os._exit(0)
    os.setsid()
    become(user)
    Keeper(Path(data), Path(sockets), list(command), use).run()
    locks.release(own)  # before the other one: whoever gets that must see that there is no keeper


if __name__ == "__main__":
    main(*sys.argv[1:])
