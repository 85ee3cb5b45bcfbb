"""How a view of a report answers: the page, or the same report as a file, which is written down."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exports import log_export
from accounts.models import ExportFormat
from reports.document import Document
from reports.exports.csv import csv
from reports.exports.pdf import Printed, TooLongError, pdf
from reports.exports.xlsx import xlsx
from web.http import page


def answer(
    request: HttpRequest, document: Document, template: str, context: dict, how: ExportFormat | None = None
) -> HttpResponse:
    """The page of a report with its menu of downloads; with ``how`` the file in that format."""
    if how is not None:
        return export(request, document, how)
    told = {"document": document, "invented": document.invented, "downloads": downloads(request)}
    return page(request, template, told | context)


def downloads(request: HttpRequest) -> list[tuple[str, str]]:
    """Words and address of each format in which the page can be taken away, narrowed as it is."""
    words = {
        ExportFormat.PDF: _("PDF, official report with letterhead"),
        ExportFormat.XLSX: _("XLSX, tables and what they mean"),
        ExportFormat.CSV: _("CSV, plain tables"),
    }
    asked = f"?{query}" if (query := request.GET.urlencode()) else ""
    return [(said, f"{request.path}{how}/{asked}") for how, said in words.items()]


def export(
    request: HttpRequest, document: Document, how: ExportFormat, *, rows_of_people: int = 0, purpose: str = ""
) -> HttpResponse:
    """The report as a file. Who took it, narrowed to what, and of rows of people for what purpose, is written down."""
    now = timezone.now()
    name = f"{document.name}-{timezone.localtime(document.at):%Y-%m-%d}.{how}"
    try:
        response = _file(document, how, name, Printed(request.user.get_full_name(), now))
    except TooLongError:
        return _too_long(request, document)
    log_export(
        by=request.user.pk,
        report=document.name,
        address=request.path[:200],
        format=how,
        at=now,
        filters=document.filter_words,
        rows_of_people=rows_of_people,
        purpose=purpose,
    )
    return response


def _file(document: Document, how: ExportFormat, name: str, printed: Printed) -> HttpResponse:
    match how:
        case ExportFormat.PDF:
            return pdf(document, name, printed)
        case ExportFormat.XLSX:
            return xlsx(document, name)
        case ExportFormat.CSV:
            return csv(document, name)


def _too_long(request: HttpRequest, document: Document) -> HttpResponse:
    """Say that it is too long for paper, and what to take instead."""
    ending = f"{ExportFormat.PDF}/"
    whole = request.path.removesuffix(ending)
    asked = f"?{query}" if (query := request.GET.urlencode()) else ""
    context = {
        "title": document.title,
        "report": f"{whole}{asked}",
        "xlsx": f"{whole}{ExportFormat.XLSX}/{asked}",
        "csv": f"{whole}{ExportFormat.CSV}/{asked}",
    }
    return page(request, "reports/too_long.html", context, status=413)
