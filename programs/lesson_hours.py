"""The lesson hours of a course: what it states beside what its modules add up to. A difference is shown, not hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Course, CourseModule
from web.numbers import number


@dataclass(frozen=True)
class LessonHours:
    """Stated hours, the sum of the modules, of how many modules the hours are not known, and how many there are."""

    stated: int | None
    added: int | None
    unknown: int
    modules: int

    @classmethod
    def of(cls, course: Course, modules: Sequence[CourseModule]) -> LessonHours:
        """Those of a course whose modules have been read."""
        known = [module.lesson_hours for module in modules if module.lesson_hours is not None]
        return cls(course.lesson_hours, sum(known) if known else None, len(modules) - len(known), len(modules))

    @property
    def differ(self) -> bool:
        """Whether stated and added hours cannot both be right: open hours of a module may fill up what is missing."""
        if self.stated is None or self.added is None:
            return False
        return self.added > self.stated if self.unknown else self.added != self.stated

    @property
    def sum_words(self) -> str:
        """What the modules add up to, in words; nothing where no module says its hours."""
        if self.added is None:
            return ""
        if not self.unknown:
            return _("%(n)s JP") % {"n": number(self.added)}
        return ngettext(
            "at least %(n)s JP; the hours of %(unknown)s module are not known",
            "at least %(n)s JP; the hours of %(unknown)s modules are not known",
            self.unknown,
        ) % {"n": number(self.added), "unknown": number(self.unknown)}

    @property
    def difference(self) -> str:
        """By how much the two differ, as a sentence; nothing where they agree or one is not known."""
        if not self.differ:
            return ""
        apart = {"n": number(abs(self.added - self.stated))}
        if self.added > self.stated:
            return _("The modules are %(n)s JP more than stated.") % apart
        return _("The modules are %(n)s JP less than stated.") % apart
