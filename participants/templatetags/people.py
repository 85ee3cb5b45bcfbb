"""The words that templates about people are written with: ``{% load people %}``."""

from django import template

from participants.choices import LegalStatus
from participants.days import local_day
from participants.names import display_name
from web.numbers import percent

register = template.Library()
register.filter("display_name", display_name)
register.filter("day_in", local_day)
register.filter("percent", percent)


@register.simple_tag
def legal_status(value: str) -> str:
    """A legal status that was read without its stay, in words."""
    return str(LegalStatus(value).label)
