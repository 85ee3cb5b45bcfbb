"""Follow every link and form of the site as one user and keep what comes back."""

import io
import zipfile
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import pypdfium2
from django.test import Client

FOLLOWED = {"href", "hx-get", "src"}
NOT_FOLLOWED = ("/static/", "/admin/logout", "/admin/jsi18n", "mailto:", "data:")
MOST = 600
"""Pages; a site of this size that goes on has a trap in it."""

ALIKE = 2
"""How many addresses are followed that differ in the values of their parameters only: sorts and filters multiply."""


class _Links(HTMLParser):
    """Addresses that a page leads to without writing anything."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.found += [values[name] for name in FOLLOWED & values.keys() if values[name]]
        if tag == "form" and (values.get("method") or "get").lower() == "get":
            self.found.append(values.get("action") or "")


def crawl(client: Client, start: str = "/") -> dict[str, str]:
    """Every page of this site that can be reached from ``start`` by reading, with its text and headers."""
    waiting, seen, alike, pages = deque([start]), {start}, Counter(), {}
    while waiting:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        body = _text(response)
        pages[address] = body + str(dict(response.items()))
        assert response.status_code < 500, address
        assert len(pages) < MOST, f"more than {MOST} pages"
        if "html" in response.get("Content-Type", ""):
            for target in _addresses(body, response.request["PATH_INFO"]):
                if target not in seen and alike[_kind(target)] < ALIKE:
                    seen.add(target)
                    alike[_kind(target)] += bool(urlsplit(target).query)
                    waiting.append(target)
    return pages


def _text(response) -> str:
    """What is read in an answer: of a workbook and of a paper what they say, not how they are packed."""
    body = response.getvalue()
    if body.startswith(b"%PDF-"):
        with pypdfium2.PdfDocument(body) as opened:
            return "\n".join(page.get_textpage().get_text_bounded() for page in opened)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return body.decode("utf-8", "replace")


def _kind(address: str) -> tuple:
    """The path and the names of the parameters; of stock admin the path alone, where every column sorts and filters."""
    parts = urlsplit(address)
    if parts.path.startswith("/admin/"):
        return (parts.path,)
    return parts.path, *sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)})


def _addresses(body: str, base: str) -> list[str]:
    parser = _Links()
    parser.feed(body)
    whole = (urljoin(base, link) for link in parser.found if not link.startswith("#"))
    parts = [urlsplit(link) for link in whole]
    own = [part for part in parts if not part.netloc and not part.scheme]
    addresses = [part.path + (f"?{part.query}" if part.query else "") for part in own]
    return [address for address in addresses if not any(skip in address for skip in NOT_FOLLOWED)]
