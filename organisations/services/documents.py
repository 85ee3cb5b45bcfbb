"""Keeping a document as it came, and giving it out again: what it is follows from its bytes, not from its name."""

import re
import unicodedata
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

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


def keep(agreement: Agreement, *, content: bytes, name: str, kind: str, by: User, at: datetime) -> Document:
    """Keep a document of an agreement: the row and its bytes together or not at all.

    A ``ValidationError`` says what is wrong with the file, or that this very one is kept already.
    """
    content_type = type_of(content)
    document = Document(
        agreement=agreement,
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
        raise refusal(error) from error
    return document


def take(document: Document, *, by: User, at: datetime) -> bytes:
    """The bytes of a document, for somebody who may see it; that they were taken is written down."""
    DocumentDownload.objects.create(document=document, by=by, at=at)
    return bytes(DocumentContent.objects.get(pk=document.pk).content)
