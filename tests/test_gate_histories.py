"""Random histories of classes through all services, against a simple model that agrees after every step."""

import os
from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from participants.choices import EnrolmentStatus, Mark, NotCompletedReason, WithdrawalReason
from participants.models import Enrolment, Person
from participants.services import closing, moving
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import Result, enrol, promote, resume, review, suspend, withdraw
from participants.services.people import admit, leave
from programs.models import Meeting as MeetingRow
from programs.models import TrainingSession
from programs.services import guests, session_states
from tests import gate_model as model
from tests.factories import custody_of, make_session
from tests.gate_agreement import agree
from tests.gate_model import DAY, LIVE, RESULTS, SITTING, UNSEATED, instant
from tests.gate_stage import MINIMA, Stage, hours_on, meeting_of, said
from tests.recounting import differences

SOAK = bool(os.environ.get("SOAK"))
EXAMPLES, STEPS = (250, 40) if SOAK else (25, 40)

WHO = st.lists(st.integers(0, 7), min_size=1, max_size=4, unique=True)
ONE = st.integers(0, 11)
SPANS = [(16, 20), (18, 22), (20, 24), (26, 28)]
"""From eight to ten, nine to eleven, ten to twelve, one to two: in half hours of a day."""
SPAN, DAYS = st.sampled_from(SPANS), st.integers(0, 7)
MINIMUM = st.sampled_from(MINIMA)
HOME = st.sampled_from(["venue", "venue", "venue", "guest"])
WORDS = "Sebabnya"


STAGE: list[Stage] = []
"""The one of the running test: the machine is made by hypothesis, which hands nothing over."""


