"""Places that are several prisons in one line stay as printed; whoever sees it otherwise undoes it."""

from datetime import datetime

from accounts.models import User
from programs.models import NameDecision, ProgrammePlace
from programs.services.linking import leave_as_printed

SEVERAL = "several prisons"
"""How the entries call such a place."""

REASON = "Beberapa lapas dalam satu baris."


def leave_several_prisons(*, by: User, at: datetime) -> None:
    """Decide about each of them once; what was undone stays undone."""
    places = ProgrammePlace.objects.filter(kind_as_printed=SEVERAL, facility=None)
    decided = NameDecision.objects.values("name")
    for name in sorted(set(places.exclude(name_as_printed__in=decided).values_list("name_as_printed", flat=True))):
        leave_as_printed(name, reason=REASON, by=by, at=at)
