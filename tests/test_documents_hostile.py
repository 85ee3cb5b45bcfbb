"""Documents as an attacker would bring and fetch them, over the wire and in a browser; and a disk that is full."""

import http.client
import os
import resource
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error, Page

from accounts.roles import Role
from organisations.models import Document, DocumentContent
from tests.factories import make_agreement, make_organisation, make_user, post
from tests.raw import run
from tests.sheets import fields_of
from tests.test_documents import HTML, JPEG, PDF, PNG, SVG, bring, kept
from web.uploads import LARGEST

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = b"<script>document.title = 'run'; fetch('/run/')</script>"
PDF_AND_PAGE = b"%PDF-1.4\n<!doctype html><html><body>" + PROGRAM + b"</body></html>\n" + PDF[9:]
JPEG_AND_PAGE = JPEG[:20] + b"\xff\xfe" + (len(PROGRAM) + 2).to_bytes(2) + PROGRAM + JPEG[20:]
JPEG_AND_SCRIPT = b"\xff\xd8\xff\xe0/*" + JPEG[4:] + b"*/=1;alert(1)//\xff\xd9"
PNG_AND_PAGE = PNG[:33] + (len(PROGRAM)).to_bytes(4) + b"tEXt" + PROGRAM + b"\0\0\0\0" + PNG[33:]


@pytest.fixture
def keeper(db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


@pytest.fixture
def agreement(db):
    return make_agreement(make_organisation("Kementerian Perindustrian"), title="Nota Kesepahaman")


def nothing_is_kept() -> bool:
    return (Document.objects.count(), DocumentContent.objects.count()) == (0, 0)


# Over the wire -----------------------------------------------------------------------------------------------


class Wire:
    """A connection on which every byte of a form is written by hand."""

    def __init__(self, server: str, user, agreement):
        client = Client()
        client.force_login(user)
        client.get(reverse("document_new", args=[agreement.pk]))
        self.host = urlsplit(server).netloc
        self.address = reverse("document_new", args=[agreement.pk])
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"language": "en"}

    def send(self, content: bytes, filename: bytes, content_type: bytes = b"application/pdf", cut: int = 0):
        """Post the form; ``cut`` bytes of what was announced never come. Answers the status and the page."""
        token = self.cookies[settings.CSRF_COOKIE_NAME].encode()
        body = (
            b'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + token + b"\r\n"
            b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nscan\r\n'
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + filename + b'"\r\n'
            b"Content-Type: " + content_type + b"\r\n\r\n" + content + b"\r\n--x--\r\n"
        )
        connected = http.client.HTTPConnection(self.host, timeout=60)
        connected.putrequest("POST", self.address)
        for name, value in {
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(len(body)),
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }.items():
            connected.putheader(name, value)
        connected.endheaders(body[: len(body) - cut])
        if cut:
            connected.sock.shutdown(1)
        try:
            answer = connected.getresponse()
            return answer.status, answer.read().decode()
        except (http.client.HTTPException, ConnectionError):
            return 0, ""
        finally:
            connected.close()


@pytest.fixture
def wire(live_server, keeper, agreement):
    return Wire(live_server.url, keeper, agreement)


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        (b"../../../../etc/cron.d/nota.pdf", "nota.pdf"),
        (b"..\\\\..\\\\windows\\\\nota.pdf", "nota.pdf"),
        (b"/etc/passwd", "passwd.pdf"),
        (b"nota.pdf%00.html", "nota.pdf%00.html.pdf"),
        (b"<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("nota\u202efdp.html".encode(), "notafdp.html.pdf"),
        (b"nota.svg", "nota.svg.pdf"),
    ],
)
def test_a_name_leads_nowhere_and_runs_nowhere(wire, keeper, agreement, filename, shown):
    assert wire.send(PDF, filename)[0] == 302
    document = Document.objects.get()
    assert document.name == shown
    client = Client()
    client.force_login(keeper)
    page = client.get(reverse("agreement", args=[agreement.pk])).text
    assert "<img src=x" not in page
    assert client.get(reverse("document", args=[document.pk]))["Content-Disposition"].startswith("attachment; filename")


