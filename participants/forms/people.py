"""Looking for people in a list."""

import re

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from participants.models import Person, RegisterNumber
from participants.register.texts import number_key
from participants.services.standing import here
from web.forms import FilterForm

HERE, LEFT, ALL = "", "left", "all"


class PeopleFilter(FilterForm):
    """By part of a name or register number, by block, and whether those who left are meant."""

    q = forms.CharField(label=_("Name or register number"), max_length=100)
    block = forms.ChoiceField(label=_("Block"))
    who = forms.ChoiceField(
        label=_("Who"), choices=[(HERE, _("Here now")), (LEFT, _("No longer here")), (ALL, _("All"))]
    )

    def __init__(self, data, *, blocks: list[str]):
        super().__init__(data)
        self.fields["block"].choices = [
            ("", _("All blocks")),
            *((block, block) for block in sorted(blocks, key=_natural)),
        ]

    def applied(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Of people with their standing, those who fit. What cannot be read filters nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        for word in said.get("q", "").split():
            people = people.filter(_like(word))
        if block := said.get("block"):
            people = people.filter(block=block)
        who = said.get("who", HERE)
        return people if who == ALL else people.exclude(here()) if who == LEFT else people.filter(here())

    @property
    def words(self) -> str:
        """What was searched for."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return self.is_valid() and any(self.cleaned_data.values())


def _like(word: str) -> Q:
    """Part of the name or alias; with a digit in it, part of any register number the person had here as well."""
    fits = Q(name__icontains=word) | Q(alias__icontains=word)
    if re.search(r"\d", word):
        numbers = RegisterNumber.objects.filter(custody__person=OuterRef("pk"), key__contains=number_key(word))
        fits |= Q(Exists(numbers))
    return fits


def _natural(block: str) -> list:
    """A-2 before A-10."""
    return [(part.isdigit(), int(part) if part.isdigit() else part) for part in re.split(r"(\d+)", block)]
