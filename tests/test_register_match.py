"""Who in a file is whom: the rules by which a row tells of somebody held here, somebody new, or a doubt."""

from datetime import date
from functools import partial

import pytest

from participants.choices import LegalStatus
from participants.models import Custody, Person, RegisterNumber
from participants.services.people import leave
from tests.factories import acting, make_inmate
from tests.register_rows import PEOPLE, bring_in, told


@pytest.fixture
def bring(registrar, tangerang):
    """Import rows into Tangerang, by its registrar."""
    return partial(bring_in, facility=tangerang, by=registrar)


@pytest.fixture
def inside(registrar, tangerang):
    """See what the registrar of Tangerang sees."""
    with acting(registrar, tangerang):
        yield


def test_a_final_sentence_gives_a_new_number_and_another_status(bring, inside):
    bring({"register_no": "A.III.114/2021", "sentence_end_date": ""})
    assert told(bring({"register_no": "B.I.9/2023"}, day=date(2023, 7, 9))) == (0, 1, 0, [])
    numbers = RegisterNumber.objects.order_by("valid_from").values_list("number", "valid_from", "valid_until")
    assert list(numbers) == [
        ("A.III.114/2021", date(2020, 12, 1), date(2023, 7, 8)),
        ("B.I.9/2023", date(2023, 7, 9), None),
    ]
    assert Custody.objects.get().legal_status == LegalStatus.CONVICT
    assert told(bring({"register_no": "B.I.9/2023"}, day=date(2023, 7, 9))) == (0, 0, 1, [])


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ({"register_no": "B.I.9/2023", "birth_date": "", "name": "IKA  SETYOWATI"}, (0, 1, 0, [])),
        ({"register_no": "B.I.9/2023", "name": "Ika"}, (0, 1, 0, [])),
        ({"name": "Sari", "birth_date": ""}, (0, 0, 0, [("nik", "used by another person of this facility")])),
        ({"nik": "", "name": "Ika"}, (0, 1, 0, [])),
        ({"nik": "", "birth_date": ""}, (0, 0, 1, [])),
        (
            {"nik": "", "name": "Sari", "birth_date": "1/1/1980"},
            (0, 0, 0, [("register_no", "used by another person of this facility")]),
        ),
        ({"nik": "3671015610770099"}, (0, 0, 0, [("register_no", "used by another person of this facility")])),
        (
            {"nik": "", "register_no": "B.I.9/2023"},
            (0, 0, 0, [("register_no", "perhaps the same as a person held here")]),
        ),
        ({"nik": "", "register_no": "B.I.9/2023", "birth_date": ""}, (1, 0, 0, [])),
        ({"nik": "3671015610770099", "register_no": "B.I.9/2023"}, (1, 0, 0, [])),
    ],
    ids=[
        "same NIK and name, new number",
        "same NIK and birth date, new number",
        "same NIK, neither name nor birth date",
        "no NIK, same number and birth date",
        "no NIK, same number and name",
        "no NIK, same number, neither name nor birth date",
        "another NIK, same number",
        "no NIK, new number, same name and birth date",
        "no NIK, new number, same name only",
        "another NIK, new number",
    ],
)
def test_who_is_the_same_person(bring, row, outcome):
    bring({})
    assert told(bring(row, day=date(2023, 7, 9))) == outcome


def test_a_known_person_gets_the_nik_that_was_missing(bring, inside):
    bring({"nik": ""})
    assert told(bring({})) == (0, 1, 0, [])
    assert Person.objects.get().nik == "3671015610770012"


def test_a_nik_that_is_held_elsewhere_is_a_request_and_the_others_come_in(bring, outsider, cipinang, inside):
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Orang Lain", nik="3671015610770012")
        make_inmate(cipinang, "Lain Lagi", nik="3671016203800034")
    result = bring({}, *PEOPLE[:9], {"register_no": "B.I.77/2020", "nik": "3671016203800034"}, *PEOPLE[9:])
    assert told(result) == (20, 0, 0, [("nik", "cannot be entered here yet")] * 2)
    assert result.as_json()["request"] == [
        {"row": 2, "field": "nik", "why": "cannot be entered here yet"},
        {"row": 12, "field": "nik", "why": "cannot be entered here yet"},
    ]
    assert Person.objects.count() == 20


