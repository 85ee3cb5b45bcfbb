"""Figures cut by any two things equal a recount in plain SQL, on the demonstration and on random data."""

import random
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from accounts.models import User
from accounts.roles import Role
from participants.choices import Mark
from participants.models import Affiliation, Attendance, Enrolment, GroupTally, Person
from programs.models import Figure as Published
from programs.models import FundingLine, Meeting, ProgrammeBasis, ProgrammeRole, Skill, TrainingSession
from reports.figures import ALL, Cut, Fig, Filters, cube
from tests.factories import (
    acting,
    agree_on_guests,
    custody_of,
    make_agreement,
    make_course,
    make_facility,
    make_inmate,
    make_organisation,
    make_programme,
    make_skill,
    make_topic,
    make_user,
    post,
)
from tests.figures_recount import PEOPLE, Raw, figures

pytestmark = pytest.mark.django_db
COUNTED = [fig for fig in Fig if fig not in (Fig.TARGET, Fig.ACHIEVEMENT, Fig.COST)]
PAIRS = [(one, other) for one, other in product([*Cut, None], repeat=2) if one != other or one is None]


def told(table) -> dict:
    """Every cell and total of a table, as numbers; cells in which nothing counts say nothing."""
    keys = product([*(head.key for head in table.rows), ALL], [*(head.key for head in table.columns), ALL])
    return {key: {fig: table.at(*key)[fig].number for fig in COUNTED} for key in keys}


def recounted(table, raw: Raw, *wanted) -> dict:
    """The same from the raw rows."""
    cells = raw.table(table.rows_by, table.columns_by, *wanted)
    limited = bool(PEOPLE & set(table.where.only))
    apart = [cut in PEOPLE for cut in (table.rows_by, table.columns_by)]

    def of_people(key) -> bool:
        return limited or any(is_ and part != ALL for is_, part in zip(apart, key, strict=True))

    return {key: figures(cells[key], of_people=of_people(key)) for key in told(table)}


WAYS = (
    (),
    ("enrolled",),
    ("enrolled", "completed"),
    ("enrolled", "not_completed"),
    ("withdrawn",),
    ("enrolled", "withdrawn"),
)
"""What becomes of somebody who waits. All join so late that no hours clash."""


