"""Figures of a nation, cut by two things, beside the one best statement over the same tallies."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.access import Access
from accounts.roles import Role
from benchmarks.line import Ceiling, Line, side_by_side
from lapas_training.logins import as_owner
from organisations.choices import OrganisationKind
from organisations.models import Agreement, Facility, Organisation, OrganisationName
from programs.models import Course, Programme, ProgrammeBasis, ProgrammeRole, Skill
from reports.figures import Cut, Fig, Filters, cube
from tests.factories import make_user

CLASSES, FACILITIES, PROGRAMMES, MINISTRIES, AGREEMENTS, SKILLS = 50_000, 530, 5_000, 40, 300, 30
ROUNDS = 15
FIRST = date(2016, 7, 1)
LIMIT = 100
"""Milliseconds that a table may take on a national set."""

SHOWN = (Fig.PLANNED, Fig.ENROLLED, Fig.COMPLETED, Fig.SEATS_USED)
EVERYTHING = tuple(Fig)
TABLES = (
    ("province by year", Cut.PROVINCE, Cut.YEAR, SHOWN),
    ("skill by year", Cut.SKILL, Cut.YEAR, SHOWN),
    ("ministry by year", Cut.MINISTRY, Cut.YEAR, SHOWN),
    ("agreement by partner", Cut.AGREEMENT, Cut.PARTNER, SHOWN),
    ("facility by sex", Cut.FACILITY, Cut.SEX, (Fig.ENROLLED, Fig.COMPLETED)),
    ("month, attendance", Cut.MONTH, None, (Fig.ATTENDED, Fig.ATTENDANCE_RATE)),
    ("year, every figure", Cut.YEAR, None, EVERYTHING),
)

BEST = """
    SELECT f.province, c.months / 12, g.participant_kind, sum(c.seats), sum(g.enrolled),
      sum(g.completed)
    FROM participants_classtally c JOIN organisations_facility f ON f.id = c.venue_id
    LEFT JOIN participants_grouptally g USING (session_id) WHERE NOT c.cancelled GROUP BY 1, 2, 3"""

SESSIONS = """
    INSERT INTO programs_trainingsession (id, programme_id, course_id, title, batch, venue_id, place_kind, place, room,
      planned_start, planned_end, capacity, status, status_at, status_reason, invented)
    SELECT md5('class' || n)::uuid, (%(programmes)s::uuid[])[1 + (n - 1) * %(how_many)s / %(classes)s],
      (%(courses)s::uuid[])[1 + n * 7 %% cardinality(%(courses)s::uuid[])], 'Kelas ' || n, '',
      (%(facilities)s::int[])[1 + n * 13 %% cardinality(%(facilities)s::int[])], 'facility', '', '',
      %(first)s::date + n * 3650 / %(classes)s, %(first)s::date + n * 3650 / %(classes)s + 20,
      30, 'open', now(), '', true
    FROM generate_series(1, %(classes)s) n"""
TALLIES = (
    """INSERT INTO participants_grouptally
         (session_id, participant_kind, sex, enrolled, completed, not_completed, withdrawn)
       SELECT session_id, k.kind, CASE WHEN venue_id %% 9 = 0 THEN 'P' ELSE 'L' END, 12, 10, 2, 1
       FROM participants_classtally c, LATERAL (VALUES ('convict', 1), ('detainee', 4)) k(kind, every)
       WHERE get_byte(decode(md5(session_id::text), 'hex'), 0) %% every = 0""",
    """INSERT INTO participants_monthtally (session_id, month, participant_kind, sex, marks, attended, minutes)
       SELECT session_id, m, participant_kind, sex, 100, 95, 22000
       FROM participants_grouptally JOIN participants_classtally USING (session_id),
         LATERAL (SELECT DISTINCT date_trunc('month', counted_on + d)::date AS m
                                    FROM generate_series(0, 20, 20) d) months""",
    """INSERT INTO participants_hourstally (session_id, month, meetings, minutes, marked, marked_minutes)
       SELECT DISTINCT session_id, month, 8, 1900, 8, 1900 FROM participants_monthtally""",
    """INSERT INTO participants_reasontally (session_id, participant_kind, sex, status, reason_kind, enrolments)
       SELECT session_id, participant_kind, sex, s.status, s.reason, s.n FROM participants_grouptally,
         LATERAL (VALUES ('not_completed', 'attendance', 2), ('withdrawn', 'transfer', 1)) s(status, reason, n)""",
)


def run() -> Iterator[Line | Ceiling]:
    """Fill the tallies of a nation, and read tables as the corrections ministry does."""
    with as_owner():
        fill()
    reader = corrections()
    with connection.cursor() as cursor:
        for what, rows, columns, figures in TABLES:
            mine, best = side_by_side(
                lambda _n, r=rows, k=columns, f=figures: cube(reader, rows=r, columns=k, figures=f),
                lambda _n: cursor.execute(BEST) and cursor.fetchall(),
                ROUNDS,
            )
            yield Ceiling(
                f"figures of {CLASSES} classes, {what} (one plain statement: {best:.0f} ms)", mine, "ms", LIMIT
            )
        one = str(Facility.objects.order_by("pk")[5].pk)
        here = Filters.of(Cut.FACILITY, one)
        mine, _best = side_by_side(
            lambda _n: cube(reader, rows=Cut.SKILL, columns=Cut.YEAR, where=here), lambda _n: None, ROUNDS
        )
        yield Ceiling("figures of one facility, skill by year, every figure", mine, "ms", LIMIT / 4)


def corrections() -> AnonymousUser:
    """A reader of everything."""
    reader = AnonymousUser()
    reader.__dict__["_access"] = Access(roles=frozenset({Role.CORRECTIONS}))
    type(reader).is_authenticated = True
    return reader


def fill() -> None:
    """Bodies, places, skills and programmes by the models; classes by one statement, whose trigger makes their rows."""
    ministries = bodies(MINISTRIES, OrganisationKind.MINISTRY, "Kementerian")
    offices = bodies(33, OrganisationKind.REGIONAL_OFFICE, "Kanwil")
    places = bodies(FACILITIES, OrganisationKind.FACILITY, "Lapas", parents=offices)
    Facility.objects.bulk_create(
        Facility(organisation=body, code=f"tolok-{n}", name=f"Lapas {n}", kind="lapas", province=f"Provinsi {n % 38}")
        for n, body in enumerate(places)
    )
    skills = Skill.objects.bulk_create(Skill(name=f"Bidang tolok {n}") for n in range(SKILLS))
    courses = Course.objects.bulk_create(Course(title=f"Paket tolok {n}", skill=skills[n % SKILLS]) for n in range(120))
    programmes = Programme.objects.bulk_create(Programme(title=f"Kegiatan tolok {n}") for n in range(PROGRAMMES))
    agreements = Agreement.objects.bulk_create(Agreement(kind="mou", title=f"Nota {n}") for n in range(AGREEMENTS))
    ProgrammeRole.objects.bulk_create(
        ProgrammeRole(programme=programme, role=role, position=1, organisation=ministries[(n * by) % MINISTRIES])
        for n, programme in enumerate(programmes)
        for role, by in (("organiser", 1), ("partner", 3))
    )
    ProgrammeBasis.objects.bulk_create(
        ProgrammeBasis(programme=programme, position=position, agreement=agreements[(n + position) % AGREEMENTS])
        for n, programme in enumerate(programmes)
        for position in (1, 7)
    )
    values = {
        "programmes": [one.pk for one in programmes],
        "courses": [one.pk for one in courses],
        "facilities": list(Facility.objects.filter(code__startswith="tolok-").values_list("pk", flat=True)),
        "first": FIRST,
        "classes": CLASSES,
        "how_many": PROGRAMMES,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, false)", [str(make_user().pk)])
        cursor.execute(SESSIONS, values)
        for statement in TALLIES:
            cursor.execute(statement.replace("%%", "%"))
        cursor.execute("VACUUM ANALYZE")


def bodies(how_many: int, kind: str, name: str, parents=()) -> list[Organisation]:
    """Bodies with a name each."""
    made = Organisation.objects.bulk_create(
        Organisation(kind=kind, parent=parents[n % len(parents)] if parents else None) for n in range(how_many)
    )
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=body, name=f"{name} tolok {n}") for n, body in enumerate(made)
    )
    return made
