"""The numbers of Tangerang stand in every file as on the page: 90 stated, 30 · 30 · 30 counted, target not known."""

import csv
import io

import pypdfium2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import User
from programs.models import Programme

pytestmark = pytest.mark.django_db


def taken(client, how: str) -> bytes:
    """The file as the official of the organiser takes it away."""
    client.force_login(User.objects.get(username="official.kemenperin"))
    client.cookies["language"] = "id"
    programme = Programme.objects.get(reference="E01")
    return client.get(reverse(f"programme_report_{how}", args=[programme.pk])).getvalue()


@pytest.fixture
def numbers_of(demo, client):
    """Of each topic and of the whole: by the source, by the roster, seats, seats used."""

    def read(how: str) -> list[list]:
        body = taken(client, how)
        if how == "xlsx":
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_name("Peserta menurut topik")
            return [row[1:5] for row in sheet.to_python()[1:]]
        lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
        first = lines.index(["Peserta menurut topik"]) + 2
        return [line[1:5] for line in lines[first : first + 4]]

    return read


def test_the_workbook_says_what_the_page_says(numbers_of):
    assert numbers_of("xlsx") == [[30, 30, 30, 1]] * 3 + [[90, 90, 90, 1]]


def test_the_csv_says_what_the_page_says(numbers_of):
    assert numbers_of("csv") == [["30", "30", "30", "100%"]] * 3 + [["90", "90", "90", "100%"]]


def test_the_paper_says_what_the_page_says(demo, client):
    with pypdfium2.PdfDocument(taken(client, "pdf")) as opened:
        text = " ".join(page.get_textpage().get_text_bounded() for page in opened)
    told = " ".join(text.split())
    assert [told.count(words) for words in ("30a 30b 30d 100%", "30c 30b 30d 100%", "90a 90b 90d 100%")] == [2, 1, 1]
    assert "Target: tidak diketahui" in told
