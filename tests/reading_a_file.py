"""Run as a program: read a register and say what came of it, how long it took and how much memory it needed at most."""

import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def own_peak() -> int:
    """In kilobytes. What the system counts for a user of resources includes the program that started this one."""
    (peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(peak.split()[1])


def main() -> None:
    """The memory is that of this program and of whatever it started."""
    import django

    django.setup()

    from participants.register.read import read
    from participants.register.unreadable import UnreadableError

    began = time.monotonic()
    try:
        said, refused = f"{len(read(sys.argv[1]).rows)} rows", False
    except UnreadableError as error:
        said, refused = str(error), True
    seconds = time.monotonic() - began
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    told = {"said": said, "refused": refused, "seconds": seconds, "own": own_peak(), "started": started}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
