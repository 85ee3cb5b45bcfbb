"""A program of its own that sets a report: it reads JSON from stdin and writes the PDF to stdout.

Setting a very long report takes memory that a process does not give back. In a process with limits of its own that
harms nobody, and no report can cost more than these limits. Nothing of Django is loaded here.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEMPLATES, FONTS = HERE / "typst", HERE / "fonts"

STANDARD = "ua-1"
"""Tagged, so that it can be read aloud: setting fails where a template leaves out what that needs."""

MEMORY, SECONDS = 768 * 1024 * 1024, 20


def limit() -> None:
    """Let the system end this process at the limits, where it can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def typeset(template: str, data: str) -> bytes:
    """The PDF of what ``data`` says. Fonts are our own, so it looks the same everywhere."""
    import typst

    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"report": data},
        pdf_standards=[STANDARD],
    )


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(typeset(sys.argv[1], sys.stdin.buffer.read().decode()))
