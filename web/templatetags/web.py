"""The words that templates are written with: ``{% load web %}``."""

from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import format_html, mark_safe
from django.utils.translation import gettext as _

from web import dates, numbers
from web.icons import icon

register = template.Library()
register.simple_tag(icon, name="icon")

for dated in (dates.long_date, dates.weekday_date, dates.short_date, dates.clock, dates.moment, dates.zone_name):
    register.filter(dated.__name__, dated)
for counted in (numbers.number, numbers.rupiah):
    register.filter(counted.__name__, counted)
register.simple_tag(dates.hours, name="hours")

STATES = {"plan": "ring", "run": "half", "ok": "tick", "look": "look", "stop": "cross", "done": "square"}
"""The six kinds of state and the shape of each: a state never shows by colour alone."""

SEATS_DRAWN = 40
"""Up to so many seats are drawn one by one; more would be too narrow to count."""


@register.simple_tag
def status(kind: str, label: str):
    """The state of a class, an enrolment, an agreement: ``{% status "run" session.get_status_display %}``."""
    return format_html('<span class="status {}">{}{}</span>', kind, icon(STATES[kind]), label)


@register.simple_tag
def chip(label: str, kind: str = ""):
    """A reason or a property of one row; ``kind`` ok, look or stop gives it a shape as well."""
    if not kind:
        return format_html('<span class="chip">{}</span>', label)
    return format_html('<span class="chip {}">{}{}</span>', kind, icon(STATES[kind]), label)


@register.simple_tag
def sample():
    """A small mark beside one invented value."""
    return format_html('<span class="sample">{}</span>', _("sample"))


@register.simple_tag
def unknown(where: str = ""):
    """Unknown is a value: written out, with where it was looked for."""
    words = format_html('<span class="unknown">{}</span>', _("not known"))
    return format_html("{} {}", words, source(where)) if where else words


@register.simple_tag
def source(text: str, url: str = ""):
    """Where one fact comes from, under the fact; the address is a link only where it is one of the web."""
    if url and urlsplit(url).scheme in ("http", "https"):
        text = format_html('<a href="{}" rel="external noreferrer">{}</a>', url, text)
    return format_html('<span class="source">{}: {}</span>', _("Source"), text)


@register.simple_tag
def note_ref(letter: str):
    """A small letter beside a figure; it leads to the list of origins at the end of the page."""
    label = _("origin %(letter)s") % {"letter": letter}
    return format_html('<a class="note-ref" href="#origin-{}" aria-label="{}">{}</a>', letter, label, letter)


@register.simple_tag
def date_range(first, last, first_precision: str = "d", last_precision: str = "d"):
    """``17–22 Juli 2023``, or the word for unknown: ``{% date_range a b %}``, with precisions where they have one."""
    return dates.date_range(first, last, first_precision, last_precision) or unknown()


@register.simple_tag
def partial_date(value, precision: str = "d"):
    """A day only as exactly as it is known, or the word for unknown."""
    return dates.partial_date(value, precision) or unknown()


@register.simple_tag
def share(part, whole):
    """``83% (10 dari 12)``, or the word for unknown where a part is not known."""
    return numbers.share(part, whole) or unknown()


@register.simple_tag
def printed(name: str, zone: str | None = None):
    """Who printed the page and when; it shows on paper only."""
    now = dates.moment(timezone.now(), zone or timezone.get_current_timezone_name())
    return _("Printed %(moment)s by %(name)s.") % {"moment": now, "name": name}


@register.inclusion_tag("components/_seats.html")
def seats(taken: int, capacity: int, held: int = 0):
    """One box per seat, with the numbers in words beneath; above forty a plain bar."""
    free = max(capacity - taken - held, 0)
    drawn = _boxes(taken, held, free) if 0 < capacity <= SEATS_DRAWN else _bar(taken, held, max(capacity, 1))
    return {"taken": taken, "held": held, "free": free, "capacity": capacity, "drawn": drawn}


def _rect(kind: str, x: float, width: float):
    return format_html('<rect class="{}" x="{}" y="1" width="{}" height="16" rx="2"/>', kind, f"{x:g}", f"{width:g}")


def _boxes(taken: int, held: int, free: int):
    kinds = ["taken"] * taken + ["held"] * held + ["free"] * free
    step = 600 / len(kinds)
    return mark_safe("".join(_rect(kind, round(i * step + 1, 2), round(step - 2, 2)) for i, kind in enumerate(kinds)))


def _bar(taken: int, held: int, capacity: int):
    whole = max(capacity, taken + held)
    first, second = round(598 * taken / whole, 2), round(598 * held / whole, 2)
    parts = [_rect("free", 1, 598)]
    parts += [_rect("taken", 1, first)] if taken else []
    parts += [_rect("held", 1 + first, second)] if held else []
    return mark_safe("".join(parts))
