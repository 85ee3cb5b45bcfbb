"""What an entry of the watch says, the same on the page and in the mail. It names no participant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisations.models import Agreement, Commitment, Organisation
from organisations.templatetags.organisations import agreement_name
from programs.facts import named_parties
from reports.models import WatchEntry
from reports.models.watch import WatchKind
from web.dates import partial_date
from web.numbers import number, percent

PARTS = {
    "expires_30": gettext_lazy("Runs out within 30 days"),
    "expires_90": gettext_lazy("Runs out within 90 days"),
    "expires_180": gettext_lazy("Runs out within 180 days"),
    WatchKind.OVERDUE.value: gettext_lazy("Commitments overdue"),
    WatchKind.NO_BASIS.value: gettext_lazy("Programmes that ran without a basis in force"),
    WatchKind.AUTHORITY.value: gettext_lazy("Signatures without authority"),
    WatchKind.DUPLICATE.value: gettext_lazy("The same agreed on twice"),
    "aside": gettext_lazy("Set aside"),
}
"""The parts of the page, most urgent first."""


@dataclass(frozen=True)
class Line:
    """One entry in words: what it is about, with its address, and what there is to say."""

    entry: WatchEntry
    title: str
    href: str
    facts: list[str]
    also: list[tuple[str, str]] = field(default_factory=list)
    invented: bool = False


def with_names(entries: Iterable[WatchEntry], on: date) -> list[WatchEntry]:
    """The entries with all that their words need: three statements, however many they are."""
    entries = list(entries)
    agreements = [one for entry in entries for one in (entry.agreement, entry.other) if one]
    prefetch_related_objects(agreements, named_parties(on))
    parties = [entry.party for entry in entries if entry.party and not entry.party.name_as_printed]
    prefetch_related_objects(parties, Prefetch("organisation", Organisation.objects.named(on)))
    return entries


RELATED = ("agreement", "other", "programme", "party", "commitment")


def line(entry: WatchEntry, on: date) -> Line:
    """An entry in the reader's language."""
    about = entry.programme if entry.kind == WatchKind.NO_BASIS else entry.agreement
    return Line(
        entry,
        _name(about),
        _address(about),
        [fact for fact in FACTS[entry.kind](entry, on) if fact],
        [(_name(entry.other), _address(entry.other))] if entry.other else [],
        about.invented,
    )


def _name(about) -> str:
    return agreement_name(about) if isinstance(about, Agreement) else str(about)


def _address(about) -> str:
    return reverse("agreement" if isinstance(about, Agreement) else "programme", args=[about.pk])


def _day(entry: WatchEntry) -> str:
    return partial_date(entry.day, entry.day_precision)


def _running_out(entry: WatchEntry, on: date) -> list[str]:
    if entry.open:
        return [_("In force until %(day)s; the day is not known.") % {"day": _day(entry)}]
    left = (entry.day - on).days
    if not left:
        return [_("In force until %(day)s; that is today.") % {"day": _day(entry)}]
    words = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": number(left)}
    return [_("In force until %(day)s; %(left)s.") % {"day": _day(entry), "left": words}]


def _no_basis(entry: WatchEntry, on: date) -> list[str]:
    told = {"n": number(entry.days), "all": number(entry.all_days), "day": _day(entry), "open": number(entry.open_days)}
    without = _("No agreement that it names was in force on %(n)s of the %(all)s days it ran; the first was %(day)s.")
    unsure = _("On %(open)s of the %(all)s days it ran it cannot be told whether an agreement was in force.")
    return [without % told if entry.days else "", unsure % told if entry.open_days else ""]


def _overdue(entry: WatchEntry, on: date) -> list[str]:
    one = entry.commitment
    late = _("Due by %(day)s.") % {"day": partial_date(one.due_on, one.due_on_precision)}
    if entry.delivered is None or not one.quantity:
        return [promised(one), late, entry.get_finding_display()]
    told = {"n": number(entry.delivered.normalize()), "share": percent(entry.delivered, one.quantity)}
    return [promised(one), late, _("Delivered until now: %(n)s (%(share)s).") % told]


def promised(one: Commitment) -> str:
    """A commitment in a few words: its kind, and how much of it where that is known, else the words of the text."""
    if one.quantity is None:
        return f"{one.get_kind_display()}: {one.text_as_printed}"
    return f"{one.get_kind_display()}: {number(one.quantity.normalize())} {one.get_unit_display()}"


def _signature(entry: WatchEntry, on: date) -> list[str]:
    return [str(entry.party), entry.get_finding_display()]


def _twice(entry: WatchEntry, on: date) -> list[str]:
    return [entry.get_finding_display(), _("Both from %(day)s on.") % {"day": _day(entry)}]


FACTS = {
    WatchKind.EXPIRES: _running_out,
    WatchKind.NO_BASIS: _no_basis,
    WatchKind.OVERDUE: _overdue,
    WatchKind.AUTHORITY: _signature,
    WatchKind.DUPLICATE: _twice,
}
