"""Where the files of a report stand: below its page, one address for each format."""

from collections.abc import Callable

from django.urls import URLPattern, path

from accounts.models import ExportFormat


def files(route: str, view: Callable, name: str) -> list[URLPattern]:
    """The addresses of the files of the report at ``route``; ``view`` gets the format as ``how``."""
    return [path(f"{route}{how}/", view, {"how": how}, name=f"{name}_{how}") for how in ExportFormat]
