"""Finding organisations by any name they ever had, and saying under which one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.choices import NameKind
from organisations.models import OrganisationName
from organisations.spans import Span
from web.pagination import Page

MOST_WORDS = 6


def holding(words: str) -> Q:
    """The bodies of which every word stands somewhere in a name or abbreviation they ever had."""
    found = Q()
    for word in words.split()[:MOST_WORDS]:
        named = OrganisationName.objects.filter(organisation=OuterRef("pk"))
        found &= Q(Exists(named.filter(Q(name__icontains=word) | Q(short__icontains=word))))
    return found


def listed(rows: Page, words: str) -> str:
    """How many rows a list holds, and for which words; nothing where it holds none."""
    if not rows.total:
        return ""
    parts = {"n": rows.total_words, "words": words}
    if words:
        return ngettext("%(n)s found for “%(words)s”", "%(n)s found for “%(words)s”", rows.total) % parts
    return ngettext("%(n)s in this list", "%(n)s in this list", rows.total) % parts


def found_under(names: dict[UUID, str], words: str, today: date) -> dict[UUID, str]:
    """For each of these bodies, by key with the name it is listed under: the other name that it was found by.

    ``formerly …`` for an official name of the past, ``also …`` for one in use beside it and for an abbreviation.
    """
    sought = [word.casefold() for word in words.split()[:MOST_WORDS]]
    elsewhere = {key for key, name in names.items() if not _holds(name, sought)}
    if not sought or not elsewhere:
        return {}
    found: dict[UUID, tuple[int, str]] = {}
    rows = OrganisationName.objects.filter(organisation__in=elsewhere)
    for row in rows.order_by("organisation", "kind", "pk"):
        for text, told in _ways(row, today):
            hits = sum(word in text.casefold() for word in sought)
            if text != names[row.organisation_id] and hits > found.get(row.organisation_id, (0, ""))[0]:
                found[row.organisation_id] = hits, told % {"name": text}
    return {key: told for key, (_hits, told) in found.items()}


def _ways(row: OrganisationName, today: date) -> Iterable[tuple[str, str]]:
    """The words in which a name may be found, each with how it is told."""
    past = row.kind == NameKind.OFFICIAL and Span.of(row).may_until < today
    yield row.name, _("formerly %(name)s") if past else _("also %(name)s")
    if row.short:
        yield row.short, _("formerly %(name)s") if past else _("also %(name)s")


def _holds(name: str, sought: list[str]) -> bool:
    return all(word in name.casefold() for word in sought)
