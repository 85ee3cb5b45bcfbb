"""One of everything of which only what is required is known: every other field is empty."""

from datetime import date

from accounts.roles import Role
from organisations.choices import FacilityKind
from organisations.models import Agreement, AgreementParty, Facility, Organisation, OrganisationName, Source
from participants.choices import AffiliationKind, LegalStatus
from participants.models import Custody, Enrolment, Interest, Person
from participants.services.enrolments import enrol
from participants.services.people import affiliate
from programs.choices import FundingKind, MilestoneKind, StatementKind
from programs.models import (
    Course,
    CourseModule,
    Figure,
    FundingLine,
    Milestone,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Skill,
    SkillCode,
    Statement,
    Topic,
    TrainingSession,
)
from reports.editions import publish
from tests.factories import NOW, acting, agree_on_guests, make_session, make_user, post
from tests.rules_on_joining import make_rule
from tests.world import World, make_change, make_document, make_import, make_late, make_names, make_reading


def make_bare_world() -> World:
    """Build it; ``programme`` is one of which no more than its title is known, ``run`` one with a bare row of each."""
    body = Organisation.objects.create()
    OrganisationName.objects.create(organisation=body, name="Lembaga Bernama")
    held = Organisation.objects.create()
    OrganisationName.objects.create(organisation=held, name="Lapas Bernama")
    facility = Facility.objects.create(organisation=held, code="bernama", name="Lapas Bernama", kind=FacilityKind.LAPAS)
    users = {
        "registrar": post(make_user("registrar"), Role.REGISTRAR, facility=facility),
        "own": post(make_user("own"), Role.OFFICIAL, organisation=body),
        "corrections": post(make_user("corrections"), Role.CORRECTIONS),
        "agreements": post(make_user("agreements"), Role.AGREEMENTS),
        "auditor": post(make_user("auditor"), Role.AUDITOR),
    }
    skill = Skill.objects.create(name="Membatik")
    SkillCode.objects.create(skill=skill, scheme="KBLI", code="13134")
    course = Course.objects.create(title="Batik dasar", skill=skill)
    CourseModule.objects.create(course=course, position=1, title="Modul")
    source = Source.objects.create(title="Berita")
    agreement = Agreement.objects.create(kind="mou", source=source)
    AgreementParty.objects.create(agreement=agreement, position=1, name_as_printed="Pihak Tercetak")
    things = {"organisation": body, "facility": facility, "skill": skill, "course": course, "source": source}
    things |= {"agreement": agreement, "programme": Programme.objects.create(title="Hanya judul")}
    things |= {"held": held, "alone": Agreement.objects.create(kind="pks")}
    things["run"] = make_run(body, facility, [agreement, things["alone"]], source)
    things |= make_names(things["programme"], users["agreements"])
    things["document"] = make_document(agreement, users["agreements"])
    things["change"] = make_change(agreement)
    things["watch"] = make_late(agreement)
    things["edition"] = publish(things["run"], by=users["corrections"], at=NOW, on=NOW.date())
    world = World(users, things, {})
    fill(world, facility)
    world.things["reading"] = make_reading(world)
    return world


def make_run(body: Organisation, facility: Facility, agreements: list[Agreement], source: Source) -> Programme:
    """A programme with one bare row of everything that it may have."""
    programme = Programme.objects.create(title="Dengan baris")
    here = {"programme": programme, "position": 1}
    ProgrammeRole.objects.create(**here, role="organiser", organisation=body)
    ProgrammeRole.objects.create(**here, role="partner", name_as_printed="Mitra Tercetak")
    ProgrammePlace.objects.create(**here, facility=facility)
    ProgrammePlace.objects.create(programme=programme, position=2, name_as_printed="Tempat Tercetak")
    for position, agreement in enumerate(agreements, start=1):
        ProgrammeBasis.objects.create(programme=programme, position=position, agreement=agreement)
    ProgrammeSource.objects.create(**here, source=source)
    topic = Topic.objects.create(**here, name="Topik tanpa kelas")
    of_it = {"programme": programme}
    Figure.objects.create(**of_it, measure="participants", unit="people", text="puluhan")
    Figure.objects.create(**of_it, topic=topic, measure="participants", unit="people", text="beberapa")
    Statement.objects.create(**of_it, kind=StatementKind.PRODUCTS, text="Batik")
    FundingLine.objects.create(**of_it, kind=FundingKind.choices[0][0])
    FundingLine.objects.create(**of_it, name_as_printed="Donatur Tercetak")
    Milestone.objects.create(**of_it, kind=MilestoneKind.choices[0][0], note="pada awal")
    return programme


def fill(world: World, facility: Facility) -> None:
    """Somebody of whom only the name is known, in a class with seats; a class without anything; an officer; a
    register that is read.
    """
    registrar, run = world.users["registrar"], world.things["run"]
    with acting(registrar, facility):
        bare = TrainingSession.objects.create(programme=run, title="Kelas tanpa apa-apa", venue=facility)
        sat = make_session(facility, title="Kelas dengan kursi", programme=run)
        person = make_held("Bernama Saja", facility)
        enrol([person.pk], session=sat, at=NOW)
        world.things |= {"session": sat, "bare": bare, "meeting": sat.meetings.first(), "person": person}
        officer = Person.objects.create(name="Petugas Bernama", facility=facility)
        affiliate(officer, facility=facility, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
        other = Facility.objects.create(
            organisation=world.things["organisation"], code="tamu", name="Lapas Tamu", kind=FacilityKind.LAPAS
        )
        visited = TrainingSession.objects.create(
            programme=run, title="Kelas tamu", venue=other, capacity=5, status="open"
        )
        agree_on_guests(visited, [facility], registrar)
        enrol([make_held("Bernama Tamu", facility).pk], session=visited, home=facility, at=NOW)
        world.things["visited"] = visited
        wish = {"person": person, "skill": world.things["skill"], "starts_on": date(2020, 1, 1)}
        world.things["fact"] = Interest.objects.create(**wish)
        world.things["rule"] = make_rule("share_served", facility=facility, share="third", by="day")
        world.things |= {
            "officer": officer,
            "enrolment": Enrolment.objects.get(person=person),
            "import": make_import(facility, registrar),
        }


def make_held(name: str, facility: Facility) -> Person:
    """A person with a name and a stay: no number, no day of a sentence."""
    person = Person.objects.create(name=name, facility=facility)
    Custody.objects.create(
        person=person, facility=facility, admitted_on=date(2022, 1, 1), legal_status=LegalStatus.CONVICT
    )
    return person
