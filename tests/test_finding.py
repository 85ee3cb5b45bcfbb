"""Finding people by what is typed: forgiving, at once, and only whom the reader may see."""

import pytest

from accounts.scope import scope
from participants.models import Person, PersonWord, RegisterNumber
from participants.services.finding import found
from participants.services.people import admit, leave
from tests.factories import TODAY, acting, custody_of, make_inmate
from tests.raw import refused, run


def names(typed: str, *facilities) -> list[str]:
    """Whom somebody finds who sees these facilities."""
    with scope(actor=None, facilities=[facility.pk for facility in facilities]):
        people = found(Person.objects.filter(facility__in=facilities), typed, facilities=len(facilities))
        return sorted(people.values_list("name", flat=True))


@pytest.fixture
def here(registrar, outsider, tangerang, cipinang):
    """People whose names are written in many ways, at two prisons."""
    with acting(registrar, tangerang):
        for name in ("Muh. Yusuf", "Sitti Aminah binti Achmad", "SUPARTI", "Dr. Hj. Djoemiati", "Nur'aini", "D'Souza"):
            make_inmate(tangerang, name)
        make_inmate(tangerang, "Rahayu", alias="Yuni Kecil")
    with acting(outsider, cipinang):
        for name in ("Mohammad Yusuf", "Suparto", "Siti Rahasia"):
            make_inmate(cipinang, name)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("muhammad", ["Muh. Yusuf"]),
        ("Mohamad yus", ["Muh. Yusuf"]),
        ("moh", ["Muh. Yusuf"]),
        ("yusuf muh", ["Muh. Yusuf"]),
        ("siti", ["Sitti Aminah binti Achmad"]),
        ("SITTI ahmad", ["Sitti Aminah binti Achmad"]),
        ("siti binti ahmad", ["Sitti Aminah binti Achmad"]),
        ("suparti", ["SUPARTI"]),
        ("jumiati", ["Dr. Hj. Djoemiati"]),
        ("nuraini", ["Nur'aini"]),
        ("dsouza", ["D'Souza"]),
        ("yuni", ["Rahayu"]),
        ("uparti", ["SUPARTI"]),
        ("minah siti", ["Sitti Aminah binti Achmad"]),
        ("tidak ada", []),
        ("%", []),
        ("rahasia", []),
    ],
)
def test_inside_one_prison_any_part_of_a_name_finds(typed, who, here, tangerang):
    assert names(typed, tangerang) == who


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("mohamad", ["Mohammad Yusuf", "Muh. Yusuf"]),
        ("muh yusuf", ["Mohammad Yusuf", "Muh. Yusuf"]),
        ("supart", ["SUPARTI", "Suparto"]),
        ("uparti", []),
        ("siti", ["Siti Rahasia", "Sitti Aminah binti Achmad"]),
        ("siti rah", ["Siti Rahasia"]),
    ],
)
def test_among_prisons_the_beginning_of_any_word_finds(typed, who, here, tangerang, cipinang):
    assert names(typed, tangerang, cipinang) == who


def test_a_register_number_is_found_in_any_spelling_old_ones_too(registrar, tangerang, cipinang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang, "Ani")
        RegisterNumber.objects.update(number="B.I 114/2021")
        RegisterNumber.objects.create(
            custody=custody_of(person), facility=tangerang, number="A.III.7/2020", valid_from=None, valid_until=TODAY
        )
        budi = make_inmate(tangerang, "Budi")
        RegisterNumber.objects.filter(custody__person=budi).update(number="B.I.900/2019")
    for typed in ("B.I.114/2021", "bi 114 2021", "BI114/2021", "b.i114", "A.III 7/2020", "ani b.i.114", "Ani 114"):
        assert (typed, names(typed, tangerang)) == (typed, ["Ani"])
    assert names("BI-114", tangerang, cipinang) == ["Ani"]
    assert names("114/2021", tangerang, cipinang) == []
    assert names("budi b.i.114", tangerang) == []


def test_a_nik_is_found_whole_or_not_at_all(registrar, tangerang, cipinang):
    with acting(registrar, tangerang):
        make_inmate(tangerang, "Ani", nik="3671041204870001")
    assert names("3671041204870001", tangerang) == ["Ani"]
    assert names("3671041204870001", tangerang, cipinang) == ["Ani"]
    assert names("367104120487000", tangerang) == []
    assert names("3671041204870001", cipinang) == []


def test_the_words_follow_the_person(registrar, outsider, tangerang, cipinang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang, "Ani")
        Person.objects.update(name="Citra", alias="Cici")
        assert set(PersonWord.objects.values_list("word", flat=True)) == {"citra", "cici"}
        leave(custody_of(person), on=TODAY)
    with acting(outsider, tangerang, cipinang):
        admit(person, facility=cipinang, on=TODAY, number="B.I.9/2023")
    assert (names("citra", tangerang), names("citra", cipinang)) == ([], ["Citra"])
    with acting(registrar, tangerang):
        assert PersonWord.objects.count() == 0


@pytest.mark.parametrize("name", ["H.", "Bin", "Siti", "..", "3", "ST", "st. Aminah"])
def test_whatever_a_name_consists_of_it_is_kept(name, registrar, tangerang):
    with acting(registrar, tangerang):
        make_inmate(tangerang, name)
        assert Person.objects.get().name == name


def test_nobody_writes_the_words_by_hand(registrar, tangerang):
    with acting(registrar, tangerang):
        make_inmate(tangerang, "Ani")
        assert refused("UPDATE participants_personword SET word = 'x'") == "42501"
        assert refused("DELETE FROM participants_personword") == "42501"
        assert run("SELECT word FROM participants_personword") == [("ani",)]
