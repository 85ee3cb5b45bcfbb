"""What happened and where, to standard error; never what was typed or stored.

The text of an exception may repeat a value of a row or a form (PostgreSQL's does). So an exception is logged by its
kind and its place in the code, a database error by its code and its constraint as well.
"""

import logging
import traceback

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"reticent": {"()": "lapas_training.logs.ReticentFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "reticent"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.db.backends": {"level": "WARNING"},
    },
}


class ReticentFormatter(logging.Formatter):
    """Format a record without the text of its exception."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei) -> str:  # noqa: N802 (the name is the library's)
        _, error, place = ei
        lines = ["Traceback (most recent call last):\n", *traceback.format_tb(place)]
        return "".join([*lines, ", caused by ".join(_kinds(error))])


def _kinds(error: BaseException | None):
    """The kinds of an error and of what caused it."""
    while error is not None:
        diag = getattr(error, "diag", None)
        known = [part for part in (getattr(error, "sqlstate", None), getattr(diag, "constraint_name", None)) if part]
        yield type(error).__qualname__ + (f" ({', '.join(known)})" if known else "")
        error = error.__cause__ or error.__context__
