"""A class as a guest prison sees it: which of the reader's prisons it is, and how many seats are left for it."""

from dataclasses import dataclass

from organisations.models import Facility
from participants.services.judging import left_of
from programs.models import SessionGuest, SessionTally, TrainingSession


@dataclass(frozen=True)
class Lent:
    """What the venue lends one guest prison: the agreement, and how many more of its people find a seat now."""

    guest: SessionGuest
    free: int

    @property
    def stands(self) -> bool:
        """Whether it was not ended."""
        return self.guest.ended_at is None


def home_of(session: TrainingSession, facilities: tuple[int, ...]) -> Facility:
    """Whose people somebody chooses from who serves at these facilities: the venue's, else those of a guest prison."""
    if session.venue_id in facilities:
        return session.venue
    return lent_to(session, facilities).guest.facility


def lent_to(session: TrainingSession, facilities: tuple[int, ...]) -> Lent:
    """The newest agreement with one of these facilities; one that still stands goes before one that was ended."""
    guests = SessionGuest.objects.filter(session=session, facility__in=facilities).select_related(
        "facility", "agreed_by"
    )
    guest = max(guests, key=lambda one: (one.ended_at is None, one.pk))
    return Lent(guest, free_for(session, guest.facility) if guest.ended_at is None else 0)


def free_for(session: TrainingSession, home: Facility) -> int:
    """How many seats are free for people of a guest prison; none where it is not agreed, or no longer."""
    guest = SessionGuest.objects.agreed().filter(session=session, facility=home).first()
    if guest is None:
        return 0
    tally, left = SessionTally.objects.get(pk=session.pk), left_of(guest)
    free = (tally.capacity or 0) - tally.seats_taken
    return max(free if left is None else min(free, left), 0)
