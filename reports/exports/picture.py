"""The drawings of a report as pictures of their own, for paper: what style sheets give them on a page is written in."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from reports.document import Section

MILLIMETRES = 0.22
"""Of one unit of a drawing, so that its words are as large as those beside it."""

DRAWING = re.compile(r"<svg\b(.*?)>(.*)</svg>", re.DOTALL)
NAMED = re.compile(r'aria-label="(.*?)"', re.DOTALL)
BOX = re.compile(r'viewBox="\S+ \S+ (\S+) \S+"')
RULE = re.compile(r"^\s*(\.[^{}]*)\{([^{}]*)\}", re.MULTILINE)
GIVEN = re.compile(r"(--[\w-]+):\s*([^;}]+)")
ASKED = re.compile(r"var\((--[\w-]+)\)")


def picture(section: Section) -> dict | None:
    """The drawing of a section: the picture, its words for who cannot see it, its width in millimetres."""
    if section.picture is None:
        return None
    drawn = DRAWING.search(render_to_string(section.picture.template, {"chart": section.picture}))
    if drawn is None:
        return None
    attributes, inside = drawn.groups()
    named, box = NAMED.search(attributes), BOX.search(attributes)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><style>{style()}</style>'
    return {
        "svg": f"{head}{inside}</svg>",
        "alt": named[1] if named else section.title,
        "width": round(float(box[1]) * MILLIMETRES, 1) if box else 110,
    }


@cache
def style() -> str:
    """The rules for drawings out of the style sheets of the pages, with the colours that they name."""
    sheets = Path(settings.BASE_DIR) / "static" / "css"
    given = dict(GIVEN.findall((sheets / "base.css").read_text(encoding="utf-8")))
    rules = RULE.findall((sheets / "figures.css").read_text(encoding="utf-8"))
    mine = [f"{selector.strip()}{{{said.strip()}}}" for selector, said in rules if selector.startswith(".chart ")]
    return ASKED.sub(lambda asked: given[asked[1]], "".join(mine))
