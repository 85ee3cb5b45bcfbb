"""The first page of each role, in one table."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from web.http import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page of the first role of the table that the user holds; without a posting, say whom to ask."""
    return page(request, "accounts/no_posting.html")
