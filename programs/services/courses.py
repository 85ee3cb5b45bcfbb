"""A new version of a course."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programs.models import Course, CourseModule, CoursePrerequisite
from web.keys import uuid7

SENTENCES = {
    "course_in_use_is_not_rewritten": _(
        "There are classes of this course: lesson hours, minimum attendance, pass mark and modules stay as they are. "
        "Make a new version."
    ),
}
"""What is said of the rule that triggers keep."""


@transaction.atomic
def new_version(course: Course, *, version: str) -> Course:
    """A course with everything that this one has, under the name of its version, to be changed then.

    The old one stays for its classes, and no second version replaces it. Raises ``ValidationError`` otherwise.
    """
    old = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if newer := Course.objects.filter(replaces=old).first():
        words = {"course": str(newer)}
        raise ValidationError(
            _("%(course)s has replaced this version already. Make the new version from that one.") % words,
            code="replaced",
        )
    modules, asked = list(old.modules.all()), list(old.prerequisites.all())
    made = Course.objects.get(pk=old.pk)
    made.pk, made.version, made.replaces = uuid7(), version, old
    made._state.adding = True
    made.full_clean()
    made.save(force_insert=True)
    CourseModule.objects.bulk_create(_of(made, module) for module in modules)
    CoursePrerequisite.objects.bulk_create(_of(made, one) for one in asked)
    return made


def _of(course: Course, row):
    """The same row, of another course."""
    row.pk, row.course = None, course
    row._state.adding = True
    return row
