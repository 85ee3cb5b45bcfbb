"""What the benchmarks measure on: one women's prison among others, with classes that people sit in."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from accounts.models import User
from accounts.roles import Role
from organisations.models import Facility
from participants.models import Person
from participants.services.enrolments import enrol
from programs.models import TrainingSession
from programs.services.sessions import Hours, create_session
from tests.factories import NOW, acting, make_facility, make_inmates, make_programme, make_user, post

PEOPLE, CLASSES, SEATS = 600, 60, 30


@dataclass(frozen=True)
class World:
    """The prison, its registrar, its people and a class of thirty."""

    facility: Facility
    registrar: User
    people: list[Person]
    session: TrainingSession


def hours(week: int) -> Hours:
    """The mornings of one week; no two weeks clash."""
    first = date(2023, 7, 17) + timedelta(weeks=week)
    return Hours(first=first, last=first + timedelta(days=5), starts=time(8), ends=time(12))


def build() -> World:
    """600 people, 60 classes of 30 in 60 weeks: 1,800 enrolments in one prison."""
    facility = make_facility("lpp-tolok-ukur")
    registrar = post(make_user("registrar.tolok"), Role.REGISTRAR, facility=facility)
    with acting(registrar, facility):
        people = make_inmates(facility, PEOPLE)
        programme = make_programme(facility=facility)
        for week in range(CLASSES):
            session = create_session(
                programme=programme, venue=facility, title=f"Kelas {week}", capacity=SEATS, hours=hours(week)
            )
            chosen = [people[(week * 10 + n) % PEOPLE].pk for n in range(SEATS)]
            enrol(chosen, session=session, at=NOW)
    return World(facility, registrar, people, session)
