"""Run as a program: bring one register in, preview and confirm, and say how much memory that took at its peak."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapas_training.settings")


def peak() -> float:
    """Megabytes. What the system counts for a user of resources includes the program that started this one."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main(database: str, file: str, code: str, username: str) -> None:
    """The larger peak of two: of this program, and of the one that reads the workbook for it."""
    import resource

    import django

    django.setup()

    from django.db import connection

    from accounts.models import User
    from benchmarks.bringing import bring
    from organisations.models import Facility

    connection.settings_dict["NAME"] = database
    bring(Path(file).read_bytes(), Facility.objects.get(code=code), User.objects.get(username=username))
    print(max(peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))


if __name__ == "__main__":
    main(*sys.argv[1:])
