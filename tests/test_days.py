"""Days that hold and days that do not: one definition, the same for a row and for a query."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from organisations.access import access_for
from organisations.models import Agreement, Organisation, OrganisationName
from tests.factories import make_facility, make_organisation, make_user, post

FIRST, LAST = date(2022, 3, 1), date(2027, 2, 28)
BOUNDARY = [FIRST - timedelta(1), FIRST, FIRST + timedelta(1), LAST - timedelta(1), LAST, LAST + timedelta(1)]


def agreement(**fields) -> Agreement:
    days = {
        "in_force_from": FIRST,
        "in_force_from_precision": "d",
        "in_force_until": LAST,
        "in_force_until_precision": "d",
    }
    return Agreement.objects.create(kind="mou", **{"status": "signed", **days, **fields})


@pytest.mark.parametrize("day", BOUNDARY)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "draft"},
        {"in_force_until": None, "in_force_until_precision": ""},
        {"in_force_from": None, "in_force_from_precision": ""},
        {"in_force_until": date(2027, 2, 1), "in_force_until_precision": "m"},
    ],
    ids=["days", "draft", "endless", "no-beginning", "month"],
)
def test_row_and_query_agree_on_whether_an_agreement_is_in_force(fields, day, db):
    row = agreement(**fields)
    assert row.is_in_force(day) == Agreement.objects.in_force(day).filter(pk=row.pk).exists()


def test_the_last_day_is_in_force(db):
    assert [agreement().is_in_force(day) for day in BOUNDARY] == [False, True, True, True, True, False]


@pytest.mark.parametrize("day", BOUNDARY)
def test_a_posting_opens_its_facility_from_its_first_to_its_last_day(day, db):
    facility = make_facility()
    user = post(make_user(), Role.REGISTRAR, facility=facility, starts_on=FIRST, ends_on=LAST)
    assert access_for(user, day).facilities == ((facility.pk,) if FIRST <= day <= LAST else ())


def test_an_inactive_user_has_no_access(db):
    user = post(make_user(is_active=False), Role.REGISTRAR, facility=make_facility())
    assert access_for(user, FIRST).roles == frozenset()


def test_an_instructor_sees_people_and_not_their_offences(db):
    facility = make_facility()
    access = access_for(post(make_user(), Role.INSTRUCTOR, facility=facility), FIRST)
    assert (access.facilities, access.offence_facilities) == ((facility.pk,), ())


def test_an_official_has_the_own_organisation_and_everything_below_it(db):
    ministry = make_organisation()
    directorate = make_organisation(parent=ministry)
    section = make_organisation(parent=directorate)
    make_organisation()
    access = access_for(post(make_user(), Role.OFFICIAL, organisation=ministry), FIRST)
    assert set(access.organisations) == {ministry.pk, directorate.pk, section.pk}
    assert access.facilities == ()


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.REGISTRAR, "organisation"),
        (Role.REGISTRAR, None),
        (Role.OFFICIAL, "facility"),
        (Role.AUDITOR, "facility"),
        (Role.CORRECTIONS, "organisation"),
        (Role.OFFICIAL, "both"),
    ],
)
def test_a_posting_at_the_wrong_kind_of_place_is_refused(role, place, db):
    places = {"organisation": make_organisation(), "facility": make_facility()}
    chosen = {name: value for name, value in places.items() if place in (name, "both")}
    with pytest.raises(IntegrityError, match="posting_place_fits_role"), transaction.atomic():
        post(make_user(), role, **chosen)


def test_the_name_of_a_ministry_is_right_on_both_sides_of_a_change(db):
    ministry = Organisation.objects.create(kind="ministry")
    change = date(2024, 10, 21)
    OrganisationName.objects.create(
        organisation=ministry, name="Lama", valid_until=change - timedelta(1), valid_until_precision="d"
    )
    OrganisationName.objects.create(organisation=ministry, name="Baru", valid_from=change, valid_from_precision="d")
    named = [Organisation.objects.named(day).get().name for day in (change - timedelta(1), change)]
    assert named == ["Lama", "Baru"]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), min_size=1, max_size=5, unique=True),
    offset=st.integers(-1, 1),
)
def test_on_every_day_an_organisation_has_the_one_name_that_holds(changes, offset, db):
    changes = sorted(changes)
    organisation = Organisation.objects.create()
    spans = zip([None, *changes], [*changes, None], strict=True)
    for number, (first, following) in enumerate(spans):
        last = following - timedelta(1) if following else None
        OrganisationName.objects.create(
            organisation=organisation,
            name=str(number),
            valid_from=first,
            valid_from_precision="d" if first else "",
            valid_until=last,
            valid_until_precision="d" if last else "",
        )
    for change in changes:
        day = change + timedelta(offset)
        expected = str(sum(c <= day for c in changes))
        assert Organisation.objects.named(day).get(pk=organisation.pk).name == expected


@pytest.mark.parametrize(
    ("value", "precision"), [(None, "d"), (date(2023, 3, 1), ""), (date(2023, 3, 2), "m"), (date(2023, 2, 1), "y")]
)
def test_a_day_without_its_precision_is_refused(value, precision, db):
    with pytest.raises(IntegrityError, match="agreement_signed_on"), transaction.atomic():
        agreement(signed_on=value, signed_on_precision=precision)


def test_an_end_known_to_the_month_may_seem_to_precede_its_start(db):
    row = agreement(in_force_from=date(2023, 3, 14), in_force_until=date(2023, 3, 1), in_force_until_precision="m")
    assert row.pk


def test_a_form_hears_of_a_senseless_precision_before_the_database_does(db, caplog):
    agreement_of_march = Agreement(kind="mou", signed_on=date(2023, 3, 2), signed_on_precision="m")
    with pytest.raises(ValidationError) as refused:
        agreement_of_march.full_clean()
    assert len(refused.value.messages) == 1
    Agreement(kind="mou", signed_on=date(2023, 3, 1), signed_on_precision="m").full_clean()
    Agreement(kind="mou").full_clean()
    assert caplog.messages == []
