"""Three locks of the kernel's: it lets go of them however their holder dies.

``use``: shared by every process that uses the server; the keeper stops it only when it gets this one alone.
``start``: who makes, starts or adopts the server does so alone.
``keeper``: held by the one keeper; its file tells the keeper's process id.
"""

import fcntl
import os
import time
from contextlib import contextmanager
from pathlib import Path


def opened(path: Path) -> int:
    """The open file of a lock."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def taken(handle: int, patience: float = 0) -> bool:
    """Take the lock alone if nobody holds it, or lets go of it within so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.01)
        else:
            return True


def share(handle: int) -> None:
    """Take the lock together with others; waits while somebody holds it alone."""
    fcntl.flock(handle, fcntl.LOCK_SH)


def release(handle: int) -> None:
    """Let go of the lock."""
    fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def alone(path: Path):
    """Hold the lock alone; waits for it."""
    handle = opened(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def holder(path: Path) -> int | None:
    """The process id that the holder of this lock wrote into it; nothing when nobody holds it."""
    handle = opened(path)
    try:
        if taken(handle):
            return None
        return int(os.read(handle, 20) or 0)
    finally:
        os.close(handle)
