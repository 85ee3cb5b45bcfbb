"""What the page says when the fault is ours."""

import logging
import secrets

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Say that the fault is ours, with a code and the time that the log holds as well.

    Nothing is read from the database for it, and the log gets no address: that may carry what was searched for.
    """
    code = "-".join(secrets.token_hex(2).upper() for _ in range(2))
    logger.error("Server error %s", code, exc_info=True)
    context = {"code": code, "at": timezone.now(), "zone": timezone.get_current_timezone_name()}
    return HttpResponseServerError(render_to_string("500.html", context))
