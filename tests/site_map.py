"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "admin"


@dataclass(frozen=True)
class Address:
    """One pattern: its name (with its namespace), the view behind it, and what its path asks for."""

    name: str
    view: object
    asks: tuple[str, ...]
    path: str

    @property
    def package(self) -> str:
        """The package that the view lives in."""
        return self.view.__module__.split(".")[0]


def addresses(urlconf: str | None = None) -> list[Address]:
    """All of them. One without a name has its path for a name, so that none is passed over."""
    return list(_walk(get_resolver(urlconf), (), "", ()))


def pages(urlconf: str | None = None) -> list[Address]:
    """Those of our own: all but stock admin."""
    return [address for address in addresses(urlconf) if not address.name.startswith(f"{ADMIN}:")]


def _walk(resolver: URLResolver, spaces: tuple, path: str, asks: tuple) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        asked = (*asks, *(entry.pattern.converters or entry.pattern.regex.groupindex))
        if isinstance(entry, URLPattern):
            yield Address(":".join([*spaces, entry.name or here]), entry.callback, asked, here)
        else:
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces, here, asked)