class Nation:
    """Random classes of several prisons, programmes, courses and years; whoever is in them, and their marks."""

    def __init__(self, seed: int, staff: User):
        self.dice = random.Random(seed)
        ministry = make_organisation("Kementerian A")
        below = make_organisation(parent=ministry, kind="directorate")
        bodies = [below, make_organisation(), make_organisation(kind="company")]
        office = make_organisation(kind="regional_office")
        self.prisons = [make_facility(province=name) for name in ("Banten", "Banten", "Papua", "")]
        for prison in self.prisons[:2]:
            prison.organisation.parent = office
            prison.organisation.save()
        self.prisons[2].time_zone = "Asia/Jayapura"
        self.prisons[2].save()
        skill = make_skill()
        courses = [make_course(skill=skill), make_course(skill=make_skill(parent=skill)), None]
        agreements = [make_agreement(ministry) for _ in range(3)]
        self.programmes = [make_programme() for _ in range(6)]
        for programme in self.programmes[1:]:
            for place, body in enumerate(self._some(bodies), start=1):
                ProgrammeRole.objects.create(programme=programme, role="organiser", position=place, organisation=body)
            for place, body in enumerate(self._some([*bodies, ministry]), start=1):
                ProgrammeRole.objects.create(programme=programme, role="partner", position=place, organisation=body)
            for place, agreement in enumerate(self._some(agreements), start=1):
                ProgrammeBasis.objects.create(programme=programme, position=place, agreement=agreement)
        topics = [make_topic(programme) for programme in self.programmes]
        for topic in topics:
            topic.course = self.dice.choice(courses)
            topic.save()
        with acting(staff, *self.prisons):
            self.people = [self._person(prison) for prison in self.prisons for _ in range(5)]
            for _ in range(24):
                place = self.dice.randrange(6)
                topic = self.dice.choice([topics[place], None])
                self._class(self.programmes[place], topic, self.dice.choice(courses), staff)

    def _some(self, things):
        return self.dice.sample(things, self.dice.randint(0, len(things)))

    def _person(self, prison):
        if self.dice.random() < 0.3:
            person = Person(name="Petugas", sex="L", facility=prison)
            person.save()
            tie = Affiliation.objects.create(person=person, facility=prison, kind="officer", starts_on=date(2020, 1, 1))
            return person, {"affiliation": tie, "facility": prison, "participant_kind": "officer"}
        person = make_inmate(prison)
        Person.objects.filter(pk=person.pk).update(sex=self.dice.choice(["P", "L", ""]))
        kind = self.dice.choice(["convict", "detainee", "juvenile"])
        return person, {"custody": custody_of(person), "facility": prison, "participant_kind": kind}

    def _class(self, programme, topic, course, staff):
        day = date(2022, 11, 1) + timedelta(days=self.dice.randrange(200))
        session = TrainingSession.objects.create(
            programme=programme, topic=topic, course=course, title="Kelas", venue=self.dice.choice(self.prisons),
            capacity=self.dice.choice([9, 9, 9, None]), status="running",
            planned_start=self.dice.choice([day, None]), actual_start=self.dice.choice([day, None, None]),
        )  # fmt: skip
        starts = datetime.fromisoformat(f"{day}T14:30:00+00:00")
        meetings = [
            Meeting.objects.create(
                session=session,
                starts_at=starts + timedelta(days=9 * n),
                ends_at=starts + timedelta(days=9 * n, minutes=self.dice.choice([45, 100])),
                cancelled=(off := self.dice.random() < 0.2),
                cancelled_because="Sebab" if off else "",
            )
            for n in range(self.dice.randint(0, 4))
        ]
        if session.capacity:
            self._fill(session, starts, meetings, staff)
        if self.dice.random() < 0.3 and not Enrolment.objects.live().filter(session=session).exists():
            TrainingSession.objects.filter(pk=session.pk).update(status="cancelled", status_reason="Sebabnya")

    def _fill(self, session, at, meetings, staff):
        agree_on_guests(session, self.prisons, staff)
        for person, tie in self.dice.sample(self.people, 6):
            row = Enrolment.objects.create(
                session=session, person=person, status="waiting", status_at=at, name_as_enrolled="X", **tie
            )
            one = Enrolment.objects.filter(pk=row.pk)
            for status in self.dice.choice(WAYS):
                why = {"withdrawn": "health", "not_completed": "attendance"}.get(status, "")
                ended = None if status == "enrolled" else at
                later = at.replace(year=2099)
                one.update(status=status, reason_kind=why, reason=why, status_at=at, ended_at=ended, joined_at=later)
            for meeting in meetings:
                if self.dice.random() < 0.7:
                    mark = self.dice.choice([Mark.PRESENT, Mark.LATE, Mark.ABSENT])
                    Attendance.objects.create(
                        enrolment=row, meeting=meeting, session=session, mark=mark, recorded_by=staff, recorded_at=at,
                        reason_kind="sick" if mark == Mark.ABSENT else "",
                    )  # fmt: skip


