"""What a report is narrowed to: read from the address, kept in it, and said in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.http import Http404, QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from organisations.models import Facility, Organisation
from organisations.templatetags.organisations import agreement_name
from participants.choices import ParticipantKind, Sex
from programs.access import agreements_visible_to
from programs.models import Programme, Skill
from reports.document import Cell, Fact
from reports.figures import Cut, Filters
from reports.figures.filters import TIME
from reports.provinces import PROVINCES
from web.forms import FilterForm

NOT_KNOWN = "-"
"""In an address: what is not known, such as classes without a course."""

ANY = ("", gettext_lazy("Any"))
NAMED = {Cut.PROGRAMME, Cut.AGREEMENT, Cut.PARTNER, Cut.MINISTRY, Cut.FACILITY, Cut.OFFICE}
"""What is chosen by following a link: a report keeps it, and names it, but no list offers all of it."""

LIMITS = frozenset(Cut) - TIME


class Asked(FilterForm):
    """Time and whatever figures can be cut by. What makes no sense is said, and narrows nothing."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1945, max_value=2100)
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quarter"), coerce=int, empty_value=None, choices=[ANY, *((n, n) for n in range(1, 5))]
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), coerce=int, empty_value=None, choices=[ANY, *MONTHS.items()]
    )
    province = forms.ChoiceField(label=Cut.PROVINCE.label)
    skill = forms.ChoiceField(label=Cut.SKILL.label)
    ministry = forms.ChoiceField(label=Cut.MINISTRY.label)
    kind = forms.ChoiceField(label=Cut.KIND.label, choices=[ANY, *ParticipantKind.choices])
    sex = forms.ChoiceField(label=Cut.SEX.label, choices=[ANY, *Sex.choices, (NOT_KNOWN, gettext_lazy("Not known"))])
    programme = forms.UUIDField(widget=forms.HiddenInput)
    agreement = forms.UUIDField(widget=forms.HiddenInput)
    partner = forms.UUIDField(widget=forms.HiddenInput)
    facility = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    office = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, user, on: date, cuts=frozenset(Cut)):
        super().__init__(data)
        self.user, self.on = user, on
        for name in [name for name in self.fields if name in LIMITS - cuts]:
            del self.fields[name]
        unknown = (NOT_KNOWN, _("Not known"))
        self._offer("province", [ANY, *((one.name, one.name) for one in PROVINCES), unknown])
        self._offer("skill", lambda: [ANY, *self._offered["skill"], unknown])
        self._offer("ministry", lambda: [ANY, *self._offered["ministry"], unknown])

    def _offer(self, name: str, choices) -> None:
        if name in self.fields:
            self.fields[name].choices = choices

    @cached_property
    def _offered(self) -> dict[str, list[tuple[str, str]]]:
        """Skills and ministries, by name."""
        english = get_language() == "en"
        skills = Skill.objects.values_list("pk", "name", "name_en")
        told = [(str(key), name_en if english and name_en else name) for key, name, name_en in skills]
        ministries = Organisation.objects.named(self.on).filter(kind="ministry").values_list("pk", "name")
        named = [(str(key), name) for key, name in ministries]
        return {"skill": sorted(told, key=lambda one: one[1]), "ministry": sorted(named, key=lambda one: one[1])}

    def clean(self):
        """A quarter or a month is one of a year; the two exclude each other."""
        chosen = super().clean()
        if (chosen.get("quarter") or chosen.get("month")) and not chosen.get("year") and "year" not in self.errors:
            self.add_error("year", _("Write the year of this quarter or month."))
        if chosen.get("quarter") and chosen.get("month"):
            self.add_error("month", _("Choose a quarter or a month, not both."))
        return chosen

    @cached_property
    def chosen(self) -> dict:
        """What was chosen; nothing of it where a part makes no sense."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def visible(self) -> list[forms.BoundField]:
        """What one chooses from lists."""
        return [field for field in self if not field.is_hidden]

    @cached_property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day."""
        year, quarter, month = (self.chosen.get(name) for name in ("year", "quarter", "month"))
        if not year:
            return None, None
        first = month or (quarter * 3 - 2 if quarter else 1)
        last = month or (quarter * 3 if quarter else 12)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    @cached_property
    def only(self) -> dict[Cut, str | None]:
        """The key chosen of each cut."""
        found = {Cut(name): value for name, value in self.chosen.items() if name in LIMITS}
        return {cut: None if value == NOT_KNOWN else str(value) for cut, value in found.items()}

    @cached_property
    def where(self) -> Filters:
        """The same for asking figures."""
        return Filters(*self.period, {cut: (key,) for cut, key in self.only.items()})

    @property
    def at_all_times(self) -> Filters:
        """The same without the period: for a row of years."""
        return self.where.during(None, None)

    def query(self, **changes) -> str:
        """The address that says all this, with some of it changed; None takes a part out."""
        kept = {name: self.data.get(name) for name in self.fields if name in self.chosen}
        asked = {name: value for name, value in (kept | changes).items() if value not in (None, "")}
        return f"?{urlencode(asked)}" if asked else "?"

    @cached_property
    def told(self) -> tuple[Fact, ...]:
        """What is set, in words."""
        facts = []
        year, quarter, month = (self.chosen.get(name) for name in ("year", "quarter", "month"))
        if year:
            parts = {"n": quarter, "month": month and MONTHS[month], "year": year}
            words = str(year)
            if quarter:
                words = _("Quarter %(n)s %(year)s") % parts
            elif month:
                words = _("%(month)s %(year)s") % parts
            facts.append(Fact(_("Period"), (Cell.text(words),)))
        return tuple(facts + [self._told(cut, key) for cut, key in self.only.items()])

    def _told(self, cut: Cut, key: str | None) -> Fact:
        name = _("not known") if key is None else self._name(cut, key)
        return Fact(str(cut.label), (Cell.text(name, lang="id" if cut in NAMED else ""),))

    def _name(self, cut: Cut, key: str) -> str:
        if cut in (Cut.SKILL, Cut.MINISTRY, Cut.KIND, Cut.SEX, Cut.PROVINCE):
            return str(dict(self.fields[cut.value].choices)[key])
        found = self._row(cut, key)
        if found is None:
            raise Http404
        return found

    def _row(self, cut: Cut, key: str) -> str | None:
        """The name of what a link named; of what is not in sight nothing is told."""
        match cut:
            case Cut.PROGRAMME:
                return Programme.objects.visible_to(self.user).filter(pk=key).values_list("title", flat=True).first()
            case Cut.FACILITY:
                return Facility.objects.filter(pk=key).values_list("name", flat=True).first()
            case Cut.AGREEMENT:
                rows = agreements_visible_to(self.user).filter(pk=key).prefetch_related("parties__organisation")
                return next((agreement_name(one) for one in rows), None)
            case _:
                return Organisation.objects.named(self.on).filter(pk=key).values_list("name", flat=True).first()
