"""Who sits in which class: people who are at the facility then, nobody in two meetings at once, no seat given twice."""

from collections.abc import Iterator
from typing import NamedTuple

from lapas_training.scale import Held, Size, World
from lapas_training.scale.chance import chance, key_on
from lapas_training.scale.classes import Class
from participants.choices import EnrolmentStatus, NotCompletedReason, WithdrawalReason
from programs.choices import SessionStatus

LATE, WAITED, LEFT_BY_CHANCE, NOT_COMPLETED, SUSPENDED = 0.03, 0.02, 0.035, 0.08, 0.01
EARLIEST = 7
"""Days before the first meeting on which people are enrolled."""

LEAVING = (
    (WithdrawalReason.OWN_WISH, "Mengundurkan diri (contoh)"),
    (WithdrawalReason.OWN_WISH, "Memilih kegiatan lain (contoh)"),
    (WithdrawalReason.HEALTH, "Sakit (contoh)"),
    (WithdrawalReason.DISCIPLINE, "Pelanggaran tata tertib (contoh)"),
    (WithdrawalReason.STAFF, "Keputusan petugas (contoh)"),
)
GONE = ((WithdrawalReason.RELEASE, "Bebas (contoh)"), (WithdrawalReason.TRANSFER, "Dipindahkan (contoh)"))
CALLED_OFF = "Pengajar tidak dapat hadir (contoh)"
NO_SEAT = "Kelas berakhir sebelum ada kursi kosong (contoh)"


class Seat(NamedTuple):
    """One enrolment; days are ordinals. ``joined`` and ``ended`` are days on which the person was asked to come."""

    id: str
    held: Held
    waited: int | None
    joined: int | None
    ended: int | None
    status: str
    reason_kind: str = ""
    reason: str = ""


class Sitting:
    """Goes through the classes in the order of their days and remembers who is busy until when."""

    def __init__(self, size: Size, world: World):
        self.dice, self.until = chance(size.seed, "sitting"), size.until.toordinal()
        self.coming = {place: sorted(held, reverse=True) for place, held in world.held.items()}
        self.there: dict[int, list[Held]] = {place: [] for place in world.held}
        self.busy: tuple[dict[str, int], dict[str, int]] = ({}, {})

    def people_there(self, facility: int, day: int) -> list[Held]:
        """Who is at a facility on a day; days are asked for in their order."""
        coming, there = self.coming.get(facility, []), self.there.get(facility, [])
        while coming and coming[-1].since <= day:
            there.append(coming.pop())
        self.there[facility] = there = [held for held in there if held.until > day]
        return there

    def seats(self, one: Class) -> list[Seat]:
        """The enrolments of a class: as many as fit or a few fewer, some who left, and some who waited in vain."""
        if one.status in (SessionStatus.DRAFT, SessionStatus.APPROVED):
            return []
        dice, first, last = self.dice, min(one.days[0], self.until), one.days[-1]
        busy = self.busy[one.slot]
        free = [held for held in self.people_there(one.place.id, first) if busy.get(held.person, 0) < one.days[0]]
        wanted = one.capacity if dice.random() < 0.8 else one.capacity - int(dice.random() * 6)
        if one.status == SessionStatus.OPEN:
            wanted = int(wanted * dice.random())
        chosen = dice.sample(free, min(wanted + (2 if dice.random() < 0.3 else 0), len(free)))
        for held in chosen[:wanted]:
            busy[held.person] = last
        return [self._seat(one, held) for held in chosen[:wanted]] + [
            self._queue(one, held) for held in chosen[wanted:]
        ]

    def _seat(self, one: Class, held: Held) -> Seat:
        dice = self.dice
        joined = max(held.since, min(one.days[0], self.until) - int(dice.random() * (EARLIEST + 1)))
        if dice.random() < LATE and one.is_over:
            joined = one.days[int(dice.random() * len(one.days) / 2)]
            if held.until <= joined:
                joined = one.days[0]
        made = key_on(dice, joined)
        waited = max(held.since, joined - 4) if dice.random() < WAITED else None
        return Seat(made, held, waited, joined, *self._became(one, held, joined))

    def _became(self, one: Class, held: Held, joined: int) -> tuple:
        """On which day it ended, as what, and why."""
        dice = self.dice
        if one.status == SessionStatus.CANCELLED:
            return max(one.changed, joined), EnrolmentStatus.WITHDRAWN, WithdrawalReason.CANCELLED, CALLED_OFF
        if held.until <= min(one.days[-1], self.until):
            return max(held.until - 1, joined), EnrolmentStatus.WITHDRAWN, *dice.choice(GONE)
        by_chance = dice.random()
        if by_chance < LEFT_BY_CHANCE and joined < one.days[-1] and one.days[0] <= self.until:
            ended = min(joined + int(dice.random() * (one.days[-1] - joined)), self.until)
            return ended, EnrolmentStatus.WITHDRAWN, *dice.choice(LEAVING)
        if not one.is_over:
            if by_chance > 1 - SUSPENDED and one.status == SessionStatus.RUNNING:
                return None, EnrolmentStatus.SUSPENDED, "", "Sedang sidang (contoh)"
            return None, EnrolmentStatus.ENROLLED
        if by_chance > 1 - NOT_COMPLETED:
            kinds = (NotCompletedReason.ATTENDANCE, NotCompletedReason.ATTENDANCE, NotCompletedReason.ASSESSMENT)
            kind = dice.choice(kinds) if one.course else NotCompletedReason.ASSESSMENT
            return one.changed, EnrolmentStatus.NOT_COMPLETED, kind, ""
        return one.changed, EnrolmentStatus.COMPLETED

    def _queue(self, one: Class, held: Held) -> Seat:
        """Somebody for whom there was no seat."""
        waited = max(held.since, min(one.days[0], self.until) - int(self.dice.random() * EARLIEST))
        made = key_on(self.dice, waited)
        if one.status == SessionStatus.CANCELLED:
            why = (WithdrawalReason.CANCELLED, CALLED_OFF)
        elif one.is_over:
            why = (WithdrawalReason.NO_SEAT, NO_SEAT)
        else:
            return Seat(made, held, waited, None, None, EnrolmentStatus.WAITING)
        return Seat(made, held, waited, None, max(one.changed, waited), EnrolmentStatus.WITHDRAWN, *why)


def enrolment_rows(one: Class, seats: list[Seat]) -> Iterator[tuple]:
    """The rows to stage: keys, the instants of waiting, joining and the last change, and what that was.

    One waits from the small hours, joins before the meetings of a day, and leaves after them.
    """
    for seat in seats:
        held = seat.held
        waited = one.at(seat.waited, "06:00") if seat.waited is not None else None
        joined = one.at(seat.joined, "07:00") if seat.joined is not None else None
        ended = one.at(seat.ended, "17:00") if seat.ended is not None else None
        since = ended or joined or waited
        if seat.status == EnrolmentStatus.SUSPENDED:
            since = one.at(seat.joined, "17:00")
        yield (
            seat.id,
            one.id,
            held.person,
            held.custody,
            held.affiliation,
            one.place.id,
            waited,
            joined,
            ended,
            seat.status,
            since,
            seat.reason_kind,
            seat.reason,
        )
