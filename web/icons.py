"""Icons, drawn here as lines on a square of 24; a page carries them inline, so nothing is fetched for them."""

from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "tick": '<path d="m4 12.5 5 5L20 6.5"/>',
    "cross": '<path d="M6 6 18 18M18 6 6 18"/>',
    "look": '<path d="M12 3 22.5 20.5H1.5Z"/><path d="M12 10v4.5M12 17.5v.1"/>',
    "ring": '<circle class="dashed" cx="12" cy="12" r="8"/>',
    "half": '<circle cx="12" cy="12" r="8"/><path class="solid" d="M12 4a8 8 0 0 1 0 16Z"/>',
    "square": '<rect class="solid" x="5" y="5" width="14" height="14" rx="1.5"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.2v.1"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l4 2.5"/>',
    "down": '<path d="m5 9 7 7 7-7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V3h10v6M7 18H3V9h18v9h-4"/><path d="M7 14.5h10V21H7Z"/>',
    "download": '<path d="M12 3v12M7 10.5l5 5 5-5M4 20.5h16"/>',
    "eye": '<path d="M1.5 12S5.5 5 12 5s10.5 7 10.5 7-4 7-10.5 7S1.5 12 1.5 12Z"/><circle cx="12" cy="12" r="3"/>',
}


def icon(name: str) -> SafeString:
    """The icon as an SVG element that readers pass over: a word always stands beside it."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{SHAPES[name]}</svg>')
