"""A page as a tree, to ask what stands in which of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPACE = re.compile(r"\s+")


class Element:
    """One element with what stands in it, in order: elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str | None]):
        self.tag, self.attributes = tag, attributes
        self.within: list[Element | str] = []

    def __str__(self) -> str:
        """Its words, as one reads them."""
        return SPACE.sub(" ", self._words()).strip()

    def __iter__(self) -> Iterator[Element]:
        """Every element in it, at any depth, in the order of the page."""
        for one in self.within:
            if isinstance(one, Element):
                yield one
                yield from one

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of this kind with these attributes; ``class_`` asks for one class of perhaps several."""
        asked = {name.rstrip("_"): value for name, value in attributes.items()}
        return [one for one in self if one.tag == tag and all(one.has(*pair) for pair in asked.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def has(self, name: str, value: str) -> bool:
        """Whether an attribute says this, or holds it as one of its classes."""
        kept = self.attributes.get(name) or ""
        return value in kept.split() if name == "class" else value == kept

    def facts(self) -> list[tuple[str, Element]]:
        """The pairs of its lists of facts: the word, and what stands beside it."""
        pairs, word = [], ""
        for one in self:
            word = str(one) if one.tag == "dt" else word
            pairs += [(word, one)] if one.tag == "dd" else []
        return pairs

    def _words(self) -> str:
        between = "" if self.tag in {"a", "b", "em", "i", "small", "span", "strong"} else " "
        return between + "".join(one if isinstance(one, str) else one._words() for one in self.within) + between


class _Tree(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        made = Element(tag, dict(attrs))
        self.open[-1].within.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].within.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if any(one.tag == tag for one in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].within.append(data)


def tree(html: str) -> Element:
    """The page as a tree."""
    parser = _Tree()
    parser.feed(html)
    return parser.root
