"""The whole way from a file to the tables."""

from pathlib import Path

from django.db import transaction

from programs.loading.read import read
from programs.loading.tables import Loaded
from programs.loading.write import write


@transaction.atomic
def load_programmes(file: Path, *, dry_run: bool = False) -> Loaded:
    """Bring the programmes of a file in; the same file again changes nothing. ``dry_run`` takes everything back.

    Raises ``MalformedError`` where anything is wrong with the file; then nothing is written.
    """
    loaded = write(read(file))
    transaction.set_rollback(dry_run)
    return loaded
