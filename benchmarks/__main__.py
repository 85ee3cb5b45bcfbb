"""Run every benchmark in a database of its own and print one line a figure; exit 1 when a limit is not held."""

import importlib
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapas_training.settings")
os.environ.setdefault("LAPAS_DEMO", "1")


def main() -> int:
    """Each ``bench_*.py`` has ``run()``, which gives lines."""
    import django

    django.setup()

    from benchmarks.database import own_database

    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    broken = 0
    with own_database():
        for name in names:
            for line in importlib.import_module(f"benchmarks.{name}").run():
                print(line, flush=True)
                broken += not line.held
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
