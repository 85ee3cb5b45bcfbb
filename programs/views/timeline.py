"""The timeline of agreements and their chains, drawn and as a table."""

from collections import defaultdict
from itertools import count

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from organisations.chains import Step, steps
from organisations.forms.timeline import TimelineFilter
from organisations.templatetags.organisations import agreement_name
from organisations.timeline import drawn
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.views.programmes import READERS
from web.http import page
from web.pagination import keyset

CHAINS = 15
"""Chains on one page: about as many rows as fit on a sheet of paper."""

LATER = """
    WITH RECURSIVE later(head, id) AS (
      SELECT id, id FROM organisations_agreement WHERE id = ANY (%s)
      UNION SELECT later.head, a.id FROM organisations_agreement a JOIN later ON a.renews_id = later.id)
    SELECT head, id FROM later"""


@requires(*READERS)
@require_safe
def agreement_timeline(request: HttpRequest) -> HttpResponse:
    """The chains of agreements in sight, newest first; one page of them, for the years asked for."""
    today = timezone.localdate()
    in_sight = agreements_visible_to(request.user)
    filters = TimelineFilter(request.GET or None, in_sight=in_sight)
    makes_sense = not filters.is_bound or filters.is_valid()
    heads = _heads(in_sight, filters.fitting()) if makes_sense else in_sight.none()
    rows = keyset(heads, request.GET, order=("-signed_on", "pk"), size=CHAINS)
    chains = _chains([head.pk for head in rows], in_sight)
    shown = [step.agreement for chain in chains for step in chain]
    prefetch_related_objects(shown, named_parties(today))
    names = {one.pk: agreement_name(one) for one in shown}
    context = {
        "trail": [(_("Agreements"), reverse("agreement_list"))],
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "rows": rows,
        "chains": _numbered(chains),
        "today": today,
        "invented": any(one.invented for one in shown),
    }
    if chains:
        since, until = filters.chosen("since"), filters.chosen("until")
        context["drawing"] = drawn(chains, names, today, since, until)
    return page(request, "programs/agreement_timeline.html", context)


def _numbered(chains: list[list[Step]]) -> list[list[tuple[int, Step]]]:
    """Each row of the table with the number by which the drawing calls it."""
    numbers = count(1)
    return [[(next(numbers), step) for step in chain] for chain in chains]


def _heads(in_sight: QuerySet, fitting: QuerySet | None) -> QuerySet:
    """The agreements in sight that renew none in sight, and from which one leads that fits."""
    heads = in_sight.filter(Q(renews=None) | ~Exists(in_sight.order_by().filter(pk=OuterRef("renews"))))
    if fitting is None:
        return heads
    sql, values = fitting.order_by().filter(renews__isnull=False).values("pk").query.sql_with_params()
    earlier = f"""
        WITH RECURSIVE earlier(id) AS (
          SELECT * FROM ({sql}) fitting
          UNION SELECT a.renews_id FROM organisations_agreement a JOIN earlier ON a.id = earlier.id
            WHERE a.renews_id IS NOT NULL)
        SELECT id FROM earlier"""
    return heads.filter(Q(pk__in=fitting.order_by().values("pk")) | Q(pk__in=RawSQL(earlier, values)))


def _chains(heads: list, in_sight: QuerySet) -> list[list[Step]]:
    """Each head with what renews it over however many steps, as far as the reader may know."""
    with connection.cursor() as cursor:
        cursor.execute(LATER, [heads])
        head_of = {key: head for head, key in cursor.fetchall()}
    found = defaultdict(list)
    for agreement in in_sight.filter(pk__in=list(head_of)).with_ends():
        found[head_of[agreement.pk]].append(agreement)
    return [steps(found[head]) for head in heads if found[head]]
