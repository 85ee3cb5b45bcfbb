"""Coming in and going out. Failures to come in are counted by django-axes, per name and address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.views.language import forget_choice

sign_in = LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True)
"""Django's own: a new session key, ``next`` only to this host, the same answer to a wrong name and a wrong password."""


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and ask for the next user. On a shared computer nothing of this one stays, nor their language."""
    if request.user.is_authenticated:
        logout(request)
        messages.info(request, _("You have signed out."))
    return forget_choice(redirect(settings.LOGIN_URL))
