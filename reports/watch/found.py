"""One thing that the watch found, before it is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class Found:
    """What it is about, and what the page says of it. The fields are those of ``WatchEntry``."""

    kind: str
    agreement_id: UUID | None = None
    other_id: UUID | None = None
    programme_id: UUID | None = None
    party_id: int | None = None
    commitment_id: UUID | None = None
    finding: str = ""
    day: date | None = None
    day_precision: str = ""
    open: bool = False
    days: int = 0
    open_days: int = 0
    all_days: int = 0
    delivered: Decimal | int | None = None

    @property
    def key(self) -> tuple:
        """What it is about: the same thing found again is the same entry."""
        return self.kind, self.agreement_id, self.other_id, self.programme_id, self.party_id, self.commitment_id
