"""``check_figures`` proves that reports show what a recount finds; people are not enrolments."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from participants.services.enrolments import enrol
from reports.figures import close_periods, people_of_programme, people_of_year
from tests.factories import (
    AFTERNOON,
    MORNING,
    NOW,
    TODAY,
    acting,
    make_inmate,
    make_organisation,
    make_programme,
    make_session,
    make_user,
    post,
)
from tests.raw import owner


def check() -> str:
    said = StringIO()
    call_command("check_figures", stdout=said)
    return said.getvalue()


@pytest.fixture
def two_classes(registrar, tangerang):
    """One programme, two classes, two people: three enrolments."""
    programme = make_programme(organiser=make_organisation("Penyelenggara"), facility=tangerang)
    with acting(registrar, tangerang):
        one, two = make_inmate(tangerang), make_inmate(tangerang)
        for people, hours in (([one, two], MORNING), ([one], AFTERNOON)):
            session = make_session(tangerang, hours=hours, programme=programme)
            enrol([person.pk for person in people], session=session, at=NOW)
    return programme


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE participants_grouptally SET completed = 1", "participants_grouptally"),
        ("UPDATE participants_classtally SET seats = 99", "report of the nation by programme"),
        ("DELETE FROM participants_hourstally", "participants_hourstally"),
        ("UPDATE participants_grouptally SET enrolled = 0", "kept enrolled 0"),
    ],
)
def test_a_difference_fails_and_names_the_row(change, named, two_classes):
    check()
    with owner() as connected:
        connected.execute(change)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_figures", stdout=said)
    assert named in said.getvalue()
    assert str(two_classes.sessions.order_by("pk").first().pk) in said.getvalue()


@pytest.mark.django_db
def test_two_people_in_three_seats_are_told_as_such_to_those_who_may_know(two_classes, tangerang, registrar, outsider):
    close_periods(TODAY.replace(year=2024))
    corrections, keeper = post(make_user(), Role.CORRECTIONS), post(make_user(), Role.AGREEMENTS)
    for reader, facility in ((corrections, None), (corrections, tangerang.pk), (registrar, tangerang.pk)):
        of_year = people_of_year(reader, 2023, facility=facility)
        assert (of_year.people, of_year.enrolments, of_year.kinds) == (2, 3, {"convict": 2})
    for reader, facility in ((outsider, tangerang.pk), (registrar, None), (keeper, None), (keeper, tangerang.pk)):
        assert people_of_year(reader, 2023, facility=facility) is None


@pytest.mark.django_db
def test_people_of_an_open_programme_are_not_told(two_classes):
    close_periods(TODAY.replace(year=2024))
    assert people_of_programme(post(make_user(), Role.CORRECTIONS), two_classes.pk) is None
