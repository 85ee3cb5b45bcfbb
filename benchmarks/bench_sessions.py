"""The page of a class and the enrolment of thirty, each beside the same statements sent as plain SQL."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.scope import scope
from benchmarks.line import WARM, Line, side_by_side
from benchmarks.world import SEATS, World, build, hours
from participants.services.enrolments import enrol
from programs.services.sessions import create_session
from tests.factories import NOW, acting
from tests.raw import login

ROUNDS = 40

LOCK = """
    SELECT s.status, t.capacity, t.seats_taken, t.busy FROM programs_trainingsession s
    JOIN programs_sessiontally t ON t.session_id = s.id WHERE s.id = %(session)s FOR NO KEY UPDATE OF s"""
PEOPLE = "SELECT id FROM participants_person WHERE id = ANY (%(people)s) ORDER BY id FOR NO KEY UPDATE"
STANDING = """
    SELECT p.id, p.name, c.id, c.legal_status, n.number, d.day FROM participants_person p
    JOIN participants_custody c ON c.person_id = p.id AND c.left_on IS NULL
    LEFT JOIN LATERAL (SELECT number FROM participants_registernumber WHERE custody_id = c.id LIMIT 1) n ON true
    LEFT JOIN LATERAL (SELECT day FROM participants_custodydate WHERE custody_id = c.id AND kind = 'end'
                       ORDER BY known_from DESC LIMIT 1) d ON true
    WHERE p.id = ANY (%(people)s)"""
FREE = """
    SELECT person_id FROM participants_enrolment WHERE person_id = ANY (%(people)s) AND (
      session_id = %(session)s AND ended_at IS NULL
      OR busy && (SELECT busy FROM programs_sessiontally WHERE session_id = %(session)s))"""
INSERT = """
    INSERT INTO participants_enrolment (id, session_id, person_id, custody_id, facility_id, participant_kind, status,
      status_at, reason_kind, reason, name_as_enrolled, number_as_enrolled)
    VALUES (%s, %s, %s, %s, %s, %s, 'enrolled', %s, '', '', %s, %s)"""


def run() -> Iterator[Line]:
    """Build the world once, measure both."""
    world = build()
    yield session_page(world)
    yield enrolment(world)


def session_page(world: World) -> Line:
    """The whole page as the browser gets it, through all middleware, beside its own queries without Django."""
    client = Client()
    client.force_login(world.registrar)
    address = world.session.get_absolute_url()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    statements = [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith("SELECT")]
    with psycopg.connect(**login(connection.settings_dict)) as plain:
        page, plain_sql = side_by_side(
            lambda _n: client.get(address), lambda _n: _replay(plain, world, statements), ROUNDS
        )
    return Line(f"page of a class of {SEATS}", page, "its queries in plain SQL", plain_sql, 12)


def _replay(plain: psycopg.Connection, world: World, statements: list[str]) -> None:
    with plain.transaction():
        plain.execute("SELECT set_config('app.facilities', %s, true)", [f"{{{world.facility.pk}}}"])
        for statement in statements:
            plain.execute(statement.replace("%", "%%")).fetchall()


def enrolment(world: World) -> Line:
    """Thirty people into an empty class: the service, beside the same locks, reads and insert as plain SQL."""
    sessions = _empty_classes(world, 2 * (ROUNDS + WARM))
    chosen = [person.pk for person in world.people[:SEATS]]
    mine, peers = sessions[::2], sessions[1::2]

    def service(n: int) -> None:
        with acting(world.registrar, world.facility):
            enrol(chosen, session=mine[n], at=NOW)

    with psycopg.connect(**login(settings.DATABASES["default"] | connection.settings_dict)) as plain:
        served, peer = side_by_side(service, lambda n: _enrol(plain, world, peers[n].pk, chosen), ROUNDS)
    return Line(f"enrolment of {SEATS}", served, "the same in plain SQL", peer, 3)


def _empty_classes(world: World, how_many: int) -> list:
    with scope(actor=world.registrar.pk, facilities=[world.facility.pk]), transaction.atomic():
        return [
            create_session(
                programme=world.session.programme,
                venue=world.facility,
                title=f"Kosong {n}",
                capacity=SEATS,
                hours=hours(100 + n),
            )
            for n in range(how_many)
        ]


def _enrol(plain: psycopg.Connection, world: World, session, people: list) -> None:
    values = {"session": session, "people": people}
    with plain.transaction(), plain.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, true), set_config('app.facilities', %s, true)",
            [str(world.registrar.pk), f"{{{world.facility.pk}}}"],
        )
        cursor.execute(LOCK, values)
        cursor.execute(PEOPLE, values)
        standing = sorted(cursor.execute(STANDING, values).fetchall())
        taken = {row[0] for row in cursor.execute(FREE, values).fetchall()}
        rows = [
            (uuid4(), session, person, custody, world.facility.pk, kind, NOW, name, number or "")
            for person, name, custody, kind, number, _end in standing
            if person not in taken
        ]
        cursor.executemany(INSERT, rows)
