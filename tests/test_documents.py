"""Documents of agreements: judged by their bytes, kept as they came, given out to few and never without a trace."""

import zlib
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from accounts.scope import scope
from organisations.models import Document, DocumentContent, DocumentDownload
from organisations.services.documents import keep, name_shown
from programs.models import ProgrammeBasis
from tests.factories import make_agreement, make_organisation, make_programme, make_user, post
from tests.raw import refused, run, works_for_the_owner
from web.uploads import LARGEST

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def keeper(client, db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def agreement(ministry):
    return make_agreement(ministry, title="Nota Kesepahaman")


def bring(client, user, agreement, content: bytes, name="nota.pdf", kind="scan"):
    client.force_login(user)
    client.cookies["language"] = "en"
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(reverse("document_new", args=[agreement.pk]), {"file": file, "kind": kind}, follow=True)


def kept(agreement, by, content: bytes = PDF, name="nota.pdf") -> Document:
    return keep(agreement, content=content, name=name, kind="scan", by=by, at=timezone.now())


@pytest.mark.parametrize(
    ("content", "name", "content_type", "shown"),
    [
        (PDF, "nota.pdf", "application/pdf", "nota.pdf"),
        (JPEG, "pindaian.JPG", "image/jpeg", "pindaian.JPG"),
        (PNG, "pindaian.png", "image/png", "pindaian.png"),
        (PNG, "pindaian.pdf", "image/png", "pindaian.pdf.png"),
    ],
)
def test_a_document_is_kept_as_it_came_and_typed_by_its_bytes(
    client, keeper, agreement, content, name, content_type, shown
):
    page = bring(client, keeper, agreement, content, name)
    document = Document.objects.get()
    assert page.redirect_chain == [(f"/agreements/{agreement.pk}/", 302)]
    assert (document.name, document.content_type, document.size) == (shown, content_type, len(content))
    assert (document.sha256, document.by) == (sha256(content).hexdigest(), keeper)
    assert f"{shown} is kept." in page.text and page.text.count(shown) == 3
    answer = client.get(reverse("document", args=[document.pk]))
    assert answer.content == content
    assert {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")} == {
        "Content-Type": content_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    assert answer["Content-Disposition"] == f'attachment; filename="{shown}"'
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (HTML, "nota.pdf", "The file is no PDF, JPEG or PNG"),
        (SVG, "gambar.svg", "The file is no PDF, JPEG or PNG"),
        (SVG, "gambar.png", "The file is no PDF, JPEG or PNG"),
        (b"MZ" + PDF, "nota.pdf", "The file is no PDF, JPEG or PNG"),
        (HTML + PDF, "nota.pdf", "The file is no PDF, JPEG or PNG"),
        (b"\n" + PDF, "nota.pdf", "The file is no PDF, JPEG or PNG"),
        (b"PK\x03\x04" + JPEG, "foto.jpg", "The file is no PDF, JPEG or PNG"),
        (b"", "nota.pdf", "The file is empty."),
        (b"%PDF-1.4" + b"\0" * LARGEST, "nota.pdf", "The file is larger than 20 MB."),
        (PDF[:60], "nota.pdf", "The file stops in the middle"),
        (PNG[:-6], "foto.png", "The file stops in the middle"),
        (PNG + b"PK\x03\x04", "foto.png", "The file stops in the middle"),
        (JPEG[:-2], "foto.jpg", "The file stops in the middle"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(client, keeper, agreement, content, name, sentence):
    answer = bring(client, keeper, agreement, content, name)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert (Document.objects.count(), DocumentContent.objects.count()) == (0, 0)


def test_no_file_at_all_is_a_sentence_too(client, keeper, agreement):
    client.force_login(keeper)
    client.cookies["language"] = "en"
    answer = client.post(reverse("document_new", args=[agreement.pk]), {"kind": "scan"})
    assert "No file was chosen." in answer.text


def test_twenty_megabytes_are_kept(keeper, agreement):
    document = kept(agreement, keeper, PDF + b" " * (LARGEST - len(PDF) - 6) + b"%%EOF\n")
    assert document.size == LARGEST


def test_the_same_file_twice_is_told(client, keeper, agreement):
    bring(client, keeper, agreement, PDF)
    answer = bring(client, keeper, agreement, PDF, "lain.pdf")
    assert ("This very file is kept with this agreement already." in answer.text, Document.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\contoh\\Dokumen\\nota.pdf", "nota.pdf"),
        ("../../etc/nota.pdf", "nota.pdf"),
        ("nota\u202efdp.exe", "nota fdp.exe.pdf"),
        ("nota\r\nX: y.pdf", "nota X: y.pdf"),
        (".pdf", "pdf.pdf"),
        ("/", "PDF.pdf"),
        ("nota.html", "nota.html.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_of_a_name_no_folder_and_no_invisible_sign_is_left(name, shown):
    with translation.override("id"):
        assert name_shown(name, "application/pdf") == shown


# In the database -------------------------------------------------------------------------------------------

ATTACKS = [
    "UPDATE organisations_document SET name = 'lain.pdf'",
    "DELETE FROM organisations_document",
    "UPDATE organisations_documentcontent SET content = ''",
    "DELETE FROM organisations_documentcontent",
    "TRUNCATE organisations_documentcontent",
    "UPDATE organisations_documentdownload SET at = now()",
    "DELETE FROM organisations_documentdownload",
]
COPY = (
    "INSERT INTO organisations_document (id, agreement_id, kind, name, content_type, size, sha256, by_id, at)"
    " SELECT gen_random_uuid(), agreement_id, kind, {name}, {type}, {size}, {sha}, by_id, at"
    " FROM organisations_document"
)


@pytest.mark.parametrize("sql", ATTACKS)
def test_the_application_neither_changes_nor_removes_a_document_or_a_download(sql, keeper, agreement):
    kept(agreement, keeper)
    assert refused(sql) == "42501"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", ATTACKS[:1])
def test_the_same_works_for_the_owner(sql, keeper, agreement):
    kept(agreement, keeper)
    assert works_for_the_owner(sql, {}, actor=keeper.pk) == ""


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ({}, "document_once_in_an_agreement"),
        ({"sha": "repeat('0', 64)"}, "document_has_its_content"),
        ({"sha": "'x'", "name": "'a/b.pdf'"}, "document_name_is_no_path"),
        ({"sha": "'x'", "name": "''"}, "document_name_is_no_path"),
        ({"sha": "'x'", "size": "0"}, "document_size_is_allowed"),
        ({"sha": "'x'", "size": str(LARGEST + 1)}, "document_size_is_allowed"),
        ({"sha": "'x'", "type": "'text/html'"}, "document_type_is_allowed"),
    ],
)
def test_raw_sql_makes_no_document_that_is_none(changed, by, keeper, agreement):
    kept(agreement, keeper)
    same = {"name": "name", "type": "content_type", "size": "size", "sha": "sha256"}
    assert refused(COPY.format(**same | changed)) == by


def test_a_write_that_the_database_refuses_leaves_nothing_half_saved(keeper, agreement):
    kept(agreement, keeper)
    with pytest.raises(ValidationError) as refusal:
        kept(agreement, keeper, name="lain.pdf")
    assert refusal.value.code == "document_once_in_an_agreement"
    assert (Document.objects.count(), DocumentContent.objects.count()) == (1, 1)


# Who --------------------------------------------------------------------------------------------------------


def test_only_those_who_answer_for_it_take_a_document_away_and_each_time_is_written_down(
    client, keeper, agreement, ministry, tangerang, registrar
):
    ProgrammeBasis.objects.create(programme=make_programme(facility=tangerang), agreement=agreement, position=1)
    document = kept(agreement, keeper)
    readers = {
        "keeper": keeper,
        "corrections": post(make_user(), Role.CORRECTIONS),
        "party": post(make_user(), Role.OFFICIAL, organisation=ministry),
        "outsider": post(make_user(), Role.OFFICIAL, organisation=make_organisation()),
        "staff": registrar,
    }
    got, shown = {}, {}
    for who, user in readers.items():
        client.force_login(user)
        got[who] = client.get(reverse("document", args=[document.pk])).status_code
        shown[who] = "nota.pdf" in client.get(reverse("agreement", args=[agreement.pk])).text
    assert got == {"keeper": 200, "corrections": 200, "party": 200, "outsider": 404, "staff": 403}
    assert shown == {"keeper": True, "corrections": True, "party": True, "outsider": False, "staff": False}
    with scope(actor=keeper.pk, audit=True):
        taken = list(DocumentDownload.objects.order_by("at").values_list("document", "by"))
    assert taken == [(document.pk, readers[who].pk) for who in ("keeper", "corrections", "party")]


def test_nobody_signs_a_download_with_the_name_of_another(keeper, agreement):
    document, other = kept(agreement, keeper), make_user()
    sql = "INSERT INTO organisations_documentdownload VALUES (gen_random_uuid(), now(), %(by)s, %(it)s)"
    columns = run(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'organisations_documentdownload'"
        " ORDER BY ordinal_position"
    )
    assert [name for (name,) in columns] == ["id", "at", "by_id", "document_id"]
    with scope(actor=keeper.pk):
        assert refused(sql, {"by": other.pk, "it": document.pk}) == "42501"
        assert refused(sql, {"by": keeper.pk, "it": document.pk}) == ""
        assert DocumentDownload.objects.count() == 0
