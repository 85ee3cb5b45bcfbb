"""What the watch finds where programmes and promises meet agreements: no basis in force that day, late commitments."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import F, Q
from django.db.models.lookups import LessThan

from organisations.choices import STOPPED, Precision
from organisations.days import last_possible, possible_days
from organisations.force import IN_FORCE, NOT_SIGNED, is_in_force, possible_states
from organisations.models import Agreement, Commitment
from reports.delivered import delivered
from reports.figures.scope import Reach
from reports.models.watch import Finding, WatchKind
from reports.watch.agreements import in_effect
from reports.watch.found import Found

DAYS = """
WITH resting AS (SELECT DISTINCT programme_id FROM programs_programmebasis),
classes AS (
  SELECT s.id, s.programme_id, s.actual_start, f.time_zone FROM programs_trainingsession s
  JOIN resting USING (programme_id) JOIN organisations_facility f ON f.id = s.venue_id
  WHERE s.status IN ('running', 'finished')),
met AS (
  SELECT DISTINCT c.id, c.programme_id, (m.starts_at AT TIME ZONE c.time_zone)::date AS day
  FROM classes c JOIN programs_meeting m ON m.session_id = c.id WHERE NOT m.cancelled)
SELECT programme_id, day, 'd' FROM met WHERE day <= %(on)s
UNION SELECT c.programme_id, c.actual_start, 'd' FROM classes c
  WHERE c.actual_start <= %(on)s AND NOT EXISTS (SELECT FROM met WHERE met.id = c.id)
UNION SELECT p.id, p.actual_start, p.actual_start_precision FROM programs_programme p
  JOIN resting ON resting.programme_id = p.id
  WHERE p.actual_start <= %(on)s AND NOT EXISTS (SELECT FROM classes c WHERE c.programme_id = p.id)"""
"""The days on which programmes that name an agreement ran, by the clock of the venue: those of the meetings of classes
that began, the first day of a class without meetings, the first day of a programme without such a class."""

Days = dict[tuple[date, str], None]


def without_basis(on: date) -> Iterator[Found]:
    """Programmes that ran on days on which none of the agreements they name was in force; one entry a programme."""
    days: dict[object, Days] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(DAYS, {"on": on})
        for programme, day, precision in cursor.fetchall():
            days[programme][day, precision] = None
    bases: dict[object, list[Agreement]] = defaultdict(list)
    rows = Agreement.objects.filter(bases__programme__in=list(days)).with_ends()
    for agreement in rows.annotate(of_programme=F("bases__programme")):
        bases[agreement.of_programme].append(agreement)
    for programme, ran in days.items():
        judged = [(day, _basis(bases[programme], *day)) for day in sorted(ran)]
        without = [day for day, verdict in judged if verdict is False]
        unsure = [day for day, verdict in judged if verdict is None]
        if without or unsure:
            first, precision = (without or unsure)[0]
            yield Found(
                WatchKind.NO_BASIS,
                programme_id=programme,
                day=first,
                day_precision=precision,
                open=not without,
                days=len(without),
                open_days=len(unsure),
                all_days=len(judged),
            )


def _basis(agreements: list[Agreement], day: date, precision: str) -> bool | None:
    """Whether one of these was in force that day; None where it cannot be told.

    Of a day known to the month or year it is told only where the agreement was in force from its first day to its last.
    """
    first, last = possible_days(day, precision)
    if any(is_in_force(one, first) and is_in_force(one, last) for one in agreements):
        return True
    if precision != Precision.DAY or any(IN_FORCE in possible_states(one, day) for one in agreements):
        return None
    return None if any(_may_begin(one, day) for one in agreements) else False


def _may_begin(agreement: Agreement, day: date) -> bool:
    """Whether nothing says from when it is in force: then it may have been, unless it had surely ended."""
    return "incomplete" in possible_states(agreement, day)


def overdue(on: date) -> Iterator[Found]:
    """Commitments whose last possible day has passed and of which not all was delivered, or nobody counts how much.

    What was ended before the day is no longer due.
    """
    rows = Commitment.objects.filter(in_effect(on), due_on__isnull=False)
    late = rows.filter(LessThan(last_possible("due_on"), on)).exclude(agreement__status__in=NOT_SIGNED)
    ended = Q(agreement__ended_on__isnull=True) | Q(agreement__ended_on__lt=F("due_on"))
    late = list(late.exclude(Q(agreement__status__in=STOPPED) & ended).order_by("pk"))
    counted = delivered(late, Reach(everything=True), on)
    for one in late:
        told = counted[one.pk]
        if told.is_met is not True:
            yield Found(
                WatchKind.OVERDUE,
                one.agreement_id,
                commitment_id=one.pk,
                finding=Finding.NOT_COUNTED if told.is_met is None else Finding.SHORT,
                day=possible_days(one.due_on, one.due_on_precision)[1],
                day_precision=Precision.DAY,
                open=told.is_met is None,
                delivered=told.number,
            )
