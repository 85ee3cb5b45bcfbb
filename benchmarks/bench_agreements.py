"""10,000 agreements: the list and each way of narrowing it, with its time and its questions."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from benchmarks.bench_lists import MILLISECONDS, QUESTIONS, read
from benchmarks.database import nation
from benchmarks.line import Ceiling
from organisations.choices import NameKind
from organisations.models import Agreement, AgreementParty, Organisation, OrganisationName
from tests.factories import make_user, post


def run() -> Iterator[Ceiling]:
    """As who keeps them and sees all, as an official whose body has signed most of them, as one who sees few."""
    with nation():
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
