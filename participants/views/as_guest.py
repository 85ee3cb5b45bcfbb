"""The page of a class that is held elsewhere, for a prison that was invited to it."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from accounts.reads import seen
from participants.services.guests import lent_to
from participants.services.roster import roster_of, seats
from programs.models import TrainingSession
from web.http import page


def as_guest(request: HttpRequest, found: TrainingSession, context: dict, *, day: date) -> HttpResponse:
    """The own people in it, its days, and how many more may join. Nobody else of the class is shown, or counted."""
    facilities = request.access.facilities
    rows = list(roster_of(found, day=day).filter(facility__in=facilities))
    lent = lent_to(found, facilities)
    seen(request, [row.person_id for row in rows])
    invented = context["invented"] or any(row.invented for row in rows)
    context |= {
        "guest": lent.guest,
        "lent": lent,
        "roster": seats(found, rows, day=day),
        "free": lent.free,
        "fillable": found.is_enrolling and lent.free > 0,
        "meetings": list(found.meetings.all()),
        "invented": invented,
    }
    return page(request, "participants/session_as_guest.html", context)
