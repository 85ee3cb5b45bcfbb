"""Counting the watch anew and keeping what was found: at once after a change of agreements, else every ten minutes.

What is kept is never edited: the next count replaces it. So the menu and the page cost nothing however much there is.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from reports.models import WatchEntry, WatchRun
from reports.watch.agreements import running_out, signatures, twice
from reports.watch.found import Found
from reports.watch.work import overdue, without_basis

FINDERS = (running_out, without_basis, overdue, signatures, twice)
AT_MOST = timedelta(minutes=10)
"""So old may be what was counted of classes and of those who take part."""

AT_ONCE = (
    "organisations_agreement", "organisations_agreementparty", "organisations_agreementchange",
    "organisations_commitment", "organisations_scopepoint", "programs_programmebasis", "programs_programme",
)  # fmt: skip
"""Whoever changes these looks at the watch next: a recorded change of them makes it count anew."""

COLUMNS = [
    "finding", "day", "day_precision", "open", "days", "open_days", "all_days", "delivered", "gone",
]  # fmt: skip
CHANGED = "SELECT EXISTS (SELECT FROM accounts_change WHERE id > %s AND table_name = ANY (%s))"
LOCK = 8_204_100


def found(on: date) -> list[Found]:
    """Everything that there is to look at on a day."""
    return [one for finder in FINDERS for one in finder(on)]


def up_to_date(on: date, at: datetime) -> WatchRun:
    """The last count, made anew where it is of another day, ten minutes old, or older than a change of agreements."""
    last = WatchRun.objects.first()
    if last and last.day == on and at - last.at < AT_MOST and not _changed_since(last.change):
        return last
    return recount(on, at)


def _changed_since(change: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [change, list(AT_ONCE)])
        return cursor.fetchone()[0]


@transaction.atomic
def recount(on: date, at: datetime) -> WatchRun:
    """Look for everything and keep what was found; two at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT coalesce(max(id), 0) FROM accounts_change")
        change = cursor.fetchone()[0]
    _keep(found(on), on)
    told = {"day": on, "at": at, "change": change}
    return WatchRun.objects.update_or_create(one=True, defaults=told)[0]


def _keep(found: Iterable[Found], on: date) -> None:
    """Write what is new or differs; what is not found any more is gone, and keeps what was said about it."""
    kept = {_key(entry): entry for entry in WatchEntry.objects.all()}
    new, changed = [], []
    for one in found:
        entry = kept.pop(one.key, None)
        if entry is None:
            new.append(WatchEntry(found_on=on, **vars(one)))
        elif _differs(entry, one):
            for name in COLUMNS:
                setattr(entry, name, getattr(one, name, False))
            changed.append(entry)
    gone = [entry.pk for entry in kept.values() if not entry.gone]
    WatchEntry.objects.filter(pk__in=gone).update(gone=True)
    WatchEntry.objects.bulk_create(new, batch_size=1000)
    WatchEntry.objects.bulk_create(
        changed, batch_size=1000, update_conflicts=True, update_fields=COLUMNS, unique_fields=["id"]
    )


def _key(entry: WatchEntry) -> tuple:
    return (
        entry.kind, entry.agreement_id, entry.other_id, entry.programme_id, entry.party_id, entry.commitment_id,
    )  # fmt: skip


def _differs(entry: WatchEntry, one: Found) -> bool:
    return entry.gone or any(getattr(entry, name) != getattr(one, name) for name in COLUMNS[:-1])
