"""What a workbook is made of, looked at before anything reads it: parts, their sizes, and what must not be there."""

import io
import zipfile
import zlib

from participants.register.unreadable import ENTITIES, MACROS, NO_TABLE, PASSWORD, TOO_LARGE, UnreadableError

MAX_PARTS = 1_000
MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts together: 50,000 rows of twenty columns are less."""

CHUNK = 1024 * 1024
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
"""Spreadsheets declare no entities; who does wants something read from elsewhere, or memory filled."""

OF_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/")


def look_into_zip(data: bytes) -> None:
    """Refuse an xlsx or ods that is locked, has macros, declares entities, or unpacks to more than a register does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _look_at_parts(parts)
            for part in parts:
                _look_at_text(archive, part)
    # RuntimeError is what zipfile raises of a compression that it does not know.
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
        raise UnreadableError(NO_TABLE) from None


def _look_at_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableError(TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError(PASSWORD)
    if any(mark in f"/{part.filename.casefold()}" for part in parts for mark in map("/{}".format, OF_MACROS)):
        raise UnreadableError(MACROS)


def _look_at_text(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, so that a size that is not true is found, and keep nothing of it."""
    overlap = max(map(len, FORBIDDEN))
    with archive.open(part) as opened:
        before = b""
        while chunk := opened.read(CHUNK):
            seen = before + chunk
            if any(mark in seen for mark in FORBIDDEN):
                raise UnreadableError(ENTITIES)
            before = seen[-overlap:]


def look_into_ole(data: bytes) -> None:
    """Refuse an xls, or an xlsx inside the same wrapping, that is locked or has macros."""
    if _named(data, "EncryptedPackage"):
        raise UnreadableError(PASSWORD)
    if _named(data, "_VBA_PROJECT"):
        raise UnreadableError(MACROS)


def _named(data: bytes, part: str) -> bool:
    return part.encode("utf-16-le") in data
