"""The words in which programmes stand on a page: ``{% load programs %}``."""

import re
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from organisations.naming import NamesOn
from organisations.templatetags.organisations import states
from programs.models import Figure, FundingLine, Programme, TrainingSession
from programs.models.funding import RUPIAH
from programs.published import Published
from programs.states import days_of, programme_states, session_state
from web.numbers import number, rupiah
from web.templatetags.web import chip, date_range

register = template.Library()

APART = "–—,;:()/"
"""What stands between the names of several bodies where one is printed with those above it."""


@register.simple_tag
def programme_state(programme: Programme, on: date):
    """How far a programme has come on a day."""
    return states(programme_states(programme, on))


@register.simple_tag(name="session_state")
def state_of_session(session: TrainingSession):
    """How far a class has come."""
    return states([session_state(session)])


@register.simple_tag
def programme_days(programme: Programme):
    """The days of a programme as exactly as they are known; a mark says so where they are only planned."""
    days = days_of(programme)
    written = date_range(days.first, days.last, days.first_precision, days.last_precision)
    return format_html("{} {}", written, chip(_("planned"))) if days.planned else written


@register.simple_tag
def figure_value(figure: Figure) -> str:
    """A published number with what it is of; the words of its source where it gave no number."""
    if figure.value is None:
        return figure.text
    return _("%(number)s %(unit)s") % {"number": number(figure.value), "unit": figure.get_unit_display()}


@register.simple_tag
def money(line: FundingLine) -> str:
    """The amount of a line of funding in its currency."""
    return rupiah(line.amount) if line.currency == RUPIAH else f"{line.currency} {number(line.amount)}"


@register.simple_tag
def question_words(published: Published) -> str:
    """What some published numbers are of, in words."""
    of = published.topic.name if published.topic else _("the whole programme")
    first = published.first
    parts = {"of": of, "measure": first.get_measure_display(), "basis": first.get_basis_display()}
    return _("%(of)s: %(measure)s, %(basis)s") % parts


@register.simple_tag
def names_beside(body) -> list[str]:
    """What a body was called on the day that counts, where its printed name does not say so, and is called today,
    where that is another name or in doubt.

    ``body`` is a row of ``Facts`` with ``then`` and ``now``.
    """
    then, now = body.then, body.now
    printed = body.name_as_printed or str(body.organisation)
    lines = []
    if str(then) and not _says(printed, then):
        words = (_("Called then: %(name)s"), _with_remark(then)) if then.known else (_("Kept here as %(name)s"), then)
        lines.append(words[0] % {"name": words[1]})
    differs = [one.name for one in now] != [one.name for one in then] or len(now.names) > 1
    if str(now) and differs and (str(then) or not _says(printed, now)):
        lines.append(_("Called today: %(name)s") % {"name": _with_remark(now)})
    return lines


def _says(printed: str, names: NamesOn) -> bool:
    """Whether a printed name holds, whole and set apart, the only name that a body had.

    ``Kementerian Hukum dan HAM`` does not say ``Kementerian Hukum``.
    """
    if len(names.names) != 1:
        return False
    return re.search(rf"(^|[{APART}]\s*){re.escape(str(names))}(\s*[{APART}]|$)", printed) is not None


def _with_remark(names: NamesOn) -> str:
    return f"{names} ({names.remark})" if names.remark else str(names)
