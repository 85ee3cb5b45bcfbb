"""Stock admin: reference data and accounts, for administrators by posting, and no way from there to people."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from organisations.choices import OrganisationKind
from organisations.models import Facility, Organisation, OrganisationName, Posting
from programs.models import Course, Skill, SkillCode
from tests.factories import make_agreement, make_facility, make_organisation, make_user, post

OPEN = {
    "accounts.user",
    "organisations.agreement",
    "organisations.facility",
    "organisations.organisation",
    "organisations.posting",
    "organisations.source",
    "programs.course",
    "programs.skill",
}


@pytest.fixture
def administrator(db):
    return post(make_user("admin", is_staff=True), Role.ADMINISTRATOR)


@pytest.fixture
def at_work(administrator, client):
    client.force_login(administrator)
    return client


def names_of(*rows: dict) -> dict:
    """What the page of a new organisation sends, with these names."""
    sent = {"kind": OrganisationKind.MINISTRY, "note": "", "parent": ""}
    sent |= {"names-TOTAL_FORMS": len(rows), "names-INITIAL_FORMS": 0, "names-MIN_NUM_FORMS": 1}
    sent |= {"became-TOTAL_FORMS": 0, "became-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        for field, value in ({"kind": "official", "name": "Kementerian"} | row).items():
            sent[f"names-{place}-{field}"] = value
    return sent


def test_only_accounts_and_reference_data_are_there():
    assert {model._meta.label_lower for model in admin.site._registry} == OPEN


@pytest.mark.parametrize("label", sorted(OPEN))
def test_every_list_and_every_empty_form_answers(at_work, label):
    assert at_work.get(reverse(f"admin:{label.replace('.', '_')}_changelist"), {"q": "batik"}).status_code == 200
    assert at_work.get(reverse(f"admin:{label.replace('.', '_')}_add")).status_code == 200


def test_every_row_that_there_is_has_a_page(at_work, tangerang, administrator):
    ministry = make_organisation("Kementerian Perindustrian")
    skill = Skill.objects.create(name="Batik")
    rows = [
        administrator,
        tangerang,
        ministry,
        make_agreement(ministry),
        skill,
        Course.objects.create(skill=skill, title="Batik cap"),
        *Posting.objects.all(),
    ]
    for row in rows:
        kind = row._meta.label_lower.replace(".", "_")
        assert at_work.get(reverse(f"admin:{kind}_change", args=[row.pk])).status_code == 200
        assert at_work.post(reverse(f"admin:{kind}_delete", args=[row.pk])).status_code == 403


def test_organisations_are_listed_and_chosen_by_the_name_of_today(at_work):
    ministry = make_organisation("Kementerian Perindustrian")
    assert "Kementerian Perindustrian" in at_work.get(reverse("admin:organisations_organisation_changelist")).text
    facility = make_facility("lapas-x", name="Lapas X")
    assert "Lapas X" in at_work.get(reverse("admin:organisations_facility_change", args=[facility.pk])).text
    official = post(make_user(), Role.OFFICIAL, organisation=ministry)
    page = at_work.get(reverse("admin:organisations_posting_change", args=[official.postings.get().pk]))
    assert "Kementerian Perindustrian" in page.text


def test_an_organisation_is_found_while_typing(at_work):
    make_organisation("Kementerian Perindustrian")
    asked = {"app_label": "organisations", "model_name": "posting", "field_name": "organisation", "term": "indus"}
    found = at_work.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"] for row in found] == ["Kementerian Perindustrian"]


def test_an_account_is_made_with_a_password_and_never_removed(at_work):
    sent = {"username": "baru", "name": "Baru", "password1": "rahasia-sekali", "password2": "rahasia-sekali"}
    assert at_work.post(reverse("admin:accounts_user_add"), sent).status_code == 302
    made = User.objects.get(username="baru")
    assert (made.check_password("rahasia-sekali"), made.is_staff, made.is_superuser) == (True, False, False)
    assert at_work.post(reverse("admin:accounts_user_delete", args=[made.pk]), {"post": "yes"}).status_code == 403


def test_a_forgotten_password_is_replaced_by_the_administrator(at_work, registrar):
    page = reverse("admin:auth_user_password_change", args=[registrar.pk])
    assert at_work.get(page).status_code == 200
    sent = {"password1": "sandi-baru-sekali", "password2": "sandi-baru-sekali"}
    assert at_work.post(page, sent).status_code == 302
    registrar.refresh_from_db()
    assert registrar.check_password("sandi-baru-sekali")


def test_nobody_makes_a_demo_account_or_a_superuser_here(at_work, registrar):
    page = reverse("admin:accounts_user_change", args=[registrar.pk])
    sent = {"username": "staff.tangerang", "is_active": "on", "is_demo": "on", "is_superuser": "on"}
    assert at_work.post(page, sent).status_code == 302
    registrar.refresh_from_db()
    assert (registrar.is_demo, registrar.is_superuser, registrar.is_active) == (False, False, True)


def test_the_posting_opens_the_door_and_not_the_flag_alone(client, tangerang):
    flagged = post(make_user(is_staff=True, is_superuser=True), Role.REGISTRAR, facility=tangerang)
    posted = post(make_user(), Role.ADMINISTRATOR)
    ended = post(make_user(is_staff=True), Role.ADMINISTRATOR, ends_on=date(2020, 1, 2))
    for user in (flagged, posted, ended):
        client.force_login(user)
        assert client.get(reverse("admin:index")).status_code == 403
        assert client.get(reverse("admin:login")).status_code == 403
        assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403


def test_a_visitor_is_sent_to_the_sign_in_page_of_everybody(client, db):
    sent = client.get(reverse("admin:accounts_user_changelist"), follow=True)
    assert sent.redirect_chain[-1][0] == "/accounts/login/?next=/admin/accounts/user/"
    assert client.post(reverse("admin:login"), {"username": "admin", "password": "x"}).status_code == 302


def test_its_own_links_lead_to_the_pages_for_going_out_and_for_passwords(at_work):
    assert at_work.get(reverse("admin:password_change")).url == reverse("password_change")
    assert at_work.post(reverse("admin:logout"), follow=True).redirect_chain[-1][0] == "/accounts/login/"
    assert at_work.get(reverse("admin:index")).status_code == 302


def test_two_official_names_of_the_same_days_come_back_with_a_sentence(at_work):
    page = reverse("admin:organisations_organisation_add")
    first = {"name": "Kementerian Satu", "valid_from": "01/01/2020", "valid_from_precision": "d"}
    second = {"name": "Kementerian Dua", "valid_from": "01/01/2024", "valid_from_precision": "d"}
    answer = at_work.post(page, names_of(first, second))
    assert (answer.status_code, "Kementerian Dua" in answer.text) == (200, True)
    until = {"valid_until": "31/12/2023", "valid_until_precision": "d"}
    assert at_work.post(page, names_of(first | until, second)).status_code == 302
    assert OrganisationName.objects.count() == 2


def test_an_alias_typed_twice_comes_back_and_two_different_ones_do_not(at_work):
    page = reverse("admin:organisations_organisation_add")
    alias = {"kind": "alias", "name": "Kemenperin"}
    assert at_work.post(page, names_of({}, alias, alias)).status_code == 200
    assert at_work.post(page, names_of({}, alias, alias | {"name": "Deperin"})).status_code == 302


def test_a_last_day_before_the_first_comes_back(at_work):
    days = {"valid_from": "02/01/2024", "valid_from_precision": "d", "valid_until": "01/01/2024"}
    answer = at_work.post(
        reverse("admin:organisations_organisation_add"), names_of(days | {"valid_until_precision": "d"})
    )
    assert (answer.status_code, Organisation.objects.count()) == (200, 0)


def test_two_codes_of_one_classification_come_back(at_work):
    sent = {"name": "Batik", "codes-TOTAL_FORMS": 2, "codes-INITIAL_FORMS": 0}
    for place, code in enumerate(("13131", "13132")):
        sent |= {f"codes-{place}-scheme": "KBLI 2020", f"codes-{place}-code": code}
    assert at_work.post(reverse("admin:programs_skill_add"), sent).status_code == 200
    assert (Skill.objects.count(), SkillCode.objects.count()) == (0, 0)


def test_a_posting_at_the_wrong_kind_of_place_comes_back_with_the_sentence_of_the_rule(at_work, registrar, tangerang):
    sent = {"user": registrar.pk, "role": Role.AUDITOR, "facility": tangerang.pk, "starts_on": "01/01/2024"}
    answer = at_work.post(reverse("admin:organisations_posting_add"), sent)
    assert (answer.status_code, Posting.objects.filter(role=Role.AUDITOR).count()) == (200, 0)


def test_the_code_of_a_facility_stays_as_it_stands_in_addresses(at_work, tangerang):
    page = reverse("admin:organisations_facility_change", args=[tangerang.pk])
    sent = {"code": "lain", "name": "LPP Tangerang", "kind": "lpp", "time_zone": "Asia/Jakarta", "attendance_days": "7"}
    assert at_work.post(page, sent).status_code == 302
    assert list(Facility.objects.values_list("code", "name")) == [("lpp-tangerang", "LPP Tangerang")]
