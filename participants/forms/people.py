"""Looking for people in a list."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participants.choices import LegalStatus
from participants.days import months_after, years_before
from participants.models import Person
from participants.services.comparing import has_training, in_class
from participants.services.finding import found
from participants.services.standing import here
from web.dates import long_date
from web.forms import DayField, FilterForm

HERE, LEFT, ALL = "", "left", "all"
PAST, UNKNOWN = "past", "unknown"
MONTHS = (3, 6, 12, 24)
OLDEST = 120
EVERY_DAY = ("q", "block", "who")
EMPTY = (None, "")


class PeopleFilter(FilterForm):
    """By what is typed and by what staff compare. What cannot be read narrows nothing, and the page says so."""

    q = forms.CharField(
        label=_("Name, register number or NIK"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    block = forms.ChoiceField(label=_("Block"))
    who = forms.ChoiceField(
        label=_("Who"), choices=[(HERE, _("Here now")), (LEFT, _("No longer here")), (ALL, _("All"))]
    )
    legal_status = forms.ChoiceField(label=_("Legal status"), choices=[("", _("All")), *LegalStatus.choices])
    ends = forms.ChoiceField(label=_("End of sentence"))
    until = DayField(label=_("Sentence ends by"), help_text="")
    age_from = forms.IntegerField(label=_("Age from"), min_value=0, max_value=OLDEST)
    age_to = forms.IntegerField(label=_("Age to"), min_value=0, max_value=OLDEST)
    trained = forms.ChoiceField(
        label=_("Trainings"), choices=[("", _("All")), ("yes", _("With a training")), ("no", _("Never trained"))]
    )
    in_class = forms.ChoiceField(
        label=_("Class now"), choices=[("", _("All")), ("yes", _("In a class now")), ("no", _("In no class now"))]
    )

    def __init__(self, data, *, blocks: list[str]):
        super().__init__(data)
        blocks = sorted(blocks, key=natural)
        self.fields["block"].choices = [("", _("All blocks")), *((block, block) for block in blocks)]
        self.fields["ends"].choices = [
            ("", _("All")),
            *((str(n), _within(n)) for n in MONTHS),
            (PAST, _("Ended, release not recorded")),
            (UNKNOWN, _("Not known")),
        ]

    def clean(self):
        """Ages in their order."""
        said = super().clean()
        least, most = said.get("age_from"), said.get("age_to")
        if least is not None and most is not None and least > most:
            self.add_error("age_to", _("This is less than the age it begins from. Write the higher age here."))
        return said

    def applied(self, people: QuerySet[Person], *, facilities: int, day: date, now: datetime) -> QuerySet[Person]:
        """Of people with their standing, those who fit; ``facilities`` says how many the reader sees."""
        said = self._said
        people = found(people, said.get("q", ""), facilities=facilities).filter(*_conditions(said, day, now))
        who = said.get("who", HERE)
        return people if who == ALL else people.exclude(here()) if who == LEFT else people.filter(here())

    @property
    def words(self) -> str:
        """What was searched for."""
        return self._said.get("q", "")

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return any(value not in EMPTY for value in self._said.values())

    @property
    def more(self) -> list[forms.BoundField]:
        """The filters that are not needed every day."""
        return [field for field in self if field.name not in EVERY_DAY]

    @property
    def more_is_set(self) -> bool:
        """Whether one of them is set, or could not be read."""
        return any(field.errors or self._said.get(field.name) not in EMPTY for field in self.more)

    @property
    def sentences(self) -> list[str]:
        """What is set, in words."""
        said = self._said
        words = [f"“{self.words}”"] if self.words else []
        words += [_now("block %(block)s") % {"block": said["block"]}] if said.get("block") else []
        chosen = [name for name in ("who", "legal_status", "trained", "in_class") if said.get(name)]
        words += [str(dict(self.fields[name].choices)[said[name]]).lower() for name in chosen]
        return [*words, *_ends_in_words(said), *_ages_in_words(said)]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """What could not be read: where it stands, its name, and how to write it."""
        bound = ((self[name], errors) for name, errors in self.errors.items())
        return [(field.id_for_label, field.plain_label, error) for field, errors in bound for error in errors]

    @property
    def _said(self) -> dict:
        """What could be read."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


def _conditions(said: dict, day: date, now: datetime) -> Iterator[Q]:
    if block := said.get("block"):
        yield Q(block=block)
    if status := said.get("legal_status"):
        yield Q(legal_status=status)
    if (least := said.get("age_from")) is not None:
        yield Q(birth_date__lte=years_before(day, least))
    if (most := said.get("age_to")) is not None:
        yield Q(birth_date__gt=years_before(day, most + 1))
    if ends := said.get("ends"):
        yield _ending(ends, day)
    if until := said.get("until"):
        yield Q(ends_on__lte=until)
    if trained := said.get("trained"):
        yield Q(has_training()) if trained == "yes" else ~Q(has_training())
    if seat := said.get("in_class"):
        yield Q(in_class(now)) if seat == "yes" else ~Q(in_class(now))


def _ending(ends: str, day: date) -> Q:
    if ends == PAST:
        return Q(ends_on__lt=day)
    if ends == UNKNOWN:
        return Q(ends_on__isnull=True, custody_id__isnull=False)
    return Q(ends_on__range=(day, months_after(day, int(ends))))


def _within(months: int) -> str:
    return ngettext("within %(n)d month", "within %(n)d months", months) % {"n": months}


def _ends_in_words(said: dict) -> Iterator[str]:
    ends = said.get("ends")
    if ends == PAST:
        yield _now("sentence ended, release not recorded")
    elif ends == UNKNOWN:
        yield _now("end of sentence not known")
    elif ends:
        yield _now("sentence ends %(when)s") % {"when": _within(int(ends))}
    if until := said.get("until"):
        yield _now("sentence ends by %(day)s") % {"day": long_date(until)}


def _ages_in_words(said: dict) -> Iterator[str]:
    ages = {"least": said.get("age_from"), "most": said.get("age_to")}
    if None not in ages.values():
        yield _now("aged %(least)d to %(most)d") % ages
    elif ages["least"] is not None:
        yield _now("aged %(least)d or more") % ages
    elif ages["most"] is not None:
        yield _now("aged %(most)d or less") % ages


def natural(block: str) -> list:
    """A-2 before A-10."""
    return [(part.isdigit(), int(part) if part.isdigit() else part) for part in re.split(r"(\d+)", block)]
