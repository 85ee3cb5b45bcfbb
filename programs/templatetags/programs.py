"""The words in which programmes stand on a page: ``{% load programs %}``."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from organisations.templatetags.organisations import states
from programs.models import Figure, Programme, TrainingSession
from programs.states import days_of, programme_states, session_state
from web.numbers import number
from web.templatetags.web import chip, date_range

register = template.Library()


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
