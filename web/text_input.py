"""Text that no page can work with is refused at the door: otherwise the database refuses it, as a fault of ours."""

from django.http import HttpRequest, QueryDict
from django.views.defaults import bad_request

UNREADABLE = ("\0", "\N{REPLACEMENT CHARACTER}")
"""NUL, which PostgreSQL cannot hold, and what Python reads in place of bytes that are no text."""


def readable(text: str) -> bool:
    """Whether a text is text: nothing undecodable, no NUL, no half of a character."""
    return not any(mark in text for mark in UNREADABLE) and not any("\ud800" <= letter <= "\udfff" for letter in text)


class ReadableTextMiddleware:
    """Answer 400 to an address or a form that holds what is no text; the browser's Back keeps what was typed.

    It stands after the language is known, so that the refusal can be read.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        if readable(request.path_info) and _all_readable(request.GET) and _all_readable(request.POST):
            return self.get_response(request)
        return bad_request(request, None)


def _all_readable(fields: QueryDict) -> bool:
    return all(readable(name) and all(map(readable, values)) for name, values in fields.lists())
