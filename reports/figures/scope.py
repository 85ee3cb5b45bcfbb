"""Who may read which sums, decided here and nowhere else.

Staff read what their own facilities answer for; corrections read everything; an official reads the programmes that the
own organisation, or one below it, organises, and those whole; the keepers of agreements read per agreement, partner and
programme; all others nothing. Tallies name nobody, but a row may count a single person: so every figure goes through
here, where it can be protected when others are let in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied

from accounts.access import access_of
from accounts.roles import Role
from reports.figures.filters import TIME, Cut

OF_AGREEMENTS = frozenset({Cut.AGREEMENT, Cut.PARTNER, Cut.MINISTRY, Cut.PROGRAMME, Cut.SKILL, *TIME})
"""By what the keepers of agreements may cut: never by place or by who takes part."""

ANCHORS = frozenset({Cut.AGREEMENT, Cut.PARTNER, Cut.PROGRAMME})
"""One of these a table of theirs names: they read per agreement and partner, not of the nation."""


@dataclass(frozen=True)
class Reach:
    """Of what a reader may see sums: everything, or some facilities and the programmes of some organisations."""

    everything: bool = False
    facilities: tuple[int, ...] = ()
    organisations: tuple[UUID, ...] = ()
    cuts: frozenset[Cut] = field(default=frozenset(Cut))
    anchored: bool = False

    @classmethod
    def of(cls, reader) -> Reach:
        """The reach of a user today."""
        access = access_of(reader)
        if access.has(Role.CORRECTIONS):
            return cls(everything=True)
        if access.has(Role.AGREEMENTS):
            return cls(everything=True, cuts=OF_AGREEMENTS, anchored=True)
        return cls(facilities=access.facilities, organisations=access.organisations)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read at all."""
        return not (self.everything or self.facilities or self.organisations)

    def check(self, cuts: Collection[Cut]) -> None:
        """Refuse a table that is cut or limited by what is not for this reader."""
        if not set(cuts) <= self.cuts or (self.anchored and not ANCHORS & set(cuts)):
            raise PermissionDenied

    def classes(self) -> tuple[str, dict]:
        """The condition on classes, as SQL over ``c``, with its values."""
        if self.everything:
            return "true", {}
        own = f"c.venue_id = ANY (%(own_facilities)s) OR {ORGANISED}"
        return f"({own})", {"own_facilities": list(self.facilities), "own_bodies": list(self.organisations)}

    def programmes(self) -> tuple[str, dict]:
        """The condition on programmes of which the whole may be told."""
        return ("true", {}) if self.everything else (ORGANISED, {"own_bodies": list(self.organisations)})


ORGANISED = """c.programme_id IN (SELECT r.programme_id FROM programs_programmerole r
    WHERE r.role = 'organiser' AND r.organisation_id = ANY (%(own_bodies)s::uuid[]))"""
