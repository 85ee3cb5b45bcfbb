"""A register that somebody brings on a page: read, looked at, corrected, and confirmed once or dropped."""

import io
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import User
from organisations.models import Facility
from participants.choices import ImportStatus
from participants.models import ImportContent, RegisterImport
from participants.register.check import check
from participants.register.importer import day_of_file, plan_of
from participants.register.preview import Preview, decisions_of, packed, told, unpacked, words_of
from participants.register.read import Table, UnmappedError, read
from participants.register.sheets import UnreadableError
from participants.register.texts import text
from participants.register.write import TakenError, write
from participants.services.background import Report, counted, silent
from participants.services.columns import column_names, remember_columns
from participants.services.people import leave_together
from web.refusals import refusal
from web.retry import retrying

SAMPLE_ROWS = 50
"""Rows that are looked at for something to show of a column."""


class OverError(Exception):
    """Somebody has confirmed or dropped the import already."""


def receive(
    facility: Facility, *, by: User, at: datetime, file: bytes, file_name: str, said_day: date | None
) -> RegisterImport:
    """Keep a file until it is confirmed or dropped; what waited too long is forgotten on this occasion."""
    forget([facility], at=at)
    imported = RegisterImport.objects.create(facility=facility, by=by, at=at)
    ImportContent.objects.create(
        register_import=imported, file_name=_printable(file_name), file=file, said_day=said_day
    )
    return imported


def _printable(file_name: str) -> str:
    return "".join(letter for letter in file_name if letter.isprintable())[-100:]


def forget(facilities: Collection[Facility], *, at: datetime) -> int:
    """Remove the content of these facilities' imports that waited too long; answers how many there were."""
    old = RegisterImport.objects.filter(facility__in=facilities).forgotten_by(at).select_for_update()
    keys = [imported.pk for imported in old]
    ImportContent.objects.filter(pk__in=keys).delete()
    return RegisterImport.objects.filter(pk__in=keys).update(status=ImportStatus.DROPPED, ended_at=at)


def prepare(key: UUID, *, at: datetime, report: Report = silent) -> RegisterImport:
    """Read the file and work out what it would do. Where columns are unclear, the import waits for an answer."""
    imported = _open(key)
    content = imported.content
    try:
        report("read", 0, 0)
        table = table_of(imported)
        day = day_of_file(content.said_day or table.spoken_of, imported.facility, at)
    except UnmappedError:
        return _stands(imported, ImportStatus.COLUMNS)
    except UnreadableError as error:
        with translation.override(None):
            sentence = str(error)
        content.delete()
        imported.counts, imported.ended_at = {"unreadable": sentence}, at
        return _stands(imported, ImportStatus.UNREADABLE)
    rows = counted(table.rows, len(table.rows), report, "check")
    checked = check(rows, spoken_of=day, sex_held=imported.facility.sex_held)
    imported.spoken_of = day
    report("compare", 0, 0)
    preview = Preview(checked, {}, {}, table.header_row, _columns(table))
    return _foresee(imported, preview, table)


def table_of(imported: RegisterImport) -> Table:
    """The file as it was brought, its columns as somebody has said them."""
    content = imported.content
    chosen = {int(index): field for index, field in content.columns.items()}
    return read(io.BytesIO(content.file), column_names(imported.facility), chosen)


def say_columns(key: UUID, chosen: Mapping[int, str], *, at: datetime, report: Report = silent) -> RegisterImport:
    """Take what somebody says of the columns, for this file and the facility's next ones, and read again."""
    imported = _open(key)
    content = imported.content
    content.columns = {str(index): field for index, field in chosen.items()}
    content.decisions = {}
    content.save(update_fields=["columns", "decisions"])
    try:
        mapping = table_of(imported).mapping
    except UnmappedError as unclear:
        mapping = unclear.mapping
    remember_columns(imported.facility, mapping, chosen)
    return prepare(key, at=at, report=report)


def decide(key: UUID, decisions: Mapping[int, UUID | None], *, at: datetime, report: Report = silent) -> RegisterImport:
    """Take who is who of those who are perhaps the same, and work out again what the file would do."""
    imported = _open(key)
    content = imported.content
    content.decisions |= {str(row): str(key) if key else "" for row, key in decisions.items()}
    report("compare", 0, 0)
    return _foresee(imported, unpacked(content.preview))


