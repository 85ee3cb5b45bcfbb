"""The watch of a random history equals a recount that is written here, day by day, and knows nothing of ``force``."""

import os
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.models import Agreement, AgreementChange, AgreementParty, Commitment
from programs.models import ProgrammeBasis
from reports.models import WatchEntry
from reports.watch.counting import recount
from tests.factories import make_organisation, make_programme

NOW_DAY = date(2024, 2, 29)
DAY = timedelta(days=1)
DAYS = st.dates(date(2023, 6, 1), date(2024, 10, 31))
NEVER = date(2030, 1, 1)


def kept(day: date, precision: str) -> tuple[date, str]:
    return {"d": day, "m": day.replace(day=1), "y": day.replace(month=1, day=1)}[precision], precision


DATES = st.builds(kept, DAYS, st.sampled_from("dddm"))
MAYBE = st.none() | DATES
AGREEMENT = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["signed", "signed", "signed", "unknown", "draft", "terminated"]),
        "begins": MAYBE,
        "ends": MAYBE,
        "stops": DATES,
        "moves": st.lists(st.tuples(DAYS, MAYBE), max_size=2, unique_by=lambda one: one[0]),
        "bodies": st.sets(st.integers(0, 2), min_size=1, max_size=3),
        "scope": st.sampled_from(["", "pelatihan batik tulis", "pelatihan batik cetak", "pengelasan besi"]),
        "signature": st.tuples(
            st.sampled_from(["", "minister", "main_unit", "facility", "other"]),
            st.sampled_from(["", "own", "delegated"]),
            st.booleans(),
        ),
        "due": MAYBE,
    }
)
HISTORY = st.fixed_dictionaries(
    {
        "agreements": st.lists(AGREEMENT, min_size=1, max_size=3),
        "renews": st.booleans(),
        "ran": st.lists(st.tuples(DATES, st.sets(st.integers(0, 2), min_size=1)), max_size=3),
    }
)


def dated(name: str, told) -> dict:
    return dict(zip((name, f"{name}_precision"), told or (None, ""), strict=True))


def meant(told) -> list[date]:
    """Every day that a date may mean."""
    day, precision = told
    return [d for d in (day + DAY * n for n in range(31)) if kept(d, precision) == told] if precision == "m" else [day]


def in_order(one: dict) -> dict:
    """No end begins before its beginning does."""
    begins, ends = one["begins"], one["ends"]
    if begins and ends and ends[0] < begins[0]:
        begins, ends = ends, begins
    moves = [(on, None if until and begins and until[0] < begins[0] else until) for on, until in one["moves"]]
    return one | {"begins": begins, "ends": ends, "moves": moves}


def build(history: dict) -> tuple[list, list]:
    bodies = [make_organisation(kind=kind) for kind in ("ministry", "directorate", "facility")]
    made = []
    for one in history["agreements"]:
        stops = one["stops"] if one["status"] == "terminated" else None
        days = dated("in_force_from", one["begins"]) | dated("in_force_until", one["ends"]) | dated("ended_on", stops)
        agreement = Agreement.objects.create(
            kind="pks", status=one["status"], status_reason="Contoh", scope=one["scope"], **days
        )
        level, authority, letter = one["signature"]
        for position, place in enumerate(sorted(one["bodies"]), start=1):
            number = "SK-1" if letter and authority == "delegated" and position == 1 else ""
            signed = {"level": level, "authority": authority, "letter_number": number} if position == 1 else {}
            AgreementParty.objects.create(agreement=agreement, position=position, organisation=bodies[place], **signed)
        for on, until in one["moves"]:
            told = dated("effective_on", (on, "d")) | dated("until", until)
            AgreementChange.objects.create(agreement=agreement, reason="Contoh", moves_end=True, **told)
        if one["due"]:
            due = dated("due_on", one["due"])
            Commitment.objects.create(
                agreement=agreement, position=1, kind="trainers", quantity=2, unit="people", **due
            )
        made.append(agreement)
    if history["renews"] and len(made) > 1:
        Agreement.objects.filter(pk=made[1].pk).update(renews=made[0])
    programmes = []
    for told, rests in history["ran"]:
        programme = make_programme(**dated("actual_start", told))
        for place in {min(place, len(made) - 1) for place in rests}:
            ProgrammeBasis.objects.create(programme=programme, agreement=made[place], position=place + 1)
        programmes.append(programme)
    return made, programmes


