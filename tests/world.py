"""A small whole world, for tests that walk through every page: two prisons, two ministries, and everyone's account."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from organisations.models import AgreementChange, Commitment, Document, Facility, Source
from organisations.services.documents import keep
from participants.choices import Mark
from participants.models import Enrolment, Interest, Person, RegisterImport
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from participants.services.imports import prepare, receive
from participants.services.people import admit, leave
from programs.models import PrintedName, ProgrammeBasis, ProgrammeRole
from programs.services.linking import leave_as_printed
from reports.editions import publish
from reports.models import RosterReading, WatchEntry
from reports.watch.counting import recount
from tests import factories as make
from tests.register_rows import OTHER, SPOKEN_OF, register_file
from tests.rules_on_joining import make_rule

FAR = date(2090, 1, 1)
"""The sentence of everybody here runs longer than these tests will."""


@dataclass
class World:
    """Who can sign in, and one thing of every kind, all of it at Tangerang or of the ministry that runs it."""

    users: dict[str, User]
    things: dict[str, object]
    people: dict[str, Person]
    """By the name that is looked for on pages."""
    elsewhere: SimpleNamespace = field(default_factory=SimpleNamespace)

    def key_of(self, kind: str) -> str:
        """What stands in the address of the one thing of a kind."""
        thing = self.things[kind]
        return thing.code if kind == "facility" else str(thing.pk)


def make_world() -> World:
    """Build it. Names begin so that none is part of another."""
    tangerang = make.make_facility("lpp-tangerang", name="LPP Kelas IIA Tangerang")
    cipinang = make.make_facility("lapas-cipinang", name="Lapas Kelas I Cipinang", kind="lapas", sex_held="L")
    own, other = make.make_organisation("Kementerian Perindustrian"), make.make_organisation("Kementerian Lain")
    users = make_users(tangerang, cipinang, own, other)
    programme = make.make_programme("Batik Tangerang", organiser=own, facility=tangerang)
    agreement = make.make_agreement(own, title="Nota Kesepahaman")
    ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=1)
    course = make.make_course("Batik dasar")
    things = {"programme": programme, "agreement": agreement, "organisation": own}
    world = World(users, things | {"course": course, "skill": course.skill}, {})
    world.things |= {"facility": tangerang, "source": Source.objects.create(title="Siaran pers")}
    world.things |= make_names(programme, users["agreements"])
    world.things["document"] = make_document(agreement, users["agreements"])
    world.things["change"] = make_change(agreement)
    fill_tangerang(world, tangerang, programme)
    move_one(world, tangerang, cipinang)
    visit(world, tangerang, cipinang)
    world.things["reading"] = make_reading(world)
    now = timezone.now()
    world.things["edition"] = publish(programme, by=users["corrections"], at=now, on=timezone.localdate(now))
    world.things["watch"] = make_late(agreement)
    return world


def make_reading(world: World) -> RosterReading:
    """Corrections said for what they read the rows of the class."""
    reader = world.users["corrections"]
    with make.acting(reader):
        return RosterReading.objects.create(
            session=world.things["session"], reader=reader.pk, purpose="Memeriksa hasil triwulan", at=timezone.now()
        )


def make_late(agreement) -> WatchEntry:
    """A promise whose day has passed, as the watch found it."""
    late = {"kind": "trainers", "quantity": 12, "unit": "people", "due_on": date(2023, 12, 31), "due_on_precision": "d"}
    promise = Commitment.objects.create(agreement=agreement, position=1, **late)
    recount(timezone.localdate(), timezone.now())
    return WatchEntry.objects.get(commitment=promise)


def make_names(programme, keeper: User) -> dict[str, object]:
    """A name that is printed and known to nobody, and one about which something was decided."""
    for position, name in enumerate(("Yayasan Tercetak", "Dinas A, B dan C"), start=1):
        ProgrammeRole.objects.create(programme=programme, role="partner", position=position, name_as_printed=name)
    decision = leave_as_printed("Dinas A, B dan C", reason="Tiga badan", by=keeper, at=timezone.now())
    return {"printed": PrintedName.objects.get(name="Yayasan Tercetak"), "decision": decision}


def make_change(agreement) -> AgreementChange:
    """A change of an agreement, of which the month is known."""
    return AgreementChange.objects.create(
        agreement=agreement, reason="Pemisahan kementerian", effective_on=date(2024, 10, 1), effective_on_precision="m"
    )


def make_document(agreement, by: User) -> Document:
    """A paper of an agreement, as small as a PDF can be."""
    content = b"%PDF-1.4\n%%EOF\n"
    return keep(agreement, content=content, name="nota.pdf", kind="scan", by=by, at=timezone.now())


def make_users(tangerang: Facility, cipinang: Facility, own, other) -> dict[str, User]:
    """One account for each column of the matrix."""
    posts = {
        "registrar": (Role.REGISTRAR, {"facility": tangerang}),
        "instructor": (Role.INSTRUCTOR, {"facility": tangerang}),
        "head": (Role.HEAD, {"facility": tangerang}),
        "outsider": (Role.REGISTRAR, {"facility": cipinang}),
        "own": (Role.OFFICIAL, {"organisation": own}),
        "other": (Role.OFFICIAL, {"organisation": other}),
        "corrections": (Role.CORRECTIONS, {}),
        "agreements": (Role.AGREEMENTS, {}),
        "postrelease": (Role.POSTRELEASE, {"facility": tangerang}),
        "auditor": (Role.AUDITOR, {}),
        "administrator": (Role.ADMINISTRATOR, {}),
    }
    return {
        name: make.post(make.make_user(f"user.{name}", is_staff=name == "administrator"), role, **place)
        for name, (role, place) in posts.items()
    }


def fill_tangerang(world: World, tangerang: Facility, programme) -> None:
    """A class with two people and one day of marks, and two people who are in no class."""
    registrar = world.users["registrar"]
    with make.acting(registrar, tangerang):
        session = make.make_session(tangerang, title="Kelas Batik", programme=programme)
        for name in ("Kanariaa", "Kanaribb", "Kanaricc", "Kanaridd"):
            world.people[name] = make.make_inmate(tangerang, name, ends_on=FAR)
        inside = [world.people["Kanariaa"], world.people["Kanaribb"]]
        enrol([person.pk for person in inside], session=session, at=make.NOW)
        meeting = session.meetings.first()
        rows = list(Enrolment.objects.order_by("name_as_enrolled"))
        marks = dict.fromkeys([row.pk for row in rows], Marked(Mark.PRESENT))
        record_attendance(meeting, marks, by=registrar.pk, at=meeting.ends_at)
        world.things["import"] = make_import(tangerang, registrar)
        world.things["rule"] = make_rule("share_served", facility=tangerang, share="third", by="day")
        wish = {"person": inside[0], "skill": world.things["skill"], "starts_on": make.TODAY}
        world.things["fact"] = Interest.objects.create(**wish)
    world.things |= {"session": session, "meeting": meeting, "person": inside[0], "enrolment": rows[0]}


def make_import(facility: Facility, registrar: User) -> RegisterImport:
    """A register that was read and not confirmed: one new person, one refused row, nobody of those held here."""
    now = timezone.now()
    rows = register_file({"name": "Melati"}, OTHER | {"name": "Rosa", "sex": "X"})
    imported = receive(
        facility, by=registrar, at=now, file=rows.getvalue(), file_name="register.csv", said_day=SPOKEN_OF
    )
    return prepare(imported.pk, at=now)


def move_one(world: World, tangerang: Facility, cipinang: Facility) -> None:
    """Somebody who sat in the class at Tangerang and is held at Cipinang now: the history travels, the page moves."""
    name, day = "Kanariee", date(2023, 8, 1)
    with make.acting(world.users["registrar"], tangerang):
        moved = world.people[name] = make.make_inmate(tangerang, name, ends_on=FAR)
        enrol([moved.pk], session=world.things["session"], at=make.NOW)
        leave(make.custody_of(moved), on=day)
    with make.acting(world.users["outsider"], tangerang, cipinang):
        admit(moved, facility=cipinang, on=day, number="B.I.900/2023")


def visit(world: World, tangerang: Facility, cipinang: Facility) -> None:
    """A class at Cipinang that takes people of Tangerang too: somebody of each prison sits in it."""
    host, home = world.users["outsider"], world.users["registrar"]
    with make.acting(host, cipinang):
        session = make.make_session(cipinang, title="Kelas Tamu", hours=make.AFTERNOON)
        make.agree_on_guests(session, [tangerang], host)
        own = world.people["Kanarigg"] = make.make_inmate(cipinang, "Kanarigg", ends_on=FAR)
        enrol([own.pk], session=session, at=make.NOW)
    with make.acting(home, tangerang):
        guest = world.people["Kanariff"] = make.make_inmate(tangerang, "Kanariff", ends_on=FAR)
        enrol([guest.pk], session=session, home=tangerang, at=make.NOW)
    world.things["visited"] = session
