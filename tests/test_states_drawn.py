"""The drawings of the states are those of the tables in the code."""

from pathlib import Path

import pytest
from django.conf import settings

from participants.choices import TRANSITIONS
from programs.choices import SESSION_TRANSITIONS

DRAWN = Path(settings.BASE_DIR) / "docs" / "states.md"


def drawing(table: dict[str, tuple[str, ...]]) -> str:
    """A table of transitions as a mermaid diagram; whatever nothing follows is an end."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for state, following in table.items():
        lines += [f"    {str(state) or '[*]'} --> {after}" for after in following]
        lines += [f"    {state} --> [*]"] if not following else []
    return "\n".join([*lines, "```"])


@pytest.mark.parametrize("table", [SESSION_TRANSITIONS, TRANSITIONS], ids=["classes", "enrolments"])
def test_the_page_draws_the_table_of_the_code(table):
    assert drawing(table) in DRAWN.read_text(encoding="utf-8"), "put this into docs/states.md:\n" + drawing(table)


def test_the_page_draws_nothing_else():
    assert DRAWN.read_text(encoding="utf-8").count("```mermaid") == len((SESSION_TRANSITIONS, TRANSITIONS))
