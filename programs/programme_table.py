"""A list of programmes as rows: on a page, and as a table to take away."""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.templatetags.organisations import agreement_name
from programs.choices import ProgrammeRoleKind
from programs.facts import named_parties
from programs.models import Programme, ProgrammeBasis, ProgrammePlace, ProgrammeRole, Topic
from programs.states import days_of, programme_states
from web.dates import partial_date

LISTED = (ProgrammeRoleKind.ORGANISER, ProgrammeRoleKind.PARTNER)


def with_parts(programmes: QuerySet, on: date) -> QuerySet:
    """Each with its places and ``organisers``, as a list shows them."""
    return programmes.prefetch_related(_places(), _roles(on, "organisers", ProgrammeRoleKind.ORGANISER))


def _places() -> Prefetch:
    return Prefetch("places", ProgrammePlace.objects.select_related("facility").order_by("addition", "position"))


def _roles(on: date, to_attr: str, *kinds: ProgrammeRoleKind) -> Prefetch:
    """Roles with ``called``: as printed, else the name of the body on that day."""
    name = Organisation.objects.named(on).filter(pk=OuterRef("organisation")).values("name")
    roles = ProgrammeRole.objects.filter(role__in=kinds).annotate(today=Subquery(name))
    return Prefetch("roles", roles.order_by("addition", "position"), to_attr=to_attr)


def table(programmes: QuerySet, on: date) -> tuple[list[str], Iterator[list]]:
    """The head and the rows of a table of programmes: what is known of each, nothing of people."""
    found = programmes.prefetch_related(
        _places(),
        _roles(on, "bodies", *LISTED),
        Prefetch("topics", Topic.objects.order_by("addition", "position")),
        Prefetch("bases", ProgrammeBasis.objects.order_by("addition", "position")),
        "bases__agreement",
        named_parties(on, "bases__agreement__parties"),
    )
    head = [
        _("Reference"), _("Title"), _("Origin of the title"), _("Kind"), _("Place"), _("City"), _("Province"),
        _("Facility"), _("Organiser"), _("Partner"), _("Topics"), _("Agreements"), _("Start"), _("End"),
        _("Dates are"), _("State"), _("Sample data"),
    ]  # fmt: skip
    return head, (_row(programme, on) for programme in found)


def _row(programme: Programme, on: date) -> list:
    places, days = list(programme.places.all()), days_of(programme)
    known = days.first or days.last
    return [
        programme.reference or "",
        programme.title,
        programme.get_title_origin_display(),
        programme.get_kind_display(),
        _each(place.name_as_printed or place.facility.name for place in places),
        _each(place.city for place in places),
        _each(place.province for place in places),
        _each(place.facility.name for place in places if place.facility),
        *(
            _each(role.name_as_printed or role.today for role in programme.bodies if role.role == kind)
            for kind in LISTED
        ),
        _each(topic.name for topic in programme.topics.all()),
        _each(agreement_name(basis.agreement) for basis in programme.bases.all()),
        partial_date(days.first, days.first_precision),
        partial_date(days.last, days.last_precision),
        (_("planned") if days.planned else _("actual")) if known else "",
        get_text_list([str(state.label) for state in programme_states(programme, on)], _("or")),
        _("yes") if programme.invented else "",
    ]


def _each(words) -> str:
    """Several values in one cell, each once; what is not known leaves nothing."""
    return "; ".join(dict.fromkeys(str(word) for word in words if word))
