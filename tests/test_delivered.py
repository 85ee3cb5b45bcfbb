"""What was delivered of a promise: counted where something is counted, unknown where nothing is."""

from datetime import UTC, date, datetime

import pytest

from accounts.roles import Role
from organisations.models import Commitment
from participants.services.enrolments import enrol
from programs.models import ProgrammeBasis
from programs.services.session_states import begin
from reports.delivered import Delivered, delivered
from reports.figures.scope import Reach
from tests.factories import (
    acting,
    make_agreement,
    make_facility,
    make_inmates,
    make_organisation,
    make_programme,
    make_session,
    make_user,
    post,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 7, 10, 3, tzinfo=UTC)
TODAY = date(2023, 7, 31)
EVERYTHING = Reach(everything=True)


def promise(agreement, kind: str, quantity=None, unit: str = "", position: int = 1) -> Commitment:
    return Commitment.objects.create(
        agreement=agreement,
        position=position,
        kind=kind,
        quantity=quantity,
        unit=unit,
        text_as_printed="seperti tertulis",
    )


def told(*promises: Commitment, reach=EVERYTHING, on=TODAY) -> list:
    found = delivered(promises, reach, on)
    return [found[one.pk].number for one in promises]


@pytest.fixture
def resting():
    """Two agreements under one programme whose class of two people began; a third under none."""
    prison = make_facility()
    staff = post(make_user(), Role.REGISTRAR, facility=prison)
    agreements = [make_agreement(make_organisation()) for _ in range(3)]
    programme = make_programme(facility=prison)
    for agreement in agreements[:2]:
        ProgrammeBasis.objects.create(
            programme=programme, agreement=agreement, position=1 + agreements.index(agreement)
        )
    with acting(staff, prison):
        session = make_session(prison, programme=programme)
        enrol([one.pk for one in make_inmates(prison, 2)], session=session, at=NOW)
        begin(session, at=NOW)
    return agreements


def test_each_agreement_that_a_programme_rests_on_gets_all_of_it(resting):
    seats = [promise(one, "seats", 4, "people") for one in resting]
    classes = [promise(one, "classes", 1, "classes", 2) for one in resting]
    programmes = [promise(one, "programmes", 2, "programmes", 3) for one in resting]
    places = [promise(one, "venue", 1, "facilities", 4) for one in resting]
    assert (told(*seats), told(*classes)) == ([2, 2, 0], [1, 1, 0])
    assert (told(*programmes), told(*places)) == ([1, 1, 0], [1, 1, 0])


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("trainers", "people"), ("materials", "pieces"), ("equipment", "pieces"), ("funds", "rupiah"),
     ("certification", "certificates"), ("other", "pieces"), ("classes", "lesson_hours")],
)  # fmt: skip
def test_what_nobody_counts_is_unknown_and_never_zero(resting, kind, unit):
    assert told(promise(resting[0], kind, 5, unit)) == [None]


def test_more_and_less_than_promised_are_told_apart():
    few, all_of_it, more = (Delivered(4, number, "") for number in (2, 4, 5))
    assert [(one.is_met, one.is_over) for one in (few, all_of_it, more)] == [
        (False, False), (True, False), (True, True),
    ]  # fmt: skip
    assert [Delivered(None, 3).is_met, Delivered(4, None).is_met, Delivered(None, 3).share] == [None, None, ""]


def test_an_outsider_is_told_nothing_of_what_was_delivered(resting):
    outsider = Reach.of(post(make_user(), Role.OFFICIAL, organisation=make_organisation()))
    promises = [promise(resting[0], "seats", 4, "people"), promise(resting[0], "programmes", 1, "programmes", 2)]
    assert told(*promises, reach=outsider) == [None, None]
