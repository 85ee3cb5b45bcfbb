"""What the database holds of all classes, against a simple model of them."""

from participants.models import Attendance, Enrolment, EnrolmentEvent, GroupTally, MonthTally, RuleAnswer
from participants.rule_choices import Verdict
from programs.models import SessionTally
from tests.gate_model import World, half_hours
from tests.gate_stage import Stage, half_hours_of


def agree(stage: Stage, world: World) -> None:
    """Enrolments, events, hours, seats, tallies, marks and decisions are what the model says."""
    with stage.everywhere():
        _enrolments_agree(world)
        _tallies_agree(world)
        decided = set(RuleAnswer.objects.filter(verdict=Verdict.OVERRIDE).values_list("enrolment", flat=True))
        marks = set(Attendance.objects.values_list("enrolment", "meeting", "mark"))
    assert world.nobody_sits_twice()
    assert decided == {one.key for each in world.classes for one in each.people if one.decided}
    assert marks == {
        (one.key, meeting.key, mark)
        for each in world.classes
        for meeting in each.meetings
        for one, mark in meeting.marks.items()
    }


def _enrolments_agree(world: World) -> None:
    rows = {row.pk: row for row in Enrolment.objects.all()}
    events: dict[object, list[tuple]] = {key: [] for key in rows}
    said = ("enrolment", "from_status", "to_status", "reason_kind", "reason")
    for key, *event in EnrolmentEvent.objects.order_by("enrolment", "pk").values_list(*said):
        events[key].append(tuple(event))
    people = [one for each in world.classes for one in each.people]
    assert rows.keys() == {one.key for one in people}
    for one in people:
        row = rows[one.key]
        moments = [moment and half_hours(moment) for moment in (row.status_at, row.joined_at, row.ended_at)]
        assert (row.status, *moments) == (one.status, one.since, one.joined, one.ended)
        assert half_hours_of(row.busy) == one.busy
        known = [event[3] is not None for event in one.events]
        kept = zip(events[one.key], known, strict=True)
        assert [(*event[:3], event[3] if told else None) for event, told in kept] == one.events


def _tallies_agree(world: World) -> None:
    assert {row.pk: _counted(row) for row in SessionTally.objects.all()} == {
        each.key: (each.capacity, *each.counted(), each.hours) for each in world.classes
    }
    assert {
        (row.session_id, row.participant_kind): (row.enrolled, row.completed, row.not_completed, row.withdrawn)
        for row in GroupTally.objects.all()
        if row.enrolled or row.withdrawn
    } == {(each.key, kind): counts for each in world.classes for kind, counts in each.groups().items()}
    assert {
        (row.session_id, row.month, row.participant_kind): (row.marks, row.attended, row.minutes)
        for row in MonthTally.objects.filter(marks__gt=0)
    } == {(each.key, *group): sums for each in world.classes for group, sums in each.months().items()}


def _counted(row: SessionTally) -> tuple:
    ended = (row.completed, row.not_completed, row.withdrawn)
    return row.capacity, row.seats_taken, row.waiting, *ended, row.meetings, half_hours_of(row.busy)
