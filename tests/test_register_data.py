"""The demonstration's input is part of the repository, and equal to the data it was taken from."""

import pytest

from tests.register_rows import DATA

SHARED = DATA.parents[3] / "shared" / "data"
FILES = [
    "real_programmes.json",
    "register_lpp_tangerang.expected.json",
    "register_lpp_tangerang.xlsx",
    "tangerang.json",
]


def test_the_input_is_there():
    assert sorted(path.name for path in DATA.iterdir()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_the_input_is_equal_to_the_shared_data_where_that_exists(name):
    original = SHARED / name
    assert not original.exists() or (DATA / name).read_bytes() == original.read_bytes()
