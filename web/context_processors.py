"""What every page may rely on."""

from functools import partial

from django.http import HttpRequest

from web.navigation import navigation_of


def page(request: HttpRequest) -> dict:
    """The reader's access, and the menu; the menu is worked out only where a template prints it."""
    return {"access": getattr(request, "access", None), "navigation": partial(navigation_of, request)}