class Recount:
    """What the watch should find: every possible reading of the dates is looked at on every day that matters."""

    def __init__(self, history: dict):
        self.all = history["agreements"]
        self.history = history

    def readings(self, one: dict, day: date) -> set[str]:
        """In force, not yet, over, or not known, for each way in which the dates may be meant."""
        if one["status"] == "draft":
            return {"draft"}
        end = one["ends"]
        for on, until in sorted(one["moves"]):
            if on <= day:
                end = until
        ends = meant(end) if end else [NEVER]
        stops = meant(one["stops"]) if one["status"] == "terminated" else [NEVER]
        found = set()
        for stop, last, first in product(stops, ends, meant(one["begins"]) if one["begins"] else [None]):
            if first is not None and first > last:
                continue
            if day > stop:
                found.add("ended")
            elif day > last:
                found.add("over")
            elif first is None:
                found.add("unknown")
            else:
                found.add("in_force" if first <= day else "not_yet")
        return found

    def expiring(self) -> dict:
        found = {}
        horizon = NOW_DAY + 181 * DAY
        for place, one in enumerate(self.all):
            if "in_force" not in self.readings(one, NOW_DAY):
                continue
            end = one["ends"]
            for on, until in sorted(one["moves"]):
                if on <= horizon:
                    end = until
            stop = one["stops"] if one["status"] == "terminated" else None
            if stop and (end is None or stop[0] < end[0]):
                end = stop
            if end and end[0] < horizon:
                found["expires", place] = (end[0], end[1] != "d")
        return found

    def without_basis(self) -> dict:
        found = {}
        for number, (told, rests) in enumerate(self.history["ran"]):
            bases = [self.all[place] for place in {min(place, len(self.all) - 1) for place in rests}]
            days = meant(told)
            if told[0] > NOW_DAY or any(
                self.readings(one, days[0]) == self.readings(one, days[-1]) == {"in_force"} for one in bases
            ):
                continue
            perhaps = any({"in_force", "unknown"} & self.readings(one, told[0]) for one in bases)
            found["no_basis", number] = told[1] == "m" or perhaps
        return found

    def overdue(self) -> dict:
        found = {}
        for place, one in enumerate(self.all):
            stopped = one["status"] == "terminated" and one["due"] and one["stops"][0] < one["due"][0]
            if one["due"] and one["status"] != "draft" and not stopped and meant(one["due"])[-1] < NOW_DAY:
                found["overdue", place] = meant(one["due"])[-1]
        return found

    def signatures(self) -> dict:
        ranks, bodies = {"minister": 4, "main_unit": 3, "facility": 1}, [4, 3, 1]
        found = {}
        for place, one in enumerate(self.all):
            level, authority, letter = one["signature"]
            if not {"in_force", "not_yet", "unknown"} & self.readings(one, NOW_DAY):
                continue
            if authority == "delegated":
                if not letter:
                    found["authority", place] = "no_letter"
            elif level in ranks and ranks[level] < bodies[min(one["bodies"])]:
                found["authority", place] = "level" if authority == "own" else "level_open"
        return found

    def twice(self) -> dict:
        found = {}
        for first in range(len(self.all)):
            for second in range(first + 1, len(self.all)):
                pair = self.all[first], self.all[second]
                if (self.history["renews"] and (first, second) == (0, 1)) or pair[0]["bodies"] != pair[1]["bodies"]:
                    continue
                if len(pair[0]["bodies"]) < 2 or any(one["begins"] is None for one in pair):
                    continue
                day = max(NOW_DAY, *(one["begins"][0] for one in pair))
                now = [self.readings(one, NOW_DAY) for one in pair]
                then = [self.readings(one, day) for one in pair]
                alive = all({"in_force", "not_yet"} & told for told in now)
                if not alive or not all("in_force" in told for told in then):
                    continue
                words = [set(one["scope"].split()) for one in pair]
                sure = all(told == {"in_force"} for told in then)
                if not all(words):
                    found["duplicate", first, second] = ("scope_open", True)
                elif 2 * len(words[0] & words[1]) >= min(map(len, words)):
                    found["duplicate", first, second] = ("scope", not sure)
        return found


def watched(made: list, programmes: list) -> dict:
    """What the watch keeps, in the words of the recount."""
    of = {one.pk: place for place, one in enumerate(made)}
    ran = {one.pk: number for number, one in enumerate(programmes)}
    found = {}
    for entry in WatchEntry.objects.present():
        if entry.kind == "expires":
            found["expires", of[entry.agreement_id]] = (entry.day, entry.open)
        elif entry.kind == "no_basis":
            found["no_basis", ran[entry.programme_id]] = entry.open
        elif entry.kind == "overdue":
            found["overdue", of[entry.agreement_id]] = entry.day
        elif entry.kind == "authority":
            found["authority", of[entry.agreement_id]] = entry.finding
        else:
            pair = sorted((of[entry.agreement_id], of[entry.other_id]))
            found["duplicate", *pair] = (entry.finding, entry.open)
    return found


@settings(
    max_examples=500 if os.environ.get("SOAK") else 30,
    deadline=None,
    derandomize=not os.environ.get("SOAK"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=HISTORY)
@pytest.mark.soak
def test_the_watch_of_a_random_history_equals_a_recount(history, db):
    history = history | {"agreements": [in_order(one) for one in history["agreements"]]}
    try:
        with transaction.atomic():
            made, programmes = build(history)
            recount(NOW_DAY, datetime(2024, 2, 29, 3, tzinfo=UTC))
            told = Recount(history)
            found = told.expiring() | told.without_basis() | told.overdue() | told.signatures() | told.twice()
            assert watched(made, programmes) == found
            raise UndoneError
    except UndoneError:
        pass


class UndoneError(Exception):
    """Ends one example and takes everything back."""