class Histories(RuleBasedStateMachine):
    """A prison and a guest of its classes; what every act answers, and what is there afterwards, is foretold."""

    @initialize(
        days=st.tuples(st.integers(1, 2), st.integers(3, 6)),
        span=SPAN,
        capacity=st.integers(1, 4),
        minimum=MINIMUM,
        seats=st.sampled_from([None, 1, 2]),
    )
    def begin(self, days, span, capacity, minimum, seats):
        self.stage, self.undo = STAGE[0], ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        self.world = model.World("venue", now=9 * 2, people=[replace(person) for person in self.stage.people])
        self._open(days, span, capacity, minimum, "open")
        self.the_venue_agrees_on_guests_or_ends_it(0, seats, False)

    def _open(self, days, span, capacity, minimum, status) -> None:
        with self.stage.acting():
            how = {"programme": self.stage.programmes[minimum], "capacity": capacity, "status": status}
            how["hours"] = hours_on(*days, span)
            row = make_session(self.stage.places["venue"], at=instant(self.world.now), **how)
            made = model.Class(row.pk, capacity, status, minimum)
            made.meetings = [meeting_of(one) for one in row.meetings.all()]
        self.world.classes.append(made)

    def teardown(self):
        if hasattr(self, "undo"):
            try:
                assert differences() == {}
            finally:
                self.undo.close()

    # What there is to act on
    def _class(self, n: int) -> model.Class:
        return self.world.classes[n % len(self.world.classes)]

    def _row(self, of: model.Class) -> TrainingSession:
        return TrainingSession.objects.get(pk=of.key)

    def _meeting(self, n: int) -> tuple[model.Class, model.Meeting]:
        found = [(each, meeting) for each in self.world.classes for meeting in each.meetings]
        return found[n % len(found)]

    def _some(self, of: model.Class, who: list[int]) -> list[model.Enrolled]:
        return list(dict.fromkeys(of.people[n % len(of.people)] for n in who))

    has_class = precondition(lambda self: self.world.classes)
    has_people = precondition(lambda self: any(each.people for each in self.world.classes))

    def _peopled(self, n: int) -> model.Class:
        found = [each for each in self.world.classes if each.people]
        return found[n % len(found)]

    # Time, classes and their days
    @rule(by=st.sampled_from([1, 3, 9, 24, DAY, 2 * DAY]))
    def time_passes(self, by):
        self.world.now += by

    @rule(all_of_them=st.booleans())
    def meetings_are_held(self, all_of_them):
        ends = [meeting.end for each in self.world.classes for meeting in each.held if meeting.end > self.world.now]
        self.world.now = (max if all_of_them else min)(ends, default=self.world.now)

    @precondition(lambda self: len(self.world.classes) < 3)
    @rule(
        days=st.tuples(DAYS, DAYS),
        span=SPAN,
        capacity=st.sampled_from([1, 2, 3, 5]),
        minimum=MINIMUM,
        status=st.sampled_from(["open", "open", "running", "draft"]),
    )
    def a_class_is_made(self, days, span, capacity, minimum, status):
        self._open(sorted(days), span, capacity, minimum, status)

    @has_class
    @rule(n=ONE, to=st.sampled_from(["approved", "open", "running", "cancelled", "cancelled"]), sure=st.integers(0, 5))
    def a_class_is_brought_on(self, n, to, sure):
        of, at = self._class(n), instant(self.world.now)
        may = to in {"draft": ["approved", "cancelled"], "approved": ["open", "cancelled"]}.get(
            of.status, ["running", "cancelled"] if of.status == "open" else ["cancelled"] * (not of.closed)
        )
        same = of.status == to
        if to == "cancelled" and sure != 5:
            return
        with self.stage.everywhere() if to == "cancelled" else self.stage.acting():
            row = self._row(of)
            if to == "cancelled":
                done = said(lambda: closing.cancel(row, reason=WORDS, at=at))
            else:
                done = said(lambda: session_states.move(row, to, at=at))
        assert done == (False if same else True if may else "not_now")
        if done is True:
            of.status = to
            for one in of.those(*LIVE) if to == "cancelled" else ():
                one.become("withdrawn", self.world.now, "cancelled", WORDS)

    @has_class
    @rule(n=ONE, capacity=st.integers(0, 5))
    def seats_are_changed(self, n, capacity):
        of = self._class(n)
        with self.stage.acting():
            rows = TrainingSession.objects.filter(pk=of.key)
            done = said(lambda: rows.update(capacity=capacity))
        assert (done == 1) == (capacity >= of.counted()[0])
        if done == 1:
            of.capacity = capacity

    @has_class
    @rule(n=ONE, day=DAYS, span=SPAN)
    def a_meeting_is_added(self, n, day, span):
        of, new = self._class(n), model.Meeting(None, day * DAY + span[0], day * DAY + span[1])
        before = of.hours
        of.meetings.append(new)
        allowed = not of.closed and not before & new.hours and self.world.nobody_sits_twice()
        with self.stage.acting():
            done = said(lambda: moving.add(self._row(of), hours_on(day, day, span)))
        assert isinstance(done, list) == allowed, done
        if allowed:
            new.key = done[0].pk
        else:
            of.meetings.remove(new)

    @precondition(lambda self: any(each.meetings for each in self.world.classes))
    @rule(n=st.integers(0, 30), day=DAYS, span=SPAN)
    def a_meeting_is_moved(self, n, day, span):
        of, meeting = self._meeting(n)
        was, there = (meeting.start, meeting.end), (day * DAY + span[0], day * DAY + span[1])
        others = set().union(*(one.hours for one in of.meetings if one is not meeting))
        kept = was != there and meeting.marks
        meeting.start, meeting.end = there
        allowed = not (of.closed or meeting.cancelled or kept or others & meeting.hours)
        allowed = allowed and self.world.nobody_sits_twice()
        with self.stage.acting():
            row = MeetingRow.objects.select_related("session__venue").get(pk=meeting.key)
            done = said(lambda: moving.move(row, *map(instant, there)))
        assert isinstance(done, int) == allowed, done
        if not allowed:
            meeting.start, meeting.end = was

    @precondition(lambda self: any(each.meetings for each in self.world.classes))
    @rule(n=st.integers(0, 30))
    def a_meeting_is_called_off(self, n):
        of, meeting = self._meeting(n)
        with self.stage.acting():
            row = MeetingRow.objects.select_related("session__venue").get(pk=meeting.key)
            done = said(lambda: moving.cancel(row, because=WORDS))
        assert (done == "closed") == of.closed
        meeting.cancelled |= not of.closed

    # Into a class
    @has_class
    @rule(n=ONE, who=WHO, home=HOME, queue=st.booleans(), decide=st.booleans())
    def people_are_enrolled(self, n, who, home, queue, decide):
        of, at = self._class(n), instant(self.world.now)
        near = sorted(self.world.people, key=lambda person: person.at != home)
        people = [near[one] for one in who]
        how = {"home": self.stage.places[home], "at": at, "queue": queue}
        how["overrides"] = {person.key: WORDS for person in people} if decide else {}
        with self.stage.acting(home):
            row = self._row(of)
            told = said(lambda: review([person.key for person in people], session=row, **how))
            done = said(lambda: enrol([person.key for person in people], session=row, **how))
        if refusal := self._refuses(of, home):
            assert (told, done) == (refusal, refusal)
            return
        assert [(one.outcome, one.sentence) for one in told] == [(one.outcome, one.sentence) for one in done]
        free, found = of.free(home, "venue"), []
        for person in people:
            found.append(self.world.outcome(person, of, home, free, queue=queue, decided=decide))
            free -= found[-1] == "enrolled"
        assert [answer.outcome.value for answer in done] == found
        for person, answer in zip(people, done, strict=True):
            if answer.enrolment:
                one = model.Enrolled(answer.enrolment, person, of, home, decided=person.young)
                one.joined = self.world.begun(of) if answer.outcome == "enrolled" else None
                one.become(answer.outcome.value, self.world.now)
                of.people.append(one)

    def _refuses(self, of: model.Class, home: str) -> str:
        if home != "venue" and home not in of.lent:
            return "not_invited"
        return "" if of.status in ("open", "running") else "not_enrolling"

    @has_people
    @rule(n=ONE, home=HOME)
    def free_seats_are_given(self, n, home):
        of, at = self._peopled(n), instant(self.world.now)
        with self.stage.acting(home):
            done = said(lambda: promote(session=self._row(of), home=self.stage.places[home], at=at))
        if refusal := self._refuses(of, home):
            assert done == refusal
            return
        waiting = [one for one in of.those("waiting") if one.home == home]
        free, found = of.free(home, "venue"), []
        for one in waiting:
            found.append(self.world.outcome(one.person, of, home, free, waiting=True, decided=one.decided))
            free -= found[-1] == "enrolled"
        assert [(answer.person, answer.outcome.value) for answer in done] == [
            (one.person.key, outcome) for one, outcome in zip(waiting, found, strict=True)
        ]
        for one, outcome in zip(waiting, found, strict=True):
            if outcome == "enrolled":
                one.joined = self.world.begun(of)
                one.become("enrolled", self.world.now)

    @has_class
    @rule(n=ONE, seats=st.sampled_from([None, 1, 2]), end=st.booleans())
    def the_venue_agrees_on_guests_or_ends_it(self, n, seats, end):
        of, at, by = self._class(n), instant(self.world.now), self.stage.staff["venue"].pk
        with self.stage.acting():
            row = self._row(of)
            if end and "guest" in of.lent:
                assert guests.end(row.guests.agreed().get(), by=by, at=at)
                del of.lent["guest"]
            elif not end:
                done = said(lambda: guests.agree(row, self.stage.places["guest"], seats=seats, by=by, at=at))
                assert (done == "sessionguest_agreed_once") == ("guest" in of.lent), done
                of.lent.setdefault("guest", seats)

    # Through a class, and out
    @has_people
    @rule(n=ONE, who=WHO, act=st.sampled_from(["suspend", "resume", "withdraw"]), home=HOME)
    def people_change(self, n, who, act, home):
        of, at = self._peopled(n), instant(self.world.now)
        those = self._some(of, who)
        keys = [one.key for one in those]
        kinds = {"suspend": (("enrolled",), "suspended"), "resume": (("suspended",), "enrolled")}
        states, to = kinds.get(act, (LIVE, "withdrawn"))
        kind = "health" if act == "withdraw" else ""
        with self.stage.acting(home):
            row = self._row(of)
            if act == "withdraw":
                done = withdraw(keys, session=row, kind=WithdrawalReason.HEALTH, reason=WORDS, at=at)
            else:
                done = (suspend if act == "suspend" else resume)(keys, session=row, reason=WORDS, at=at)
        sees = home == "venue"
        change = [one for one in those if one.status in states and (sees or one.home == home)]
        assert done == len(change)
        for one in change:
            one.become(to, self.world.now, kind, WORDS)

    @has_people
    @rule(n=st.integers(0, 5), marks=st.lists(st.sampled_from(["present", "late", "absent"]), min_size=1, max_size=4))
    def attendance_is_taken(self, n, marks):
        found = [(each, meeting) for each in self.world.classes if each.people for meeting in each.meetings]
        # Meetings that have begun and people who are asked for come first: of the others little can be said.
        found.sort(key=lambda pair: (pair[1].start > self.world.now, -pair[1].start))
        if not found:
            return
        of, meeting = found[n % len(found)]
        those = dict(zip(sorted(of.people, key=lambda one: not one.asked(meeting)), marks, strict=False))
        sent = {
            one.key: Marked(Mark(mark), reason_kind="sick" if mark == "absent" else "") for one, mark in those.items()
        }
        at, by, answers = instant(self.world.now), self.stage.staff["venue"].pk, []
        with self.stage.everywhere():
            row = MeetingRow.objects.select_related("session__venue").get(pk=meeting.key)
            for why in ("", WORDS):
                answers.append(said(lambda why=why: record_attendance(row, sent, by=by, at=at, late_reason=why)))
        late = of.closed or self.world.now >= (meeting.end // DAY + 1 + row.session.venue.attendance_days) * DAY
        differs = [one for one, mark in those.items() if meeting.marks.get(one) != mark]
        if meeting.cancelled or meeting.start > self.world.now:
            assert answers == ["cancelled" if meeting.cancelled else "not_begun"] * 2
        elif not all(one.asked(meeting) for one in those):
            assert answers == ["not_expected"] * 2
        else:
            keys = sorted(one.key for one in differs)
            assert answers == (["late", keys] if late and differs else [keys, []])
            meeting.marks |= those

    @has_class
    @rule(n=ONE, decide=st.sampled_from(RESULTS), who=WHO, early=st.integers(0, 5))
    def a_class_is_closed(self, n, decide, who, early):
        over = [each for each in self.world.classes if max(each.hours, default=0) < self.world.now]
        of = over[n % len(over)] if over and early != 5 else self._class(n)
        sitting = of.those(*SITTING)
        decided = {sitting[one] for one in who if one < len(sitting)}
        signed = dict.fromkeys(decided, (decide, "other" if decide == "not_completed" else "", WORDS))
        results = {one.key: Result(EnrolmentStatus(status), *why) for one, (status, *why) in signed.items()}
        with self.stage.everywhere():
            done = said(lambda: closing.close(self._row(of), results, at=instant(self.world.now)))
        assert done == self._closes(of, decided)
        if done is True:
            for one in sitting:
                preset = self._preset(of, one)
                one.outcome = signed.get(one, preset)
            for one in sitting:
                one.become(one.outcome[0], self.world.now, *one.outcome[1:])
            for one in of.those(*UNSEATED):
                one.become("withdrawn", self.world.now, "no_seat", None)
            of.status = "finished"

    def _preset(self, of: model.Class, one: model.Enrolled) -> tuple:
        result = of.result(one)
        return (result, "attendance" if result == "not_completed" else "", "")

    def _closes(self, of: model.Class, decided: set) -> bool | str:
        if of.status == "finished":
            return False
        if of.status not in ("open", "running"):
            return "not_now"
        if any(meeting.end > self.world.now for meeting in of.held):
            return "to_come"
        return "open" if any(of.result(one) is None for one in of.those(*SITTING) if one not in decided) else True

    @has_people
    @rule(n=ONE, who=ONE, to=st.sampled_from(RESULTS))
    def a_result_is_corrected(self, n, who, to):
        of = self._peopled(n)
        one = of.people[who % len(of.people)]
        kind = NotCompletedReason.ASSESSMENT if to == "not_completed" else ""
        with self.stage.acting():
            row = Enrolment.objects.select_related("session").get(pk=one.key)
            result = Result(EnrolmentStatus(to), kind, WORDS)
            done = said(lambda: closing.correct(row, result, at=instant(self.world.now)))
        assert done == (one.status != to if of.status == "finished" and one.status in RESULTS else "no_result")
        if done is True:
            one.become(to, self.world.now, kind, WORDS)

    @rule(n=st.integers(0, 6), there=st.sampled_from([None, "venue", "guest"]), sure=st.integers(0, 3))
    def somebody_leaves_or_is_moved(self, n, there, sure):
        person = self.world.people[n]
        if sure != 3 or person.at is None or person.at == there or person.since >= self.world.today:
            return
        day = instant(self.world.now).date()
        with self.stage.everywhere():
            row = Person.objects.get(pk=person.key)
            leave(custody_of(row), on=day)
            if there:
                dates = {"end": instant(person.ends * DAY).date()}
                number = f"B.I.{n}/{self.world.now}"
                admit(row, facility=self.stage.places[there], on=day, number=number, dates=dates)
        person.at, person.since = there, self.world.today

    @invariant()
    def everything_agrees(self):
        agree(self.stage, self.world)


@pytest.mark.soak
def test_any_history_leaves_what_the_model_foretells(tangerang, cipinang, registrar, outsider):
    STAGE[:] = [Stage({"venue": tangerang, "guest": cipinang}, {"venue": registrar, "guest": outsider})]
    STAGE[0].fill()
    how = {"max_examples": EXAMPLES, "stateful_step_count": STEPS, "deadline": None, "derandomize": not SOAK}
    run_state_machine_as_test(Histories, settings=settings(**how, suppress_health_check=list(HealthCheck)))
