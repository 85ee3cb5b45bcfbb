"""Who took which report away: written down once and for all, under the own name, for the audit alone."""

import time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.exports import log_export
from accounts.models import Export
from accounts.scope import scope
from tests.factories import NOW, make_user
from tests.raw import refused

pytestmark = pytest.mark.django_db
LOG = reverse("audit_exports")


def took(user, report="programme-report", **more) -> None:
    """Let a user have taken a report away."""
    given = {"address": "/reports/programmes/1/pdf/", "format": "pdf", "at": NOW, "filters": "Year: 2023"}
    with scope(actor=user.pk):
        log_export(by=user.pk, report=report, **given | more)


def kept(auditor) -> list[tuple]:
    with scope(actor=auditor.pk, audit=True):
        return list(Export.objects.order_by("pk").values_list("actor", "report", "format", "purpose"))


def test_an_export_is_kept_with_who_which_and_as_what(registrar, auditor):
    took(registrar)
    took(registrar, "people-behind", format="csv", rows_of_people=30, purpose=" Pemeriksaan anggaran ")
    assert kept(auditor) == [
        (registrar.pk, "programme-report", "pdf", ""),
        (registrar.pk, "people-behind", "csv", "Pemeriksaan anggaran"),
    ]


def test_rows_of_people_do_not_leave_without_a_purpose(registrar, auditor):
    with pytest.raises(IntegrityError, match="export_of_people_has_purpose"), transaction.atomic():
        took(registrar, rows_of_people=1, purpose="  ")
    assert kept(auditor) == []


def test_a_report_is_taken_away_in_a_known_format(registrar):
    with pytest.raises(IntegrityError, match="export_format_is_known"), transaction.atomic():
        took(registrar, format="doc")


def test_nobody_signs_with_the_name_of_another_and_only_an_audit_reads(registrar):
    other = make_user()
    sql = (
        "INSERT INTO accounts_export (id, at, actor, report, address, format, filters, rows_of_people, purpose)"
        " VALUES (gen_random_uuid(), now(), %(by)s, 'x', '/', 'csv', '', 0, '')"
    )
    with scope(actor=registrar.pk):
        assert refused(sql, {"by": other.pk}) == "42501"
        assert refused(sql, {"by": registrar.pk}) == ""
        assert Export.objects.count() == 0


@pytest.mark.parametrize("sql", ["UPDATE accounts_export SET purpose = 'lain'", "DELETE FROM accounts_export"])
def test_nobody_alters_or_removes_what_was_written(sql, registrar):
    took(registrar)
    assert refused(sql) == "42501"


def test_the_auditor_reads_the_newest_first_and_searches_by_who_and_which(client, registrar, auditor):
    took(registrar)
    time.sleep(0.002)  # Keys are in the order of their milliseconds.
    took(auditor, "overview", format="xlsx")
    client.force_login(auditor)

    def shown(**asked):
        return [(row.who, row.report, row.format) for row in client.get(LOG, asked).context["rows"]]

    first, second = (auditor.username, "overview", "xlsx"), (registrar.username, "programme-report", "pdf")
    assert shown() == [first, second]
    assert shown(actor=registrar.username) == [second]
    assert shown(report="overview") == [first]
    assert shown(format="pdf") == [second]
    assert shown(report="none") == []


def test_an_empty_log_says_what_will_stand_there(client, auditor):
    client.force_login(auditor)
    client.cookies["language"] = "en"
    assert "Nobody has taken a report away as a file yet." in client.get(LOG).text


def test_others_are_not_let_in(client, registrar):
    client.force_login(registrar)
    assert client.get(LOG).status_code == 403
