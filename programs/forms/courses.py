"""A course, its modules and what it asks for; finding courses; the name of a new version."""

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.forms.meetings import side_by_side
from programs.forms.skills import skill_choices
from programs.models import Course, CourseModule, CoursePrerequisite
from web.editing import RowSet, rows
from web.forms import FilterForm, PageForm

RESTED_ON = ("lesson_hours", "minimum_attendance", "pass_mark")
"""What the classes of a course rest on: it stays as it is once there are some."""


class CourseSearch(FilterForm):
    """What the list of courses can be narrowed to."""

    q = forms.CharField(label=_("Search a course or skill"), max_length=100)
    skill = forms.ChoiceField(label=_("Skill"))
    old = forms.BooleanField(label=_("Earlier versions too"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = skill_choices(_("All skills"))

    @property
    def chosen(self) -> dict:
        """What was asked for; nothing where the address holds what cannot be searched for."""
        return self.cleaned_data if self.is_valid() else {"q": "", "skill": "", "old": False}


class CourseForm(PageForm, forms.ModelForm):
    """A course. Of one that is used, what its classes rest on is not asked for."""

    class Meta:
        model = Course
        fields = (
            "title", "version", "skill", "lesson_hours", "default_capacity", "minimum_attendance", "pass_mark",
        )  # fmt: skip
        help_texts = {
            "version": _("For example 2024 or 1.1, where there are several."),
            "lesson_hours": _("As the syllabus states them; the modules are added up beside it."),
            "default_capacity": _("A new class takes it over where none is written."),
            "pass_mark": _("Empty where nobody is assessed."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].widget.choices = skill_choices(_("Choose a skill"))
        used = not self.instance._state.adding and self.instance.is_used
        for name in RESTED_ON if used else ():
            del self.fields[name]
        pairs = [("lesson_hours", "default_capacity"), ("minimum_attendance", "pass_mark")]
        held = [[name for name in pair if name in self.fields] for pair in pairs]
        self.helper.layout = Layout(
            side_by_side("title", "version"), "skill", *(side_by_side(*pair) for pair in held if pair)
        )


class ModuleForm(PageForm, forms.ModelForm):
    """A module; its place is given where none is written."""

    position = forms.IntegerField(
        label=_("Position"), required=False, min_value=1, max_value=500, help_text=_("Empty: after the last one.")
    )

    class Meta:
        model = CourseModule
        fields = ("title", "lesson_hours", "position")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("title", side_by_side("lesson_hours", "position"))
        self.helper.render_unmentioned_fields = True

    def _get_validation_exclusions(self):
        """Two modules may change places: positions are compared with each other, not with what is kept."""
        return super()._get_validation_exclusions() | {"position"}


class Modules(RowSet):
    """The parts of a course in their order."""

    legend, add_words, row_words = _("Modules"), _("Add a module"), _("Module")

    def clean(self):
        """Refuse the second of two modules at one position, and give those without one the next."""
        super().clean()
        kept = [form for form in self.forms if form.is_valid() and self._is_kept(form)]
        places: set[int] = set()
        for form in kept:
            place = form.cleaned_data.get("position")
            if place in places:
                form.add_error("position", _("Another module stands at this position."))
            places |= {place} - {None}
        for form in kept:
            if form.cleaned_data.get("position") is None:
                form.instance.position = max(places, default=0) + 1
                places.add(form.instance.position)

    def _is_kept(self, form) -> bool:
        return (form.has_changed() or form.instance.pk is not None) and not self._should_delete_form(form)


class PrerequisiteForm(PageForm, forms.ModelForm):
    """A course or a skill that comes before."""

    class Meta:
        model = CoursePrerequisite
        fields = ("required_course", "required_skill")
        labels = {"required_course": _("Course"), "required_skill": _("Skill, wherever it was learnt")}

    def __init__(self, *args, courses: list, skills: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["required_course"].widget.choices = courses
        self.fields["required_skill"].widget.choices = skills
        self.helper.layout = Layout(side_by_side("required_course", "required_skill"))
        self.helper.render_unmentioned_fields = True


def offered_before(course: Course) -> dict[str, list]:
    """What a course may ask for, read once for all its rows: other courses in their newest version, and skills."""
    held = Q(replaced_by__isnull=True) | Q(required_by__course=course.pk)
    others = Course.objects.filter(held).exclude(pk=course.pk).distinct().order_by("title", "version")
    courses = [("", _("No course")), *((str(other.pk), str(other)) for other in others)]
    return {"courses": courses, "skills": skill_choices(_("No skill"))}


class Prerequisites(RowSet):
    """What somebody has behind them before the course."""

    legend, add_words, row_words = _("Prerequisites"), _("Add a prerequisite"), _("Prerequisite")
    hint = _("Each is a course or a skill.")


MODULES = rows(Course, CourseModule, ModuleForm, Modules, prefix="modules")
PREREQUISITES = rows(
    Course, CoursePrerequisite, PrerequisiteForm, Prerequisites, prefix="prerequisites", fk_name="course"
)


class VersionForm(PageForm, forms.Form):
    """What a new version is called."""

    version = forms.CharField(
        label=_("Name of the new version"),
        max_length=Course._meta.get_field("version").max_length,
        help_text=_("For example 2025 or 1.2."),
    )
