"""A file of programmes, prisons and organisations that nobody here has seen loads as the real one does."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.roles import Role
from organisations.models import Agreement, Organisation
from programs.models import PrintedName, Programme, ProgrammePlace
from tests.factories import make_user, post
from tests.loading_entries import agreement, entry, topics
from tests.test_exporting import exported

pytestmark = pytest.mark.django_db

UNSEEN = [
    entry(
        id="Ω-1",
        source_url="https://contoh.example/siaran?no=1&t=2",
        also_see=["http://contoh.example/lain"],
        prison="Lapas Terbuka Pulau Contoh",
        prison_kind="lapas terbuka (open prison)",
        city="Pulau Contoh",
        province="Papua Pegunungan",
        organiser="Balai Contoh Nusantara",
        partners=["Koperasi “Maju & Jaya”", "PT <Contoh>", "UNDP"],
        agreement=agreement(
            "kontrak payung", ["Balai Contoh Nusantara", "PT <Contoh>", "UNDP"], number="1/X; 2/Y", signed_on="2027-02"
        ),
        other_agreements=[agreement(None, [])],
        topics=topics("Selam industri", "Selam industri", "Budidaya mutiara"),
        participants_total=0,
        start="2027",
        quirks=["two topics of one name"],
    ),
    entry(
        id="programme/2",
        prison="Rutan Contoh",
        organiser=None,
        partners=[],
        topics=[],
        certificates={"count": None, "kind": None, "note": None},
        start="2027-03-01",
        end="2027-03-01",
        days=1,
        hours_jp=8,
        women_only=False,
    ),
    entry(id="3", prison="Rutan  CONTOH", funding="hibah\n\nluar negeri", follow_up="a" * 5000),
]


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "unseen.json"
    file.write_text(json.dumps(UNSEEN), encoding="utf-8")
    return file


def told(file, **options) -> list[str]:
    """What the command says."""
    out = StringIO()
    call_command("load_programmes", file, stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_loads_comes_back_and_the_second_run_changes_nothing(file):
    assert told(file, dry_run=True) == ["Would be: 3 added, 0 changed, 0 unchanged."]
    assert Programme.objects.count() == 0
    assert told(file) == ["Programmes: 3 added, 0 changed, 0 unchanged."]
    assert told(file) == ["Programmes: 0 added, 0 changed, 3 unchanged."]
    assert exported("Ω-1", "programme/2", "3") == UNSEEN


def test_nothing_is_made_up_for_it(file):
    told(file)
    assert (Organisation.objects.count(), ProgrammePlace.objects.exclude(facility=None).count()) == (0, 0)
    assert set(Agreement.objects.values_list("kind", flat=True)) == {"other"}
    assert set(Programme.objects.values_list("title_origin", flat=True)) == {"ours"}
    names = dict(PrintedName.objects.to_link().values_list("name", "times"))
    assert (names["Balai Contoh Nusantara"], names["PT <Contoh>"], names["Rutan Contoh"]) == (2, 2, 1)


def test_what_changes_is_said_before_it_is_written(file, monkeypatch):
    told(file)
    file.write_text(json.dumps([UNSEEN[0] | {"city": "Kota Lain"}, *UNSEEN[1:]]), encoding="utf-8")
    said, written = StringIO(), []

    def kept():
        return ProgrammePlace.objects.get(programme__reference="Ω-1").city

    write = said.write
    monkeypatch.setattr(said, "write", lambda words: (written.append((words.strip(), kept())), write(words)))
    call_command("load_programmes", file, stdout=said)
    assert written == [
        ("Ω-1: programmeplace 1, city: Pulau Contoh → Kota Lain", "Pulau Contoh"),
        ("Programmes: 0 added, 1 changed, 2 unchanged.", "Kota Lain"),
    ]


def test_its_pages_open_and_show_its_words(file, client):
    told(file)
    client.force_login(post(make_user(), Role.AGREEMENTS))
    for programme in Programme.objects.all():
        assert client.get(programme.get_absolute_url()).status_code == 200
    shown = client.get(Programme.objects.get(reference="Ω-1").get_absolute_url()).content.decode()
    assert ("PT &lt;Contoh&gt;" in shown, "PT <Contoh>" in shown) == (True, False)
    for name in PrintedName.objects.to_link():
        assert client.get(name.get_absolute_url()).status_code == 200
    assert client.get(reverse("to_link")).status_code == 200
