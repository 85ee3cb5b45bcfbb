"""The demonstration, made by ``manage.py demo`` in the order of ``run``; each step is a module and safe to repeat.

``organisations`` and ``places`` know who is meant by the names that sources print, ``accounts`` are one per role,
``programmes`` are the real ones, ``additions`` what another source knows of Tangerang, ``names`` what stays as
printed, ``skills`` fields of skill and invented courses, ``register`` and ``classes`` the invented people of Tangerang
and where they sat, and ``today`` a class that meets on the day of the start.
"""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
"""Real programmes and a register, byte for byte as they were given."""

BODIES = Path(__file__).parent / "bodies"
"""Who is meant by the names that they print: kept by hand."""

TANGERANG = "lpp-tangerang"
"""The code of the prison in which the demonstration plays."""

E01 = "E01"
"""The reference of the programme that it shows."""

SYSTEM = "sistem"
"""The user who signs what no person did; nobody can sign in as it."""

ZONE = ZoneInfo("Asia/Jakarta")


def local(day: date, hour: int) -> datetime:
    """An hour of a day, by the clock of Tangerang."""
    return datetime.combine(day, time(hour), ZONE)
