"""Who the program is to its database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_as_the_application_in_a_test_database(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database() LIKE 'test\\_%'")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE, True)
