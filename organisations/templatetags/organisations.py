"""The words in which organisations and agreements stand on a page: ``{% load organisations %}``."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html_join
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from organisations.choices import AgreementKind
from organisations.models import Agreement, Organisation, Source
from organisations.states import State, agreement_states
from web.dates import partial_date
from web.templatetags.web import status, unknown

register = template.Library()


@register.simple_tag
def states(possible: Iterable[State]):
    """Every state that is possible on the day asked for; the word for unknown where there is none."""
    return format_html_join(" ", "{}", ((status(state.shape, state.label),) for state in possible)) or unknown()


@register.simple_tag
def agreement_state(agreement: Agreement, on: date):
    """The state of an agreement on a day."""
    return states(agreement_states(agreement, on))


@register.filter
def agreement_name(agreement: Agreement) -> str:
    """Its title; where it has none, what it is and whose: most agreements are known by their parties only."""
    if agreement.title:
        return agreement.title
    kind = agreement.get_kind_display()
    signed = [str(party) for party in agreement.parties.all() if party.added_by_id is None]
    parties = get_text_list(signed, _("and"))
    if not parties:
        return kind
    if agreement.kind == AgreementKind.OTHER:
        return _("Cooperation of %(parties)s") % {"parties": parties}
    return _("%(kind)s of %(parties)s") % {"kind": kind, "parties": parties}


@register.filter
def opens_to(organisation: Organisation, user) -> bool:
    """Whether the page of an organisation opens to this user."""
    return organisation.is_visible_to(user)


@register.filter
def source_name(source: Source) -> str:
    """A source in a few words: title, publisher or host, and the day it was published where that is known."""
    published = partial_date(source.published, source.published_precision)
    if not published:
        return str(source)
    return _("%(source)s, published %(day)s") % {"source": source, "day": published}
