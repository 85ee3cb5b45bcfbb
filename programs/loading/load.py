"""The whole way from a file to the tables."""

from pathlib import Path

from django.db import transaction

from programs.loading.read import read
from programs.loading.tables import Loaded
from programs.loading.write import Show, write


@transaction.atomic
def load_programmes(file: Path, *, dry_run: bool = False, show: Show = lambda _loaded: None) -> Loaded:
    """Bring the programmes of a file in; the same file again changes nothing. ``dry_run`` takes everything back.

    ``show`` gets what will change before anything is written. Raises ``MalformedError`` where anything is wrong with
    the file; then nothing is written.
    """
    loaded = write(read(file), show)
    transaction.set_rollback(dry_run)
    return loaded
