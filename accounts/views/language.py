"""In which language the pages speak: a visitor's choice is kept by a cookie, a user's with the user."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page it was made on."""
    response = set_language(request)
    language = request.POST.get("language", "")
    if not request.user.is_authenticated or language not in dict(settings.LANGUAGES):
        return response
    request.user.language = language
    request.user.save(update_fields=["language"])
    return forget_choice(response)


def forget_choice(response: HttpResponse) -> HttpResponse:
    """Take the visitor's choice from the browser: whoever comes next at a shared computer has their own."""
    response.delete_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
