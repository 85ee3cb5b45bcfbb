"""When a class meets: on which days, from when to when; another day for a meeting; why one is called off."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Meeting
from programs.models.sessions import EARLIEST, LATEST
from programs.services.sessions import Hours
from web.dates import hours, long_date, weekday_date, zone_name
from web.forms import DayField, HourField, PageForm


def in_our_time(day: date) -> None:
    """Refuse a day on which no meeting can lie, whatever the zone."""
    if not EARLIEST.year < day.year < LATEST.year:
        raise ValidationError(
            _("Write a year from %(first)s to %(last)s."),
            code="no_meeting_then",
            params={"first": EARLIEST.year + 1, "last": LATEST.year - 1},
        )


def local_time(zone: str):
    """Whose clock an hour is read on."""
    return format_lazy(gettext_lazy("Local time, {zone}, for example 08.00."), zone=zone_name(zone))


def side_by_side(*names: str) -> Row:
    """Fields that stand beside each other where there is room."""
    return Row(*(Column(name, css_class=f"col-sm-{12 // len(names)}") for name in names))


class HoursForm(PageForm, forms.Form):
    """Days and hours from which meetings follow, so that these are not typed one by one. Gives ``hours``."""

    first = DayField(label=gettext_lazy("First day"), validators=[in_our_time])
    last = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        validators=[in_our_time],
        help_text=gettext_lazy("Leave it empty for one day."),
    )
    starts = HourField(label=gettext_lazy("Starts at"))
    ends = HourField(label=gettext_lazy("Ends at"))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these weekdays"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        initial=list(WEEKDAYS),
        widget=forms.CheckboxSelectMultiple,
    )

    def hours_layout(self) -> list:
        """How days and hours stand on the page."""
        return [side_by_side("first", "last"), side_by_side("starts", "ends"), InlineCheckboxes("weekdays")]

    def clean(self) -> dict:
        """What only several entries together can be wrong about."""
        entered = super().clean()
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

    def _hours(self, entered: dict) -> Hours | None:
        wanted = Hours(
            first=entered["first"],
            last=entered["last"] or entered["first"],
            starts=entered["starts"],
            ends=entered["ends"],
            weekdays=frozenset(entered["weekdays"]),
        )
        try:
            wanted.check()
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return wanted


class AddMeetingsForm(HoursForm):
    """More meetings of one class, by the clock of its venue."""

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].help_text = local_time(zone)
        self.helper.layout = Layout(*self.hours_layout())


class MoveForm(PageForm, forms.Form):
    """Another day and other hours for one meeting; ``seen`` is what the page said of it when it was opened."""

    day = DayField(label=gettext_lazy("Day"), validators=[in_our_time])
    starts = HourField(label=gettext_lazy("Starts at"))
    ends = HourField(label=gettext_lazy("Ends at"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, meeting: Meeting, **kwargs):
        self.zone = ZoneInfo(meeting.session.venue.time_zone)
        self.meeting, self.was = meeting, f"{meeting.starts_at.isoformat()}/{meeting.ends_at.isoformat()}"
        start, end = meeting.starts_at.astimezone(self.zone), meeting.ends_at.astimezone(self.zone)
        initial = {"day": start.date(), "starts": start.time(), "ends": end.time(), "seen": self.was}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["starts"].help_text = local_time(self.zone.key)
        self.helper.layout = Layout("day", side_by_side("starts", "ends"), "seen")

    def clean(self) -> dict:
        """A meeting ends after it begins, and stands where the page said that it does."""
        entered = super().clean()
        if entered.get("starts") and entered.get("ends") and entered["ends"] <= entered["starts"]:
            self.add_error("ends", _("The meeting would end before it begins."))
        if entered.get("seen", self.was) not in ("", self.was):
            self.data = self.data.copy()
            self.data["seen"] = self.was
            now = {
                "day": weekday_date(self.meeting.starts_at.astimezone(self.zone).date()),
                "hours": hours(self.meeting.starts_at, self.meeting.ends_at, self.zone.key),
            }
            self.add_error(
                None,
                _(
                    "Changed by someone else since you opened this page: the meeting is now on %(day)s, %(hours)s. "
                    "Send again if it shall be as below."
                )
                % now,
            )
        return entered

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The instants that were written, by the clock of the venue."""
        entered = self.cleaned_data
        return (
            datetime.combine(entered["day"], entered["starts"], self.zone),
            datetime.combine(entered["day"], entered["ends"], self.zone),
        )


class CancelForm(PageForm, forms.Form):
    """Why a meeting is called off."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=Meeting._meta.get_field("cancelled_because").max_length,
        help_text=gettext_lazy("It stands on the page of the class; name nobody in it."),
    )
