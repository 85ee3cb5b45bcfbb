"""Keeping a document as it came, and giving it out again: what it is follows from its bytes, not from its name."""

import re
import unicodedata
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from organisations.choices import DocumentType
from organisations.models import Agreement, Document, DocumentContent, DocumentDownload
from web.refusals import refusal
from web.uploads import LARGEST

BEGINNINGS = {
    DocumentType.PDF: b"%PDF-",
    DocumentType.JPEG: b"\xff\xd8\xff",
    DocumentType.PNG: b"\x89PNG\r\n\x1a\n",
}
SUFFIXES = {
    DocumentType.PDF: (".pdf",),
    DocumentType.JPEG: (".jpg", ".jpeg"),
    DocumentType.PNG: (".png",),
}
PNG_END = b"IEND\xaeB`\x82"
NEAR_THE_END = 2048
"""How far from its end a PDF may say that it ends: some programs write a little after it."""

LONGEST_NAME = 120

NO_ROOM = ("53000", "53100", "58030")
"""How PostgreSQL says that its resources, its disk or its files are exhausted."""

ELSEWHERE = gettext_lazy("The document that this one is to replace belongs to another agreement.")


def type_of(content: bytes) -> DocumentType:
    """What kind of file these bytes are, or a ``ValidationError`` that says why they are not kept.

    The first bytes must be those of the type, not some further on: a file that is two things at once is refused.
    One that does not end as its type does was cut on the way.
    """
    if not content:
        raise ValidationError(_("The file is empty. Choose the file of the document."), code="empty")
    if len(content) > LARGEST:
        raise ValidationError(too_large(), code="large")
    found = next((kind for kind, first in BEGINNINGS.items() if content.startswith(first)), None)
    if found is None:
        raise ValidationError(
            _("The file is no PDF, JPEG or PNG, whatever its name says. Save it as PDF or scan it anew."), code="type"
        )
    if not _ends(found, content):
        raise ValidationError(
            _("The file stops in the middle: its end is missing. Copy or scan it anew."), code="incomplete"
        )
    return found


def too_large() -> str:
    """What is said of a file above the limit."""
    return _("The file is larger than 20 MB. Scan it with fewer dots per inch, or in several files.")


def _ends(kind: DocumentType, content: bytes) -> bool:
    if kind == DocumentType.PDF:
        return b"%%EOF" in content[-NEAR_THE_END:]
    if kind == DocumentType.JPEG:
        return content.rstrip(b"\0").endswith(b"\xff\xd9")
    return content.endswith(PNG_END)


def name_shown(name: str, kind: DocumentType) -> str:
    """The name of the file alone, with the ending of what it is; no folder, no invisible sign."""
    text = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    text = " ".join("".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text).split())
    text = text.lstrip(".") or str(DocumentType(kind).label)
    path = PurePosixPath(text)
    ending = path.suffix if path.suffix.lower() in SUFFIXES[kind] else SUFFIXES[kind][0]
    stem = text.removesuffix(path.suffix) if path.suffix.lower() == ending.lower() else text
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip()}{ending}"


def keep(
    agreement: Agreement,
    *,
    content: bytes,
    name: str,
    kind: str,
    by: User,
    at: datetime,
    replaces: Document | None = None,
) -> Document:
    """Keep a document of an agreement, perhaps in place of a former one: row and bytes together or not at all.

    A ``ValidationError`` says what is wrong with the file, that this very one is kept already, that another was
    quicker to replace the former, or that the server has no room for it.
    """
    content_type = type_of(content)
    document = Document(
        agreement=agreement,
        replaces=replaces,
        kind=kind,
        name=name_shown(name, content_type),
        content_type=content_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
            DocumentContent.objects.create(document=document, content=content)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS document_has_its_content IMMEDIATE")
                cursor.execute("SET CONSTRAINTS document_has_its_content DEFERRED")
    except IntegrityError as error:
        raise refusal(error, {"document_replaces_one_of_its_agreement": ELSEWHERE}) from error
    except DatabaseError as error:
        if not _has_no_room(error):
            raise
        raise ValidationError(
            _(
                "The server has no room for this file, so nothing of it was kept. Tell whoever looks after the server,"
                " and bring the file again later."
            ),
            code="no_room",
        ) from error
    return document


def _has_no_room(error: DatabaseError) -> bool:
    """Whether the disk is full, or a file of the database may not grow: of that it says only what it was doing."""
    cause = error.__cause__
    sqlstate = getattr(cause, "sqlstate", None) or ""
    return sqlstate in NO_ROOM or (sqlstate == "XX000" and "could not extend file" in str(cause))


def take(document: Document, *, by: User, at: datetime) -> bytes:
    """The bytes of a document, for somebody who may see it; that they were taken is written down."""
    DocumentDownload.objects.create(document=document, by=by, at=at)
    return bytes(DocumentContent.objects.get(pk=document.pk).content)