@pytest.fixture
def corrections(db):
    return post(make_user("official.corrections"), Role.CORRECTIONS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_cut_by_any_two_things_equals_a_recount(seed, corrections, registrar):
    Nation(seed, registrar)
    raw = Raw()
    assert len(raw.marks) > 40
    for rows, columns in PAIRS:
        table = cube(corrections, rows=rows, columns=columns)
        assert told(table) == recounted(table, raw), (rows, columns)
        found = raw.table(rows, columns)
        assert {key for key, sums in found.items() if any(sums.values())} <= set(told(table))


@pytest.mark.parametrize("seed", [4, 5])
def test_every_limit_equals_a_recount(seed, corrections, registrar):
    Nation(seed, registrar)
    raw = Raw()
    for cut in set(Cut) - {Cut.YEAR, Cut.QUARTER, Cut.MONTH, Cut.SKILL}:
        for head in cube(corrections, rows=cut, figures=[Fig.ENROLLED]).rows:
            table = cube(corrections, rows=Cut.FACILITY, columns=Cut.AGREEMENT, where=Filters.of(cut, head.key))

            def wanted(session, day, enrolment, cut=cut, key=head.key):
                return (enrolment or cut not in PEOPLE) and key in raw.keys(cut, session, day, enrolment)

            assert told(table) == recounted(table, raw, wanted), (cut, head)


def test_a_period_takes_what_counts_in_it(corrections, registrar):
    Nation(6, registrar)
    raw = Raw()
    table = cube(corrections, rows=Cut.MONTH, columns=Cut.SEX, where=Filters(date(2022, 12, 1), date(2023, 2, 28)))
    assert told(table) == recounted(
        table, raw, lambda _session, day, _who: day is not None and date(2022, 12, 1) <= day <= date(2023, 2, 28)
    )


def test_a_skill_takes_with_it_what_is_part_of_it(corrections, registrar):
    Nation(7, registrar)
    by_skill = cube(corrections, rows=Cut.SKILL, figures=[Fig.CLASSES])
    known = [head.key for head in by_skill.rows if head.key]
    parents = {str(skill.pk): skill.parent_id and str(skill.parent_id) for skill in Skill.objects.all()}
    top = next(key for key in known if parents[key] is None)
    expected = sum(by_skill.row(key)[Fig.CLASSES].number for key in known if key == top or parents[key] == top)
    within = cube(corrections, where=Filters.of(Cut.SKILL, top), figures=[Fig.CLASSES])
    assert within.total[Fig.CLASSES].number == expected


# -- who sees what ----------------------------------------------------------


@pytest.fixture
def nation(registrar):
    return Nation(8, registrar)


def enrolled(reader, **asked) -> int | None:
    return cube(reader, figures=[Fig.ENROLLED], **asked).total[Fig.ENROLLED].number


def test_staff_read_the_classes_of_their_own_facility(nation):
    prison = nation.prisons[0]
    staff = post(make_user(), Role.INSTRUCTOR, facility=prison)
    own = GroupTally.objects.filter(session__venue=prison).exclude(session__status="cancelled")
    assert enrolled(staff) == own.aggregate(n=Sum("enrolled"))["n"] > 0
    assert [head.key for head in cube(staff, rows=Cut.FACILITY).rows] == [str(prison.pk)]


def test_an_official_reads_the_programmes_that_the_own_body_or_one_below_it_organises(nation):
    ministry = nation.programmes[1].roles.model.objects.filter(organisation__parent__isnull=False).first().organisation
    official = post(make_user(), Role.OFFICIAL, organisation=ministry.parent)
    own = ProgrammeRole.objects.filter(role="organiser", organisation=ministry).values_list("programme", flat=True)
    shown = {head.key for head in cube(official, rows=Cut.PROGRAMME).rows}
    held = TrainingSession.objects.filter(programme__in=own).exclude(status="cancelled")
    assert {str(key) for key in held.values_list("programme", flat=True)} <= shown <= {str(key) for key in own}


def test_no_filter_leads_an_official_or_staff_out_of_what_is_theirs(nation, outsider):
    other = post(make_user(), Role.OFFICIAL, organisation=make_organisation())
    for reader in (other, outsider):
        for programme in nation.programmes:
            table = cube(reader, rows=Cut.FACILITY, where=Filters.of(Cut.PROGRAMME, programme.pk))
            assert (table.rows, table.total[Fig.ENROLLED].number or 0) == ([], 0)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_everybody_else_reads_nothing(nation, role):
    table = cube(post(make_user(), role), rows=Cut.PROGRAMME)
    assert (table.rows, table.total[Fig.ENROLLED].number) == ([], None)


def test_the_keeper_of_agreements_reads_per_agreement_and_partner_and_no_place_or_people(nation, corrections):
    keeper = post(make_user(), Role.AGREEMENTS)
    shown = cube(keeper, rows=Cut.AGREEMENT, columns=Cut.YEAR)
    assert told(shown) == told(cube(corrections, rows=Cut.AGREEMENT, columns=Cut.YEAR))
    for rows, columns in [(Cut.AGREEMENT, Cut.FACILITY), (Cut.PARTNER, Cut.SEX), (Cut.YEAR, None), (None, None)]:
        with pytest.raises(PermissionDenied):
            cube(keeper, rows=rows, columns=columns)
    with pytest.raises(PermissionDenied):
        cube(keeper, rows=Cut.AGREEMENT, where=Filters.of(Cut.PROVINCE, "Banten"))


# -- what is aimed at, and what it costs -----------------------------------


def test_target_and_cost_are_told_of_programmes_of_which_they_are_known(nation, corrections):
    first, second, *_rest = [
        TrainingSession.objects.get(pk=key).programme
        for key in GroupTally.objects.filter(completed__gt=0, session__status="running")
        .order_by("session__programme")
        .distinct("session__programme")
        .values_list("session", flat=True)
    ]
    Published.objects.create(programme=first, measure="participants", basis="target", unit="people", value=2, used=True)
    for programme, amount in ((first, 900), (second, 500), (second, None)):
        FundingLine.objects.create(programme=programme, kind="state", amount=amount)
    table = cube(corrections, rows=Cut.PROGRAMME)
    of_first, of_second = table.row(str(first.pk)), table.row(str(second.pk))
    without_officers = of_first[Fig.ENROLLED].number - of_first.of("officer")[Fig.ENROLLED].number
    assert (of_first[Fig.ACHIEVEMENT].numerator, of_first[Fig.ACHIEVEMENT].denominator) == (without_officers, 2)
    assert of_first[Fig.COST].number * of_first[Fig.COMPLETED].number == 900
    assert (of_second[Fig.TARGET].number, of_second[Fig.COST].number, of_second[Fig.COST].unknown) == (None, None, 1)
    assert table.total[Fig.TARGET].number == 2
    assert table.total[Fig.TARGET].unknown == len(table.rows) - 1
    by_place = cube(corrections, rows=Cut.FACILITY)
    assert by_place.row(by_place.rows[0].key)[Fig.TARGET].applies is False
    assert by_place.total[Fig.TARGET].number == 2


def test_officers_are_told_apart_and_reasons_add_up(nation, corrections):
    table = cube(corrections, rows=Cut.PROVINCE)
    parts = [table.total.of(kind)[Fig.ENROLLED].number for kind in table.kinds]
    assert ("officer" in table.kinds, sum(parts)) == (True, table.total[Fig.ENROLLED].number)
    assert table.total.of("officer")[Fig.PLANNED].applies is False
    for fig, status in ((Fig.NOT_COMPLETED, "not_completed"), (Fig.WITHDRAWN, "withdrawn")):
        for head in table.rows:
            assert sum(table.row(head.key).reasons(status).values()) == table.row(head.key)[fig].number


def test_a_period_is_whole_months_and_time_is_no_limit_of_its_own():
    for wrong in ({"since": date(2023, 1, 2)}, {"until": date(2023, 1, 30)}, {"only": {Cut.YEAR: ("2023-01-01",)}}):
        with pytest.raises(ValueError):
            Filters(**wrong)


def test_any_table_is_one_question(nation, corrections, django_assert_num_queries):
    cube(corrections)
    with django_assert_num_queries(1):
        cube(corrections, rows=Cut.MINISTRY, columns=Cut.AGREEMENT)
