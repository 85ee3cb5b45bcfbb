"""Sums of tallies are read in one package, which decides who reads what: nothing else names their tables."""

import re

import pytest

from tests.arrows import ROOT, sources

TALLIES = re.compile(r"\b(?:Class|Group|Reason|Month|Hours|People)Tally\b|participants_\w+tally\b")
AT_HOME = ("reports/figures/", "participants/models/", "participants/migrations/", "lapas_training/scale/")
"""Where they are kept and read; and where the owner of an invented nation has them counted."""


def readers() -> set[str]:
    """Files outside their home that name a table of tallies."""
    found = {str(path.relative_to(ROOT)) for path in sources() if TALLIES.search(path.read_text(encoding="utf-8"))}
    return {path for path in found if not path.startswith(AT_HOME)}


def test_only_the_figures_read_tallies():
    assert readers() == set()


@pytest.mark.parametrize("planted", ["GroupTally.objects.all()", "SELECT * FROM participants_monthtally"])
def test_another_reader_is_found(planted):
    assert TALLIES.search(planted)
    assert not TALLIES.search("SessionTally.objects.all()")
