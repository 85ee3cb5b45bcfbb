"""Small believable things to test with. Everything has a default; name only what the test is about."""

from datetime import UTC, date, datetime, time
from itertools import count

from accounts.models import User
from accounts.roles import Role
from accounts.scope import scope
from organisations.choices import FacilityKind, OrganisationKind, SexHeld
from organisations.models import Agreement, AgreementParty, Facility, Organisation, OrganisationName, Posting
from participants.choices import CustodyDateKind
from participants.models import Custody, Person
from participants.services.people import admit
from programs.choices import ProgrammeRoleKind
from programs.models import (
    Course,
    Programme,
    ProgrammePlace,
    ProgrammeRole,
    SessionGuest,
    Skill,
    Topic,
    TrainingSession,
)
from programs.services.sessions import Hours, create_session

_number = count(1)

TODAY = date(2023, 7, 10)
"""The day of the tests, unless one says otherwise: a week before the Tangerang programme."""

NOW = datetime(2023, 7, 10, 2, 0, tzinfo=UTC)
"""Nine in the morning of that day in Tangerang."""

MORNING = Hours(first=date(2023, 7, 17), last=date(2023, 7, 22), starts=time(8), ends=time(12))
AFTERNOON = Hours(first=date(2023, 7, 17), last=date(2023, 7, 22), starts=time(13), ends=time(15, 30))


def make_user(username: str = "", **fields) -> User:
    """Somebody who can sign in, with the password ``rahasia-sekali``."""
    user = User(username=username or f"user{next(_number)}", **fields)
    user.set_password("rahasia-sekali")
    user.save()
    return user


def make_organisation(name: str = "", *, kind=OrganisationKind.MINISTRY, parent=None) -> Organisation:
    """A body with one name that always held."""
    organisation = Organisation.objects.create(kind=kind, parent=parent)
    OrganisationName.objects.create(organisation=organisation, name=name or f"Lembaga {next(_number)}")
    return organisation


def make_facility(code: str = "", *, name: str = "", time_zone="Asia/Jakarta", **fields) -> Facility:
    """A women's prison, unless said otherwise."""
    code = code or f"lapas-{next(_number)}"
    name = name or code
    organisation = make_organisation(name, kind=OrganisationKind.FACILITY)
    defaults = {"kind": FacilityKind.LPP, "sex_held": SexHeld.FEMALE}
    return Facility.objects.create(
        organisation=organisation, code=code, name=name, time_zone=time_zone, **{**defaults, **fields}
    )


def post(user: User, role: Role, *, facility=None, organisation=None, starts_on=date(2020, 1, 1), ends_on=None) -> User:
    """Give a user a posting."""
    Posting.objects.create(
        user=user, role=role, facility=facility, organisation=organisation, starts_on=starts_on, ends_on=ends_on
    )
    return user


def make_programme(title: str = "", *, organiser=None, facility=None, **fields) -> Programme:
    """A programme, with its organiser and place where given."""
    programme = Programme.objects.create(title=title or f"Kegiatan {next(_number)}", **fields)
    if organiser:
        ProgrammeRole.objects.create(
            programme=programme, role=ProgrammeRoleKind.ORGANISER, position=1, organisation=organiser
        )
    if facility:
        ProgrammePlace.objects.create(programme=programme, position=1, facility=facility)
    return programme


def make_topic(programme: Programme, name: str = "", position: int = 1) -> Topic:
    """A topic of a programme."""
    return Topic.objects.create(programme=programme, position=position, name=name or f"Topik {next(_number)}")


def make_skill(name: str = "", **fields) -> Skill:
    """A skill at the top of the tree, unless a parent is given."""
    return Skill.objects.create(name=name or f"Bidang {next(_number)}", **fields)


def make_course(title: str = "", *, skill: Skill | None = None, **fields) -> Course:
    """A course in a skill of its own, unless one is given; of everything else nothing is known."""
    return Course.objects.create(title=title or f"Paket {next(_number)}", skill=skill or make_skill(), **fields)


def make_agreement(*parties: Organisation, **fields) -> Agreement:
    """An agreement between these bodies."""
    agreement = Agreement.objects.create(kind=fields.pop("kind", "mou"), **fields)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, position=position, organisation=party)
        for position, party in enumerate(parties, start=1)
    )
    return agreement


def make_session(
    facility: Facility, *, title: str = "", programme=None, capacity: int | None = 30, hours: Hours = MORNING, **fields
) -> TrainingSession:
    """A class that is open for enrolment. Inside a scope: its making is recorded."""
    return create_session(
        programme=programme or make_programme(facility=facility),
        venue=facility,
        title=title or f"Kelas {next(_number)}",
        capacity=capacity,
        hours=hours,
        **fields,
    )


def make_inmate(
    facility: Facility, name: str = "", *, ends_on=date(2026, 1, 1), admitted_on=date(2022, 1, 1), **fields
) -> Person:
    """A person in custody. Inside a scope of the facility."""
    n = next(_number)
    person = Person(name=name or f"Warga {n}", sex="P", **fields)
    dates = {CustodyDateKind.END: ends_on} if ends_on else {}
    admit(person, facility=facility, on=admitted_on, number=f"B.I.{n}/2022", block=f"A-{n % 12 + 1}", dates=dates)
    return person


def make_inmates(facility: Facility, how_many: int) -> list[Person]:
    """Several people in custody."""
    return [make_inmate(facility) for _ in range(how_many)]


def custody_of(person: Person) -> Custody:
    """The newest stay of a person."""
    return Custody.objects.filter(person=person).latest("admitted_on")


def acting(user: User, *facilities: Facility, **settings):
    """The scope of a user who sees these facilities and their offences."""
    keys = [facility.pk for facility in facilities]
    return scope(actor=user.pk, facilities=keys, offence_facilities=settings.pop("offences", keys), **settings)


def agree_on_guests(session: TrainingSession, prisons, by: User) -> None:
    """The venue of a class agrees that people of these prisons join."""
    SessionGuest.objects.bulk_create(
        SessionGuest(session=session, facility=prison, agreed_by=by, agreed_at=NOW)
        for prison in prisons
        if prison != session.venue
    )