def left(key: UUID, people: Collection[UUID], on: date, *, at: datetime, report: Report = silent) -> RegisterImport:
    """Record that people who stand in no row of the file have left on that day, and work out again what it would do.

    Only those whom the preview names; nothing else of the import is entered by this.
    """
    imported = _open(key)
    preview = unpacked(imported.content.preview)
    named = {str(one) for one in preview.told["absent"]} & {str(one) for one in people}
    how_many = leave_together([UUID(one) for one in named], facility=imported.facility, on=on)
    report("compare", 0, 0)
    _foresee(imported, preview)
    imported.counts["left"] = how_many
    return _stands(imported, ImportStatus.PREVIEW)


def confirm(key: UUID, *, by: User, at: datetime, report: Report = silent) -> bool:
    """Write exactly what the preview says, once; or, where the register has changed since, make the preview anew.

    Answers whether it was written. Raises ``OverError`` when somebody was faster.
    """
    imported = _open(key)
    if imported.status != ImportStatus.PREVIEW:
        raise OverError
    content = imported.content
    preview = unpacked(content.preview)
    report("compare", 0, 0)
    try:
        written = retrying(lambda: _written(imported, content, preview, report))
    except IntegrityError as error:
        imported.counts |= {"refused_by": refusal(error).code}
        _stands(imported, ImportStatus.PREVIEW)
        return False
    if not written:
        _foresee(imported, preview, note="changed")
        return False
    content.delete()
    imported.counts = preview.counts()
    imported.ended_by, imported.ended_at = by, at
    _stands(imported, ImportStatus.CONFIRMED)
    return True


def drop(key: UUID, *, by: User, at: datetime, report: Report = silent) -> None:
    """Forget the file; nothing of it was ever entered."""
    imported = _open(key)
    imported.content.delete()
    imported.ended_by, imported.ended_at = by, at
    _stands(imported, ImportStatus.DROPPED)


def _open(key: UUID) -> RegisterImport:
    """The import, locked: of several who end it at once one does."""
    imported = RegisterImport.objects.select_for_update(of=["self"]).select_related("facility").get(pk=key)
    if not imported.is_open:
        raise OverError
    return imported


def _stands(imported: RegisterImport, status: ImportStatus) -> RegisterImport:
    imported.status = status
    imported.save(update_fields=["status", "counts", "spoken_of", "ended_by", "ended_at"])
    return imported


def _foresee(
    imported: RegisterImport, preview: Preview, table: Table | None = None, *, note: str = ""
) -> RegisterImport:
    """Work out what the file would do now, and keep it."""
    content = imported.content
    plan = plan_of(preview.checked, imported.facility, imported.spoken_of, decisions=decisions_of(content.decisions))
    preview.told = told(plan)
    if table:
        preview.said = words_of(table.rows, plan)
    content.preview = packed(preview)
    content.save(update_fields=["preview", "decisions"])
    imported.counts = preview.counts() | ({"note": note} if note else {})
    return _stands(imported, ImportStatus.PREVIEW)


def _written(imported: RegisterImport, content: ImportContent, preview: Preview, report: Report) -> bool:
    """Whether the plan is still the previewed one and could be written."""
    plan = plan_of(
        preview.checked,
        imported.facility,
        imported.spoken_of,
        decisions=decisions_of(content.decisions),
        elsewhere=preview.elsewhere,
    )
    if not preview.does_what(plan):
        return False
    report("write", 0, 0)
    try:
        with transaction.atomic():
            write(plan.writes, spoken_of=imported.spoken_of)
    except TakenError:
        return False
    return True


def _columns(table: Table) -> list[tuple[str, str, str, str]]:
    return [(column.header, column.field, column.fate.value, sample(table, column.index)) for column in table.mapping]


def sample(table: Table, index: int) -> str:
    """What stands in the first filled cell of a column."""
    cells = (row.cells[index] for row in table.rows[:SAMPLE_ROWS] if index < len(row.cells))
    return next((words[:40] for words in map(text, cells) if words), "")
