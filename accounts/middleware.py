"""What happens around every request: language is set, idleness ends it, one transaction holds it with its access."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import access_of
from accounts.scope import scope_of

LAST_SEEN, BEGAN = "last_seen", "began"
LAST_SEEN_GRAIN = 60
"""Seconds within which a visit is not written again: a session row need not change with every click."""


class LanguageMiddleware:
    """Speak the language that was chosen here: by a visitor for this browser, by a user on every computer.

    Indonesian until somebody chooses. The browser's own language is not asked: in offices it is that of whoever
    set the computer up, which is often English.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen not in dict(settings.LANGUAGES):
            chosen = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class IdleMiddleware:
    """End the session of whoever has done nothing for ``SESSION_IDLE_SECONDS``, and any after ``SESSION_COOKIE_AGE``.

    The PC is shared. The second limit counts from signing in: work does not move it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now, session = int(time.time()), request.session
            seen, began = session.get(LAST_SEEN, now), session.setdefault(BEGAN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS:
                return _signed_out(request, _("You were signed out because nothing was done for a while."))
            if now - began > settings.SESSION_COOKIE_AGE:
                return _signed_out(request, _("You were signed out because you signed in long ago. Sign in again."))
            if now - seen > LAST_SEEN_GRAIN or LAST_SEEN not in session:
                session[LAST_SEEN] = now
        return self.get_response(request)


def _signed_out(request, why: str):
    """Forget who it was and say why."""
    logout(request)
    messages.info(request, why)
    return redirect(settings.LOGIN_URL)


class ScopeMiddleware:
    """Hold the whole response in one transaction whose scope is the user's access.

    The whole response, not only the view: a template that is rendered after the transaction finds no rows.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.access = None
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.access = access_of(request.user)
        with scope_of(request.access, actor=request.user.pk, page=page_name(request)):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def page_name(request) -> str:
    """The name of the page asked for, for the logs: never the address, which may carry what was searched for."""
    try:
        return resolve(request.path_info).view_name or ""
    except Resolver404:
        return ""
