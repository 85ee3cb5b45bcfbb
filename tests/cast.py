"""The cast: who appears in the tests. Loaded by ``conftest``."""

import pytest
from django.conf import settings
from django.utils import translation

from accounts.roles import Role
from tests.factories import make_facility, make_user, post


@pytest.fixture(autouse=True)
def _indonesian():
    """A request leaves its language with the thread; the next test begins in the first one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def tangerang(db):
    """The women's prison in which most tests play."""
    return make_facility("lpp-tangerang", name="LPP Kelas IIA Tangerang")


@pytest.fixture
def cipinang(db):
    """Another prison: the outsider's."""
    return make_facility("lapas-cipinang", name="Lapas Kelas I Cipinang", kind="lapas", sex_held="L")


@pytest.fixture
def registrar(tangerang):
    """Registrar at Tangerang: fills classes, sees offences."""
    return post(make_user("staff.tangerang"), Role.REGISTRAR, facility=tangerang)


@pytest.fixture
def instructor(tangerang):
    """Instructor at Tangerang: the same without offences."""
    return post(make_user("instructor.tangerang"), Role.INSTRUCTOR, facility=tangerang)


@pytest.fixture
def outsider(cipinang):
    """Registrar at Cipinang: the same role, another prison."""
    return post(make_user("staff.cipinang"), Role.REGISTRAR, facility=cipinang)


@pytest.fixture
def auditor(db):
    """Reads both logs and nothing else."""
    return post(make_user("auditor"), Role.AUDITOR)
