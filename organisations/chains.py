"""Agreements that renew one another, and the days between them on which nothing was in force."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from organisations.choices import Precision
from organisations.contents import final_end
from organisations.models import Agreement

CHAIN = """
    WITH RECURSIVE chain(id) AS (
      SELECT %s::uuid
      UNION SELECT unnest(ARRAY[a.id, a.renews_id]) FROM organisations_agreement a
        JOIN chain ON chain.id IN (a.id, a.renews_id) WHERE a.renews_id IS NOT NULL)
    SELECT id FROM chain"""

ONE_DAY = timedelta(days=1)


def of_the_chain(agreement: UUID) -> Q:
    """The agreements that one renews or that renew it, over however many steps, and itself."""
    return Q(pk__in=RawSQL(CHAIN, [agreement]))


@dataclass(frozen=True)
class Gap:
    """What lies between an agreement and the one that renews it. ``days`` is None where the days are not known."""

    first: date | None = None
    last: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Step:
    """One agreement of a chain, and the gap before it, if it renews one in sight and does not follow at once."""

    agreement: Agreement
    until: date | None
    until_precision: str
    gap: Gap | None


def steps(agreements: list[Agreement]) -> list[Step]:
    """The agreements of a chain in the order of their days, each with the gap before it."""
    by_key = {one.pk: one for one in agreements}
    ordered = sorted(agreements, key=lambda one: (one.in_force_from or one.signed_on or date.max, one.pk))
    return [Step(one, *final_end(one), _gap(by_key.get(one.renews_id), one)) for one in ordered]


def _gap(before: Agreement | None, after: Agreement) -> Gap | None:
    if before is None:
        return None
    end, precision = final_end(before)
    if end is None or after.in_force_from is None or {precision, after.in_force_from_precision} != {Precision.DAY}:
        return Gap()
    days = (after.in_force_from - end).days - 1
    return Gap(end + ONE_DAY, after.in_force_from - ONE_DAY, days) if days > 0 else None
