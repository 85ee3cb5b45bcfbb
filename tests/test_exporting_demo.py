"""The demonstration adds to the real programmes; the form they came in comes back without that."""

from tests.test_exporting import exported, real


def test_the_real_programmes_come_back_from_the_demonstration_with_all_its_additions(demo):
    assert exported() == real()