@pytest.mark.parametrize(
    ("content", "filename", "said_type"),
    [
        (HTML, b"nota.pdf", b"application/pdf"),
        (SVG, b"gambar.svg", b"image/svg+xml"),
        (SVG, b"gambar.png", b"image/png"),
        (b"GIF89a/*" + PDF, b"nota.pdf", b"application/pdf"),
        (b"PK\x03\x04" + PDF, b"nota.pdf", b"application/pdf"),
        (HTML + b"%PDF-1.4\n%%EOF", b"nota.pdf", b"application/pdf"),
        (b"%PDF-1.4" + b"\0" * LARGEST, b"nota.pdf", b"application/pdf"),
        (b"", b"nota.pdf", b"application/pdf"),
    ],
)
def test_what_is_no_document_is_refused_whatever_it_says_of_itself(wire, content, filename, said_type):
    status, text = wire.send(content, filename, said_type)
    assert (status, "The file " in text, nothing_is_kept()) == (200, True, True)


def test_an_upload_that_breaks_off_leaves_nothing(wire):
    status, text = wire.send(PDF + b" " * 500_000, b"nota.pdf", cut=300_000)
    assert (status, "Choose the file of the document" in text, nothing_is_kept()) == (200, True, True)


# In a browser ------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF_AND_PAGE, "nota.html"),
        (JPEG_AND_PAGE, "foto.html"),
        (JPEG_AND_SCRIPT, "foto.js"),
        (PNG_AND_PAGE, "foto.svg"),
    ],
)
def test_a_file_that_is_two_things_at_once_runs_as_neither(live_server, page: Page, keeper, agreement, content, name):
    document, asked = kept(agreement, keeper, content, name), []
    client = Client()
    client.force_login(keeper)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("dialog") or dialog.dismiss())
    address = live_server.url + reverse("document", args=[document.pk])
    page.goto(live_server.url + reverse("agreement", args=[agreement.pk]))
    title = page.title()
    with page.expect_download() as taken, pytest.raises(Error, match="Download is starting"):
        page.goto(address)
    assert taken.value.suggested_filename == document.name
    # As a script, a style, a frame and an object of another page of ours: nothing of it runs either.
    page.evaluate(
        """address => new Promise(done => {
          const parts = ['script', 'iframe', 'object', 'embed'].map(kind => document.createElement(kind));
          for (const part of parts) { part[part.tagName === 'OBJECT' ? 'data' : 'src'] = address;
            document.body.append(part) }
          setTimeout(done, 700)
        })""",
        address,
    )
    assert (page.title(), [url for url in asked if "/run/" in url or url == "dialog"]) == (title, [])


# Room --------------------------------------------------------------------------------------------------------


@contextmanager
def files_may_grow_to(size: int, process: int):
    """While this lasts, no file that the process writes grows beyond ``size`` bytes: as on a disk that is full."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    _as_whoever_runs(process, lambda: resource.prlimit(process, resource.RLIMIT_FSIZE, (size, hard)))
    try:
        yield
    finally:
        _as_whoever_runs(process, lambda: resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard)))


def _as_whoever_runs(process: int, act) -> None:
    """Do this under the login of that process: the limits of another's are not even root's to change everywhere."""
    owner = Path(f"/proc/{process}").stat()
    child = os.fork()
    if not child:
        try:
            os.setgroups([]) if os.geteuid() == 0 else None
            os.setgid(owner.st_gid)
            os.setuid(owner.st_uid)
            act()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_where_the_server_has_no_room_a_sentence_says_so_and_nothing_is_half_kept(client, keeper, agreement):
    ((backend,),) = run("SELECT pg_backend_pid()")
    large = PDF + os.urandom(LARGEST - len(PDF) - 6) + b"%%EOF\n"
    # A segment of the log of the database has 16 MB: it still fits.
    with files_may_grow_to(17 * 2**20, backend):
        answer = bring(client, keeper, agreement, large, kind="other")
    assert (answer.status_code, nothing_is_kept()) == (200, True)
    assert "The server has no room for this file, so nothing of it was kept." in answer.text
    assert fields_of(answer)["kind"] == "other"
    bring(client, keeper, agreement, large, kind="other")
    assert bytes(DocumentContent.objects.get().content) == large


def test_an_upload_needs_no_room_on_the_disk_of_the_program(client, keeper, agreement):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        answer = bring(client, keeper, agreement, PDF + b" " * 9_000_000 + b"%%EOF\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (answer.redirect_chain[0][1], Document.objects.count()) == (302, 1)