def test_a_known_person_whose_nik_is_held_elsewhere_is_a_request_and_stays_as_recorded(
    bring, outsider, cipinang, inside
):
    bring({"nik": ""})
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Orang Lain", nik="3671015610770012")
    assert told(bring({"block": "A-1"})) == (0, 0, 0, [("nik", "cannot be entered here yet")])
    assert (Person.objects.get().nik, Custody.objects.get().block) == (None, "D-5")


def test_a_number_that_left_with_its_holder_is_not_given_again(bring, registrar, tangerang, cipinang):
    bring({"nik": ""})
    with acting(registrar, tangerang, cipinang):
        stay = Custody.objects.get()
        leave(stay, on=date(2023, 7, 5))
        Custody.objects.create(
            person=stay.person, facility=cipinang, admitted_on=date(2023, 7, 5), legal_status=LegalStatus.CONVICT
        )
    row = {"nik": "", "name": "Sari", "birth_date": ""}
    assert told(bring(row, day=date(2023, 7, 9))) == (
        0,
        0,
        0,
        [("register_no", "used by another person of this facility")],
    )


def test_a_stay_that_has_ended_is_not_opened_again(bring, inside):
    bring({})
    leave(Custody.objects.get(), on=date(2023, 7, 5))
    assert told(bring({}, day=date(2023, 7, 4))) == (0, 0, 1, [])
    assert told(bring({}, day=date(2023, 7, 5))) == (0, 0, 0, [("admitted_on", "stay recorded as ended")])
    assert told(bring({}, day=date(2023, 7, 6))) == (0, 0, 0, [("admitted_on", "stay recorded as ended")])


def test_who_comes_back_begins_a_new_stay(bring, inside):
    bring({})
    leave(Custody.objects.get(), on=date(2023, 7, 5))
    back = {"admitted_on": "07/07/2023", "register_no": "B.I.200/2023"}
    assert told(bring(back, day=date(2023, 7, 9))) == (0, 1, 0, [])
    assert list(Custody.objects.order_by("admitted_on").values_list("admitted_on", "left_on")) == [
        (date(2020, 12, 1), date(2023, 7, 5)),
        (date(2023, 7, 7), None),
    ]
    assert Person.objects.count() == 1


def test_another_day_of_admission_is_told_and_not_taken(bring, inside):
    bring({})
    result = bring({"admitted_on": "02/12/2020"})
    assert told(result) == (0, 0, 1, [])
    assert [(fault.field, str(fault.why)) for fault in result.warnings] == [
        ("admitted_on", "differs from the day recorded here, not changed")
    ]
    assert Custody.objects.get().admitted_on == date(2020, 12, 1)


def test_no_two_rows_become_one_person(bring, inside):
    bring({"nik": ""})
    second = {"nik": "", "register_no": "B.I.9/2023"}
    assert told(bring({}, {**second, "name": "Ika Setyowati"}))[3] == [
        ("register_no", "perhaps the same as a person held here")
    ]


def test_one_held_person_is_not_given_to_two_rows(bring, inside):
    bring({})
    without_nik, new_number = {"nik": "", "block": "A-1"}, {"register_no": "B.I.9/2023", "block": "A-2"}
    taken = [("register_no", "used by another person of this facility")]
    assert told(bring(new_number, without_nik, dry_run=True)) == (0, 1, 0, taken)
    assert told(bring(without_nik, new_number, dry_run=True)) == (0, 1, 0, taken)


def test_who_comes_back_may_have_the_old_number_again(bring, inside):
    bring({})
    leave(Custody.objects.get(), on=date(2023, 7, 5))
    assert told(bring({"admitted_on": "07/07/2023"}, day=date(2023, 7, 9))) == (0, 1, 0, [])
    assert list(RegisterNumber.objects.order_by("valid_from").values_list("valid_from", "valid_until")) == [
        (date(2020, 12, 1), date(2023, 7, 4)),
        (date(2023, 7, 7), None),
    ]
