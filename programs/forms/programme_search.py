"""Narrowing the list of programmes by what is typed or chosen, and saying in words what is set."""

from datetime import date
from functools import cached_property
from uuid import UUID

from django import forms
from django.db.models import QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs import narrowing
from programs.choices import ProgrammeRoleKind
from programs.forms.search import SearchForm
from programs.models import Programme, ProgrammePlace, Skill
from programs.search import matching, programme_holds
from programs.states import BEGUN, FINISHED, PLANNED, RUNNING
from web.pagination import Page

STATES = {
    "planned": PLANNED.label,
    "begun": BEGUN.label,
    "running": RUNNING.label,
    "finished": FINISHED.label,
    narrowing.UNKNOWN: gettext_lazy("Not known"),
}


class ProgrammeFilter(SearchForm):
    """Words, and what else programmes are asked for by. What makes no sense finds nothing and says why."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1945, max_value=2100)
    province = forms.ChoiceField(label=gettext_lazy("Province"))
    facility = forms.CharField(label=gettext_lazy("Facility"), max_length=100)
    organiser = forms.CharField(label=gettext_lazy("Organiser"), max_length=100)
    partner = forms.CharField(label=gettext_lazy("Partner"), max_length=100)
    agreement = forms.CharField(label=gettext_lazy("Agreement: title, number or party"), max_length=100)
    skill = forms.ChoiceField(label=gettext_lazy("Skill"))
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", gettext_lazy("Any")), *STATES.items()])

    def __init__(self, *args, programmes: QuerySet, on: date, **kwargs):
        super().__init__(*args, label=gettext_lazy("Title, place, topic, or a body that has a part in it"), **kwargs)
        self.programmes, self.on = programmes, on
        self.fields["province"].choices = self._provinces
        self.fields["skill"].choices = self._skills

    def _provinces(self) -> list[tuple[str, str]]:
        """The provinces of the programmes in sight, as printed or as their facilities say."""
        names = {name for kind, name, _key, _above in self._known if kind == "province" and name}
        return [("", _("Any")), *((name, name) for name in sorted({n.casefold(): n for n in sorted(names)}.values()))]

    def _skills(self) -> list[tuple[str, str]]:
        skills = sorted((name, str(key)) for kind, name, key, _above in self._known if kind == "skill")
        return [("", _("Any")), *((key, name) for name, key in skills)]

    @cached_property
    def _known(self) -> list[tuple[str, str, UUID | None, UUID | None]]:
        """What there is to choose, read with one statement: provinces, and skills with those above them."""
        places = ProgrammePlace.objects.filter(programme__in=self.programmes.order_by().values("pk")).order_by()
        nothing = Cast(None, UUIDField())
        known = [
            places.values_list(Value("province"), name, nothing, nothing) for name in ("province", "facility__province")
        ]
        return list(
            known[0].union(known[1], Skill.objects.order_by().values_list(Value("skill"), "name", "pk", "parent"))
        )

    def _with_below(self, top: UUID) -> set[UUID]:
        """A skill and everything below it in the tree."""
        found, fresh = set(), {top}
        while fresh:
            found |= fresh
            fresh = {key for kind, _name, key, above in self._known if kind == "skill" and above in fresh} - found
        return found

    def chosen(self, name: str):
        """What was chosen, nothing where it is empty or wrong."""
        self.full_clean()
        return self.cleaned_data.get(name) if self.is_bound else None

    @property
    def is_set(self) -> bool:
        """Whether the list is narrowed at all; also by what makes no sense."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def words_alone(self) -> str:
        """The words, where nothing else narrows the list."""
        return "" if self.narrows else self.words

    @property
    def narrows(self) -> bool:
        """Whether anything beside the words narrows it."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    @property
    def found(self) -> QuerySet[Programme]:
        """The programmes that are left."""
        if not self.is_valid():
            return self.programmes.none()
        chosen = self.cleaned_data
        found = matching(self.programmes, chosen["q"], programme_holds)
        conditions = {
            "province": narrowing.in_province,
            "facility": narrowing.at_place,
            "organiser": lambda words: narrowing.with_role(ProgrammeRoleKind.ORGANISER, words),
            "partner": lambda words: narrowing.with_role(ProgrammeRoleKind.PARTNER, words),
            "agreement": narrowing.under_agreement,
            "skill": lambda key: narrowing.of_skills(self._with_below(UUID(key))),
        }
        for name, condition in conditions.items():
            if chosen[name]:
                found = found.filter(condition(chosen[name]))
        if chosen["year"] is not None:
            found = narrowing.in_year(found, chosen["year"])
        return narrowing.in_state(found, chosen["state"], self.on) if chosen["state"] else found

    @property
    def told(self) -> list[str]:
        """What is set, in words."""
        if not self.is_valid():
            return []
        chosen = self.cleaned_data | {"state": STATES.get(self.cleaned_data["state"], "")}
        if chosen["skill"]:
            chosen["skill"] = dict(self._skills())[chosen["skill"]]
        said = [f"“{chosen['q']}”"] if chosen["q"] else []
        labels = {name: field.label for name, field in self.fields.items()} | {"agreement": _("Agreement")}
        return said + [
            _("%(filter)s: %(value)s") % {"filter": str(labels[name]).lower(), "value": chosen[name]}
            for name in self.fields
            if name != "q" and chosen[name] not in (None, "")
        ]

    def result(self, rows: Page) -> str:
        """How many there are, and what the list was narrowed to."""
        if not rows.total:
            return ""
        return " · ".join([_("Programmes: %(n)s") % {"n": rows.total_words}, *self.told])
