"""Names and numbers in the forms in which they are compared and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.names import display_name
from participants.register.classes import class_of, is_convict, is_sentenced
from participants.register.texts import name_key, number_key, text, without_alias_mark

ALL_CLASSES = ("A.I", "A.V", "B.I", "B.IIa", "B.III", "SH", "Mati", "C", "")
SEPARATORS = st.text(alphabet=" .-/", max_size=3)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("  Li   Na \n", "Li Na"),
        ("Li\u00a0Na\u200b", "Li Na"),
        ("nul\0 byte", "nul byte"),
        (114.0, "114"),
        (1.5, "1.5"),
        (None, ""),
        ("-", ""),
        (" – ", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_cell(cell, words):
    assert text(cell) == words


@pytest.mark.parametrize("spelling", ["B.I.114/2021", "BI 114/2021", "b.i 114-2021  ", "B I.114 / 2021", "BI1142021"])
def test_a_number_is_one_number_in_every_spelling(spelling):
    assert number_key(spelling) == "BI1142021"


@given(st.lists(st.text(alphabet="ABI0123456789", min_size=1), min_size=1), st.data())
def test_separators_and_capitals_never_make_another_number(parts, data):
    spelled = "".join(part + data.draw(SEPARATORS) for part in parts)
    assert number_key(spelled.lower()) == "".join(parts)


@given(st.text())
def test_a_key_is_its_own_key(number):
    assert number_key(number_key(number)) == number_key(number)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("NI'MAH HALIMAH", "Nimah  Halimah", True),
        ("José", "JOSE", True),
        ("Siti", "Siti Aminah", False),
        ("Yuni", "Yuli", False),
    ],
)
def test_names_are_the_same_whatever_their_capitals_and_signs(first, second, same):
    assert (name_key(first) == name_key(second)) is same


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("FATIMAH NI'MAH BINTI ANDI", "Fatimah Ni'mah binti Andi"),
        ("sulastri binti eko", "Sulastri binti Eko"),
        ("DESI", "Desi"),
        ("ABDUL-AZIZ", "Abdul-Aziz"),
        ("Permata Endang", "Permata Endang"),
        ("Maria de Gonzales", "Maria de Gonzales"),
        ('=HYPERLINK("x","DEWI")', '=HYPERLINK("x","DEWI")'),
        ("", ""),
    ],
)
def test_capitals_are_made_ordinary_for_the_eye_only(name, shown):
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("al. Yuni", "Yuni"),
        ("AL.YUNI", "YUNI"),
        ("alias Yuni", "Yuni"),
        ("Al Amin", "Al Amin"),
        ("Aliasnya", "Aliasnya"),
    ],
)
def test_an_alias_stands_without_its_mark(alias, name):
    assert without_alias_mark(alias) == name


@pytest.mark.parametrize(
    ("number", "register_class"),
    [
        ("B.I.101-WNA/2023", "B.I"),
        ("BI 157/2021", "B.I"),
        ("BIIa 143-WNA/2022", "B.IIa"),
        ("B.IIA.5/2020", "B.IIa"),
        ("B.II.b 3/2023", "B.IIb"),
        ("A.III.104/2020", "A.III"),
        ("a.v 9/2023", "A.V"),
        ("SH.419/2019", "SH"),
        ("12/B.I/2020", "B.I"),
        ("Z.IX 7/2023", ""),
        ("B.IX 7/2023", ""),
        ("114/2023", ""),
    ],
)
def test_the_class_is_read_from_the_number(number, register_class):
    assert class_of(number) == register_class


def test_convicts_of_a_term_are_those_whose_sentence_ends():
    assert [name for name in ALL_CLASSES if is_convict(name)] == ["B.I", "B.IIa", "B.III"]


def test_sentenced_are_also_those_for_life_and_to_death():
    assert [name for name in ALL_CLASSES if is_sentenced(name)] == ["B.I", "B.IIa", "B.III", "SH", "Mati"]
