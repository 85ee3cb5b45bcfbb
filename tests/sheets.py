"""Filling in a form as a browser would: what stands in its fields is read from the page, changed, and sent again."""

from html.parser import HTMLParser

from django.test import Client


class _Fields(HTMLParser):
    """The fields of the form that is sent by posting, outside the header of the page."""

    def __init__(self):
        super().__init__()
        self.sent: dict[str, str] = {}
        self._inside, self._select, self._area = False, "", ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "main":
            self._inside = True
        name, value = given.get("name"), given.get("value") or ""
        if not self._inside:
            return
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.sent[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self.sent):
            self.sent[self._select] = value
        elif tag == "textarea":
            self._area, self.sent[name] = name, ""

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser leaves out the line break that stands right behind the opening tag.
            self.sent[self._area] = self.sent[self._area].removeprefix("\r\n").removeprefix("\n")
            self._area = ""
        self._inside = self._inside and tag != "main"


def fields_of(response) -> dict[str, str]:
    """What a browser would send of the page without a change."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.sent


def with_row(client: Client, address: str, sent: dict, prefix: str, **entries: str) -> dict[str, str]:
    """Press the button that adds a row, without script, and fill the new row in."""
    grown = fields_of(client.post(address, sent | {"add": prefix}))
    number = int(grown[f"{prefix}-TOTAL_FORMS"]) - 1
    return grown | {f"{prefix}-{number}-{name}": value for name, value in entries.items()}
