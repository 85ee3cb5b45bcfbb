"""The main menu: its shape is known here, its entries come from the assembly."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class NavEntry:
    """One entry of the main menu; ``count`` is what is unread there."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


def navigation_of(request: HttpRequest) -> Sequence[NavEntry]:
    """The entries for whoever asks, from the function that ``settings.NAVIGATION`` names; none for visitors."""
    source = getattr(settings, "NAVIGATION", None)
    if not source or getattr(request, "access", None) is None:
        return ()
    return import_string(source)(request)
