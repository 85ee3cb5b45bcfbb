"""The log says what happened and where, never what somebody typed or the database holds."""

import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from lapas_training.logs import ReticentFormatter

SECRET = "Siti Rahmawati"


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "web", logging.ERROR, "", 0, "Server error", None, (type(error), error, error.__traceback__)
    )
    return ReticentFormatter().format(record)


def test_an_error_is_logged_by_its_kind_and_place():
    try:
        int(SECRET)
    except ValueError as error:
        text = logged(error)
    assert SECRET not in text
    assert text.splitlines()[0].endswith("ERROR web: Server error")
    assert text.splitlines()[-1] == "ValueError"
    assert "test_an_error_is_logged_by_its_kind_and_place" in text


@pytest.mark.django_db
def test_an_error_of_the_database_is_logged_by_its_code_and_constraint(django_user_model):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        for _ in range(2):
            django_user_model.objects.create(username=SECRET)
    assert SECRET in str(raised.value), "the text repeats the value, so it may not be logged"
    text = logged(raised.value)
    assert SECRET not in text
    assert text.splitlines()[-1] == "IntegrityError, caused by UniqueViolation (23505, accounts_user_username_key)"


@pytest.mark.django_db
def test_the_log_of_a_request_holds_no_query(client, caplog):
    client.get("/nowhere/", {"q": SECRET})
    client.post("/nowhere/", {"name": SECRET})
    assert SECRET not in caplog.text


def test_every_log_goes_through_the_reticent_formatter_and_holds_no_sql():
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert formatters == {"reticent"}
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django.db.backends").isEnabledFor(logging.DEBUG) is False
