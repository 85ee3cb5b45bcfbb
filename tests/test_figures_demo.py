"""The figures of the demonstration: what is told of Tangerang, and that a recount finds the same."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from programs.models import Programme
from reports.figures import Cut, Fig, Filters, close_periods, cube, people_of_programme
from tests.factories import TODAY, acting
from tests.figures_recount import Raw
from tests.raw import run

pytestmark = pytest.mark.django_db


def check() -> str:
    said = StringIO()
    call_command("check_figures", stdout=said)
    return said.getvalue()


def test_the_demonstration_equals_a_recount(demo):
    assert "sama dengan penghitungan ulang" in check()


def test_the_classes_of_tangerang_count_90_in_90_seats_and_no_target_is_known(demo):
    programme = Programme.objects.get(reference="E01")
    for username in ("official.kemenperin", "official.corrections", "agreements.admin"):
        reader = User.objects.get(username=username)
        total = cube(reader, where=Filters.of(Cut.PROGRAMME, programme.pk)).total
        shown = [total[fig].number for fig in (Fig.CLASSES, Fig.PLANNED, Fig.ENROLLED, Fig.SEATS_USED)]
        assert (shown, total[Fig.TARGET].number, total[Fig.TARGET].unknown) == ([3, 90, 90, 1], None, 1)
    other = cube(User.objects.get(username="official.other"), where=Filters.of(Cut.PROGRAMME, programme.pk))
    assert (other.total[Fig.ENROLLED].number, other.rows) == (0, [])


def test_people_of_the_demonstration_equal_a_recount(demo):
    programme = Programme.objects.get(reference="E01")
    close_periods(TODAY.replace(year=2026))
    raw = Raw()
    assert len(raw.enrolments) > 90
    official = User.objects.get(username="official.kemenperin")
    with acting(User.objects.get(username="staff.tangerang"), programme.places.get().facility):
        counted = run(
            """SELECT count(DISTINCT e.person_id), count(*) FROM participants_enrolment e
               JOIN programs_trainingsession s ON s.id = e.session_id
               WHERE s.programme_id = %(key)s AND e.status <> 'withdrawn'""",
            {"key": programme.pk},
        )
    found = people_of_programme(official, programme.pk)
    assert [(found.people, found.enrolments)] == counted == [(90, 90)]
