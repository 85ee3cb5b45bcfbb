"""Three pages that everybody may read: how to find help, what is recorded, how the pages can be used."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from web.http import page


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to turn to, and the few things worth knowing before that."""
    return page(request, "web/help.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is recorded about people and about readers, and who sees it."""
    return page(request, "web/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the pages can be used, and what is not good yet."""
    return page(request, "web/accessibility.html")
