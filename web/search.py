"""Looking for people: what is typed is a name as a rule, and a name stands in no address, history or log.

So the search is posted, kept with the session, and the list opened anew under an address that only says that
something was searched for. The plain address shows everything.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect

FOUND = "found"
"""The parameter that says that the list shows what was searched for."""


def keep_search(request: HttpRequest, name: str) -> HttpResponseRedirect:
    """Keep what was posted to the list ``name``, an address of the site, and open the list with it."""
    words = {key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
    request.session[_key(name)] = words
    response = redirect(name)
    if any(words.values()):
        response["Location"] += f"?{FOUND}=1"
    return response


def kept_search(request: HttpRequest, name: str, params: Mapping[str, str] | None = None) -> QueryDict:
    """What the list ``name`` is to be narrowed to, as a form reads it. ``params``: of the address, if not this one."""
    said = QueryDict(mutable=True)
    if FOUND in (request.GET if params is None else params):
        said.update(request.session.get(_key(name), {}))
    return said


def _key(name: str) -> str:
    return f"search:{name}"
