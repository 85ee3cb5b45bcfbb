"""A list of agreements as a table to take away."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from organisations.models import Agreement
from organisations.states import agreement_states
from programs.facts import named_parties
from web.dates import PartialDay
from web.workbooks import Column

CHUNK = 500
"""Agreements that are read at once, with their parties."""


def columns() -> list[Column]:
    """The heads of the table, in the order of its rows."""
    return [
        Column(_("Kind"), 26), Column(_("Title"), 60), Column(_("Number"), 30), Column(_("Parties"), 60),
        Column(_("Numbers of the parties"), 40), Column(_("Signed"), 14), Column(_("In force from"), 14),
        Column(_("In force until"), 14), Column(_("Term as printed"), 20), Column(_("State")),
        Column(_("Scope"), 60), Column(_("Address of the page"), 50),
    ]  # fmt: skip


def rows(agreements: QuerySet, on: date, address: Callable[[Agreement], str]) -> Iterator[list]:
    """One row an agreement; what nobody knows is said to be unknown."""
    unknown = _("not known")
    for one in agreements.with_ends().prefetch_related(named_parties(on)).iterator(chunk_size=CHUNK):
        yield [unknown if value in ("", None) else value for value in _row(one, on, address)]


def _row(one: Agreement, on: date, address: Callable[[Agreement], str]) -> list:
    parties = list(one.parties.all())
    return [
        one.get_kind_display(),
        one.title,
        one.number_as_printed,
        "; ".join(str(party) for party in parties),
        "; ".join(f"{party}: {party.number}" for party in parties if party.number),
        _day(one.signed_on, one.signed_on_precision),
        _day(one.in_force_from, one.in_force_from_precision),
        _day(one.in_force_until, one.in_force_until_precision),
        one.term_as_printed,
        get_text_list([str(state.label) for state in agreement_states(one, on)], _("or")),
        one.scope,
        address(one),
    ]


def _day(day: date | None, precision: str) -> PartialDay | None:
    return PartialDay(day, precision) if day else None
