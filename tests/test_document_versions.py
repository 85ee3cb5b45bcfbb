"""A better scan takes the place of a document and the former stays; and who took which away can be read."""

import re
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.scope import scope
from organisations.models import Document, DocumentDownload
from organisations.services.documents import keep
from tests.counting import questions
from tests.crowd import all_at_once
from tests.factories import make_agreement, make_organisation, make_user, post
from tests.raw import refused
from tests.test_documents import COPY, PDF, kept


@pytest.fixture
def keeper(db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def agreement(ministry):
    return make_agreement(ministry, title="Nota Kesepahaman")


def pdf(n: int) -> bytes:
    return PDF + b"%% %d\n%%%%EOF\n" % n


def better(former: Document, by, n: int, agreement=None) -> Document:
    """Another file in place of a document."""
    told = {"content": pdf(n), "name": f"versi{n}.pdf", "kind": "scan", "by": by, "at": timezone.now()}
    return keep(agreement or former.agreement, replaces=former, **told)


def read(client, user, name, *args, **query):
    client.force_login(user)
    client.cookies["language"] = "en"
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def test_a_better_file_takes_the_place_of_the_former_which_stays_readable(client, keeper, agreement):
    first = kept(agreement, keeper, pdf(1), "pertama.pdf")
    client.force_login(keeper)
    client.cookies["language"] = "en"
    asked = client.get(reverse("document_replace", args=[first.pk]))
    assert ("Replace pertama.pdf" in asked.text, asked.context["form"].initial["kind"]) == (True, "scan")
    file = SimpleUploadedFile("kedua.pdf", pdf(2))
    answer = client.post(reverse("document_replace", args=[first.pk]), {"file": file, "kind": "original"}, follow=True)
    second = Document.objects.exclude(pk=first.pk).get()
    assert (second.replaces, second.kind, answer.status_code) == (first, "original", 200)
    (shown,) = answer.context["documents"]
    assert (shown, shown.version, [(one, one.version) for one in shown.former]) == (second, 2, [(first, 1)])
    assert ("1 former version" in answer.text, first.sha256 in answer.text, second.sha256 in answer.text) == (
        True,
        True,
        True,
    )
    got = [client.get(reverse("document", args=[one.pk])).content for one in (first, second)]
    assert got == [pdf(1), pdf(2)]


def test_versions_are_counted_within_each_document(keeper, agreement):
    one, other = kept(agreement, keeper, pdf(1)), kept(agreement, keeper, pdf(2))
    second = better(one, keeper, 3)
    third = better(second, keeper, 4)
    shown = Document.objects.versions()
    assert [(last, last.version, last.former) for last in shown] == [(other, 1, []), (third, 3, [second, one])]
    assert [former.version for former in shown[1].former] == [2, 1]


def test_a_document_is_replaced_once_and_by_one_of_the_same_agreement(keeper, agreement):
    first = kept(agreement, keeper, pdf(1))
    better(first, keeper, 2)
    with pytest.raises(ValidationError) as again:
        better(first, keeper, 3)
    assert again.value.code == "document_replaced_once"
    with pytest.raises(ValidationError) as elsewhere:
        better(first, keeper, 4, make_agreement(make_organisation()))
    assert elsewhere.value.code == "document_replaces_one_of_its_agreement"
    assert Document.objects.count() == 2


REPLACING = COPY.replace("by_id, at)", "by_id, at, replaces_id)").replace("at FROM", "at, gen_random_uuid() FROM")


def test_raw_sql_makes_no_version_of_itself_or_of_nothing(keeper, agreement):
    first = kept(agreement, keeper)
    same = {"name": "name", "type": "content_type", "size": "size", "sha": "'x'"}
    itself = REPLACING.format(**same)
    assert refused(itself) == "document_replaces_one_of_its_agreement"
    sql = "UPDATE organisations_document SET replaces_id = id WHERE id = %(it)s"
    assert refused(sql, {"it": first.pk}) == "42501"


@pytest.mark.django_db(transaction=True)
def test_of_several_who_replace_the_same_document_at_once_one_does(keeper, agreement):
    first, start = kept(agreement, keeper, pdf(0)), Barrier(5)

    def bring(n: int) -> str:
        start.wait()
        try:
            return better(first, keeper, n).name
        except ValidationError as refusal:
            return refusal.code

    answers = all_at_once(bring, range(1, 6))
    assert answers.count("document_replaced_once") == 4
    assert Document.objects.filter(replaces=first).count() == 1


# Who took what away ------------------------------------------------------------------------------------------


def test_who_took_which_document_when_is_read_by_those_who_answer_for_it(client, keeper, agreement, ministry):
    other = make_agreement(make_organisation(), title="Lain")
    mine, theirs = kept(agreement, keeper, pdf(1), "satu.pdf"), kept(other, keeper, pdf(2), "dua.pdf")
    official = post(make_user("pejabat", name="Contoh Pejabat"), Role.OFFICIAL, organisation=ministry)
    for user, document in ((official, mine), (keeper, theirs)):
        client.force_login(user)
        assert client.get(reverse("document", args=[document.pk])).status_code == 200
    all_of_them = read(client, keeper, "downloads")
    assert [(row.document, row.by) for row in all_of_them.context["rows"]] == [(theirs, keeper), (mine, official)]
    assert ("Contoh Pejabat" in all_of_them.text, "satu.pdf" in all_of_them.text) == (True, True)
    of_one = read(client, keeper, "agreement_downloads", agreement.pk)
    assert [row.document for row in of_one.context["rows"]] == [mine]
    auditor = post(make_user("auditor"), Role.AUDITOR)
    seen = read(client, auditor, "downloads")
    assert [row.by for row in seen.context["rows"]] == [keeper, official]
    assert re.findall(r'href="/agreements/[^"]+"', seen.text) == []


def test_where_nobody_took_anything_the_page_says_what_will_stand_there(client, keeper, agreement):
    for name, arguments in (("downloads", []), ("agreement_downloads", [agreement.pk])):
        assert "a line with the person and the time will stand here" in read(client, keeper, name, *arguments).text


def test_outside_that_page_the_log_stays_closed(client, keeper, agreement):
    kept(agreement, keeper)
    client.force_login(keeper)
    client.get(reverse("document", args=[Document.objects.get().pk]))
    with scope(actor=keeper.pk):
        assert DocumentDownload.objects.count() == 0


def test_thirty_downloads_and_versions_cost_as_many_questions_as_one(client, keeper, agreement):
    last, asked = kept(agreement, keeper, pdf(0)), []
    for how_many in (1, 20):
        for _time in range(how_many):
            last = better(last, keeper, Document.objects.count())
            client.force_login(keeper)
            client.get(reverse("document", args=[last.pk]))
        pages = (reverse("downloads"), reverse("agreement", args=[agreement.pk]))
        asked.append([len(questions(client, address)) for address in pages])
    assert (asked[0] == asked[1], max(asked[1]) <= 12) == (True, True), asked
