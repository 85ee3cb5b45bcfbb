"""By what figures can be cut, and what a table is limited to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cut(models.TextChoices):
    """By what a table is cut. A body without a ministry above it stands for itself."""

    MINISTRY = "ministry", _("Ministry")
    PROGRAMME = "programme", _("Programme")
    AGREEMENT = "agreement", _("Agreement")
    PARTNER = "partner", _("Partner")
    SKILL = "skill", _("Skill")
    FACILITY = "facility", _("Facility")
    OFFICE = "office", _("Regional office")
    PROVINCE = "province", _("Province")
    SEX = "sex", _("Sex")
    KIND = "kind", _("Takes part as")
    YEAR = "year", _("Year")
    QUARTER = "quarter", _("Quarter")
    MONTH = "month", _("Month")


TIME = frozenset({Cut.YEAR, Cut.QUARTER, Cut.MONTH})
PEOPLE = frozenset({Cut.SEX, Cut.KIND})
"""What is a property of those who take part and not of a class: seats and lesson hours are not cut by it."""

OF_PROGRAMMES = frozenset({Cut.MINISTRY, Cut.PROGRAMME, Cut.AGREEMENT, Cut.PARTNER})
"""What is a property of a whole programme: targets and funds are cut by these and by time alone."""


@dataclass(frozen=True)
class Filters:
    """What a table is limited to: whole months from ``since`` to ``until``, and the keys of any cut except time.

    Keys are strings as tables give them; ``None`` among them is what is not known. A skill takes with it what is
    part of it.
    """

    since: date | None = None
    until: date | None = None
    only: Mapping[Cut, Collection[str | None]] = field(default_factory=dict)

    def __post_init__(self):
        if self.since and self.since.day != 1:
            raise ValueError("A period begins with the first day of a month.")
        if self.until and self.until.day != monthrange(self.until.year, self.until.month)[1]:
            raise ValueError("A period ends with the last day of a month.")
        if TIME & set(self.only):
            raise ValueError("Time is limited by the first and the last day.")

    @classmethod
    def year(cls, year: int) -> Filters:
        """One calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of(cls, cut: Cut, *keys) -> Filters:
        """Limited to these keys of one cut."""
        return cls().to(cut, *keys)

    def to(self, cut: Cut, *keys) -> Filters:
        """The same, limited to these keys of a cut as well."""
        return replace(self, only={**self.only, cut: tuple(None if key is None else str(key) for key in keys)})

    def during(self, since: date | None, until: date | None) -> Filters:
        """The same for these months."""
        return replace(self, since=since, until=until)
