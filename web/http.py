"""How a view answers: the whole page, or only the part of it that htmx asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Whether the browser will put the answer into a page that it already shows.

    A boosted link and a page fetched again for Back want the whole page, though htmx asks for them.
    """
    headers = request.headers
    asked = headers.get("HX-Request") == "true"
    return asked and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def page(
    request: HttpRequest, template: str, context: dict | None = None, part: str | None = None, status: int = 200
) -> HttpResponse:
    """Render ``template``, or ``part`` where only that is wanted; both answer the same address.

    What somebody saw while signed in is kept by no cache: the next person at the shared computer must not get
    it back with the Back button. (The assembly says the same of every answer that says nothing of its own.)
    """
    chosen = part if part and wants_part(request) else template
    response = render(request, chosen, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response
