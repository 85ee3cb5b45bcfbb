"""10,000 agreements: the list and each way of narrowing it, with its time and its questions."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from benchmarks.bench_lists import MILLISECONDS, QUESTIONS, read
from benchmarks.database import nation
from benchmarks.line import Ceiling
from organisations.choices import NameKind
from organisations.models import Agreement, AgreementParty, Commitment, Organisation, OrganisationName
from reports.watch.counting import recount
from tests.factories import make_user, post

ANEW = 3000
LATE = date(2025, 12, 31)


def run() -> Iterator[Ceiling]:
    """As who keeps them and sees all, as an official whose body has signed most of them, as one who sees few."""
    with nation(), transaction.atomic():
        _promise()
        began = time.perf_counter()
        recount(timezone.localdate(), timezone.now())
        yield Ceiling("10,000 agreements, counting the watch anew", (time.perf_counter() - began) * 1000, "ms", ANEW)
        bodies = AgreementParty.objects.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation")
        readers = {
            "": post(make_user("perjanjian.tolok"), Role.AGREEMENTS),
            " of a body with many": _official("banyak.tolok", bodies[0]["organisation"]),
            " of a body with few": _official("sedikit.tolok", bodies[bodies.count() // 2]["organisation"]),
        }
        most = 0
        for whose, reader in readers.items():
            client = Client()
            client.force_login(reader)
            for what, address in _ways():
                taken, asked = read(client, address)
                most = max(most, asked)
                yield Ceiling(f"{Agreement.objects.count()} agreements{whose}, {what}", taken, "ms", MILLISECONDS)
        yield Ceiling("agreements, most questions to the database", most, "questions", QUESTIONS)
        transaction.set_rollback(True)


def _promise() -> None:
    """A promise of every fifth agreement, whose day has passed: for the watch, and taken back at the end."""
    agreements = Agreement.objects.order_by("pk").values_list("pk", flat=True)[::5]
    Commitment.objects.bulk_create(
        Commitment(agreement_id=key, position=1, kind=kind, quantity=30, unit=unit, due_on=LATE, due_on_precision="d")
        for key, (kind, unit) in zip(agreements, cycle((("seats", "people"), ("trainers", "people"))), strict=False)
    )


def _official(name: str, organisation):
    return post(make_user(name), Role.OFFICIAL, organisation=Organisation.objects.get(pk=organisation))


def _ways() -> Iterator[tuple[str, str]]:
    """The list, a page in the middle, words of every kind, and each filter."""
    address = reverse("agreement_list")
    middle = Agreement.objects.filter(number_as_printed__gt="", signed_on__isnull=False).order_by("signed_on", "pk")
    middle = middle[middle.count() // 2]
    former = OrganisationName.objects.filter(
        kind=NameKind.OFFICIAL, valid_until__isnull=False, organisation__party_to__isnull=False
    ).order_by("name")[0]
    party = middle.parties.select_related("organisation").order_by("position")[0]
    number = "".join(sign for sign in middle.number_as_printed if sign.isalnum())
    yield "first page", address
    yield "watch", reverse("agreement_watch")
    yield "watch, one part", f"{reverse('agreement_watch')}?part=duplicate"
    yield "timeline", reverse("agreement_timeline")
    for asked in ({"since": 2018, "until": 2024}, {"kind": "mou"}):
        yield f"timeline of {asked}", f"{reverse('agreement_timeline')}?{urlencode(asked)}"
    yield "a page in the middle", f"{address}?after={middle.pk}"
    for what, asked in (
        ("a frequent word", {"q": "pelatihan"}),
        ("three words of parties", {"q": "dinas tenaga kerja"}),
        ("a former name", {"q": former.name}),
        ("a number in another spelling", {"q": number}),
        ("two letters", {"q": "ka"}),
        ("nothing found", {"q": "zzyx qq"}),
        ("a party", {"party": OrganisationName.objects.filter(organisation=party.organisation_id)[0].name}),
        ("a kind", {"kind": "pks"}),
        ("a state", {"state": "in_force"}),
        ("a state that few have", {"state": "incomplete"}),
        ("a year", {"year": middle.signed_on.year}),
        ("what runs out", {"within": 90}),
        ("all of these", {"q": "pelatihan kerja", "kind": "pks", "state": "in_force", "within": 365}),
    ):
        yield what, f"{address}?{urlencode(asked)}"
