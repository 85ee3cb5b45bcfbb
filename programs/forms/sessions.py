"""Finding classes, and the form of a new one."""

from datetime import date
from itertools import groupby

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from programs.choices import SessionStatus
from programs.models import Programme, Topic, TrainingSession
from programs.models.sessions import EARLIEST, LATEST
from programs.services.sessions import Hours
from web.dates import long_date, zone_name
from web.forms import DayField, FilterForm, HourField, PageForm

MOST_SEATS = 1000
TITLE_LENGTH = TrainingSession._meta.get_field("title").max_length


class SessionSearch(FilterForm):
    """What the list of classes can be narrowed to."""

    q = forms.CharField(label=_("Search a class or programme"), max_length=100)
    status = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *SessionStatus.choices])

    @property
    def chosen(self) -> dict:
        """What was asked for; nothing where the address holds what cannot be searched for."""
        return self.cleaned_data if self.is_valid() else {"q": "", "status": ""}


def in_our_time(day: date) -> None:
    """Refuse a day on which no meeting can lie, whatever the zone."""
    if not EARLIEST.year < day.year < LATEST.year:
        raise ValidationError(
            _("Write a year from %(first)s to %(last)s."),
            code="no_meeting_then",
            params={"first": EARLIEST.year + 1, "last": LATEST.year - 1},
        )


class SessionForm(PageForm, forms.Form):
    """A class and its hours. The meetings follow from the days, so they are not typed."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=_("Choose a programme")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, help_text=_("One of the topics of that programme."))
    title = forms.CharField(
        label=_("Title of the class"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=_("Leave it empty if it is the same as the topic."),
    )
    facility = forms.ModelChoiceField(
        label=_("Facility"), queryset=Facility.objects.none(), empty_label=_("Choose a facility")
    )
    first = DayField(label=_("First day"), validators=[in_our_time])
    last = DayField(
        label=_("Last day"),
        required=False,
        validators=[in_our_time],
        help_text=_("Leave it empty for a class of one day."),
    )
    starts = HourField(label=_("Starts at"))
    ends = HourField(label=_("Ends at"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these weekdays"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        initial=list(WEEKDAYS),
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    room = forms.CharField(label=_("Room"), required=False, max_length=120)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(user).order_by("title", "pk")
        self.fields["programme"].queryset = programmes
        self.topics = list(Topic.objects.filter(programme__in=programmes).select_related("programme"))
        self.fields["topic"].choices = self._topic_choices()
        self._ask_for_facility(list(Facility.objects.visible_to(user)))
        self.helper.layout = self._layout()

    def _topic_choices(self) -> list:
        """The topics under their programmes, so that the list can be read without script."""
        ordered = sorted(self.topics, key=lambda topic: (topic.programme.title, topic.programme_id, topic.position))
        groups = [
            (programme.title, [(str(topic.pk), topic.name) for topic in those])
            for programme, those in groupby(ordered, key=lambda topic: topic.programme)
        ]
        return [("", _("No topic of its own")), *groups]

    def _ask_for_facility(self, facilities: list[Facility]) -> None:
        """Ask only whoever serves at several places; the hours are those of the place's own clock."""
        self.only_facility = facilities[0] if len(facilities) == 1 else None
        if self.only_facility:
            del self.fields["facility"]
        else:
            self.fields["facility"].queryset = Facility.objects.filter(pk__in=[place.pk for place in facilities])
        zones = {zone_name(facility.time_zone) for facility in facilities}
        self.fields["starts"].help_text = (
            format_lazy(_("Local time, {zone}, for example 08.00."), zone=zones.pop())
            if len(zones) == 1
            else _("Local time of the facility, for example 08.00.")
        )

    def _layout(self) -> Layout:
        facility = [] if self.only_facility else ["facility"]
        return Layout(
            "programme",
            "topic",
            "title",
            *facility,
            Row(Column("first", css_class="col-sm-6"), Column("last", css_class="col-sm-6")),
            Row(Column("starts", css_class="col-sm-6"), Column("ends", css_class="col-sm-6")),
            InlineCheckboxes("weekdays"),
            Row(Column("capacity", css_class="col-sm-6"), Column("room", css_class="col-sm-6")),
        )

    def clean_topic(self) -> Topic | None:
        """The topic itself."""
        chosen = self.cleaned_data["topic"]
        return next((topic for topic in self.topics if str(topic.pk) == chosen), None)

    def clean(self) -> dict:
        """What only several entries together can be wrong about."""
        entered = super().clean()
        topic, programme = entered.get("topic"), entered.get("programme")
        if topic and programme and topic.programme_id != programme.pk:
            self.add_error("topic", _("This topic belongs to another programme. Choose one of the programme above."))
        if "title" in entered and not entered["title"]:
            entered["title"] = self._title_of(topic)
        self._check_days(entered.get("first"), entered.get("last"))
        if not self.errors.keys() & {"first", "last", "starts", "ends", "weekdays"}:
            entered["hours"] = self._hours(entered)
        return entered

    def _check_days(self, first: date | None, last: date | None) -> None:
        """Said even where the hours are wrong as well, so that nobody corrects the form twice."""
        if first and last and last < first:
            days = {"first": long_date(first), "last": long_date(last)}
            self.add_error(
                "last",
                _("The last day, %(last)s, is before the first day, %(first)s. Write that day or a later one.") % days,
            )

    def _title_of(self, topic: Topic | None) -> str:
        if topic and len(topic.name) <= TITLE_LENGTH:
            return topic.name
        self.add_error("title", _("Write a title, or choose a topic whose name the class takes."))
        return ""

    def _hours(self, entered: dict) -> Hours | None:
        hours = Hours(
            first=entered["first"],
            last=entered["last"] or entered["first"],
            starts=entered["starts"],
            ends=entered["ends"],
            weekdays=frozenset(entered["weekdays"]),
        )
        try:
            hours.check()
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return hours

    @property
    def entered(self) -> dict:
        """What the service that makes classes takes."""
        names = ("programme", "topic", "title", "capacity", "room", "hours")
        venue = self.only_facility or self.cleaned_data["facility"]
        return {name: self.cleaned_data[name] for name in names} | {"venue": venue}
