"""Documents of agreements: scans of hardly any bytes, of which some took the place of a former one."""

from datetime import date, timedelta
from hashlib import sha256

from django.db import connection

from accounts.models import User
from lapas_training.demo import SYSTEM
from lapas_training.scale import Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from organisations.choices import DocumentKind, DocumentType
from organisations.models import Document, DocumentContent

FIELDS = ("id", "agreement", "replaces", "kind", "name", "content_type", "size", "sha256", "by", "at")
SCANNED, MENDED = 0.8, 0.1
"""The part of the agreements that have a scan, and the part of these that were scanned anew."""


def make_documents(size: Size, world: World, loading: Loading) -> None:
    """A row may stand without its bytes only until the transaction's end: it comes first, and is asked after."""
    dice, by = chance(size.seed, "documents"), User.objects.get(username=SYSTEM).pk
    rows, contents = [], []

    def scan(agreement: str, day: date, replaces: str | None) -> str:
        made, content = key(dice, day), b"%%PDF-1.4\n%% contoh %d\n%%%%EOF\n" % len(rows)
        told = (DocumentKind.SCAN, f"contoh-{len(rows)}.pdf", DocumentType.PDF, len(content))
        rows.append((made, agreement, replaces, *told, sha256(content).hexdigest(), by, f"{day} 08:00+00"))
        contents.append((made, rf"\\x{content.hex()}"))
        return made

    for agreement, _party, signed_on in world.agreements:
        if dice.random() < SCANNED:
            first = scan(agreement, signed_on, None)
            if dice.random() < MENDED:
                scan(agreement, signed_on + timedelta(days=30), first)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS document_has_its_content DEFERRED")
        loading.rows(Document, FIELDS, rows)
        loading.rows(DocumentContent, ("document", "content"), contents)
        cursor.execute("SET CONSTRAINTS document_has_its_content IMMEDIATE")
