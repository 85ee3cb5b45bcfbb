"""A skill, its place in the tree, and its code in each classification."""

from collections import defaultdict
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms.dated import DatedForm, OneAtATime
from programs.models import Skill, SkillCode
from web.editing import RowSet, rows
from web.forms import DayField, FilterForm, PageForm

DEEPER = "\u2003"
"""Stands before the name of what is part of something, so that a list of choices reads like a tree."""


def skill_choices(empty, without: UUID | None = None) -> list[tuple[str, str]]:
    """Every skill in the order of the tree, to choose from; one statement."""
    below: dict[UUID | None, list[Skill]] = defaultdict(list)
    for skill in Skill.objects.order_by("name"):
        below[skill.parent_id].append(skill)
    found: list[tuple[str, str]] = [("", empty)]
    waiting = [(skill, 0) for skill in reversed(below[None])]
    while waiting:
        skill, depth = waiting.pop()
        if skill.pk != without:
            found.append((str(skill.pk), f"{DEEPER * depth}{skill.name}"))
        waiting += [(part, depth + 1) for part in reversed(below[skill.pk])]
    return found


class SkillSearch(FilterForm):
    """What the tree is looked through for."""

    q = forms.CharField(label=_("A name in either language, or a code"), max_length=100)

    @property
    def words(self) -> str:
        """What was searched for; nothing where the address holds what cannot be searched for."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class SkillForm(PageForm, forms.ModelForm):
    """Names and place of a skill."""

    class Meta:
        model = Skill
        fields = ("name", "name_en", "parent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without = None if self.instance._state.adding else self.instance.pk
        self.fields["parent"].widget.choices = skill_choices(_("of no other: it stands at the top"), without)


class CodeForm(PageForm, DatedForm):
    """A code in one version of a classification, and the days on which it held."""

    valid_from = DayField(label=_("From"), required=False)
    valid_until = DayField(label=_("Until"), required=False, help_text=_("The last day on which it held."))

    class Meta:
        model = SkillCode
        fields = ("scheme", "code", "valid_from", "valid_until")
        help_texts = {"scheme": _("With its version, for example KBLI 2020 or Peraturan BPS 7/2025.")}


class Codes(OneAtATime, RowSet):
    """One code of a classification at a time; the earlier ones stay."""

    same = ("scheme",)
    legend, add_words, row_words = _("Codes of classifications"), _("Add a code"), _("Code")
    hint = _("A code that holds no longer gets a last day; the new one stands beside it.")


CODES = rows(Skill, SkillCode, CodeForm, Codes, prefix="codes")
