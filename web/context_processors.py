"""What every page may rely on."""

from functools import partial

from django.http import HttpRequest

from web.navigation import navigation_of


def page(request: HttpRequest) -> dict:
    """The reader's access, the places it names, and the menu, which is worked out only where a template prints it.

    A place where somebody holds two roles is named once; a national role has no place to name.
    """
    access = getattr(request, "access", None)
    places = dict.fromkeys(place.name for place in access.places if place.name) if access else {}
    return {"access": access, "place_names": list(places), "navigation": partial(navigation_of, request)}
