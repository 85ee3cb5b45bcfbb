"""Finding classes, the form of a new one, and mending one."""

from itertools import groupby

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Max, Min, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from programs.choices import SessionPlace, SessionStatus
from programs.forms.meetings import HoursForm, in_our_time, side_by_side
from programs.forms.skills import skill_choices
from programs.models import Course, Programme, Topic, TrainingSession
from web.dates import zone_name
from web.forms import DayField, FilterForm, PageForm
from web.numbers import number

MOST_SEATS = 1000
TITLE_LENGTH = TrainingSession._meta.get_field("title").max_length


class SessionSearch(FilterForm):
    """What the list of classes can be narrowed to; places are asked for only where there are several."""

    q = forms.CharField(label=_("Search a class or programme"), max_length=100)
    status = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *SessionStatus.choices])
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None)
    facility = forms.ModelChoiceField(
        label=_("Facility"), queryset=Facility.objects.none(), empty_label=_("All facilities")
    )
    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none(), empty_label=_("All courses"))
    skill = forms.ChoiceField(label=_("Skill"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        classes = TrainingSession.objects.open_to(user)
        years = classes.aggregate(first=Min("planned_start"), last=Max("planned_start"))
        spanned = range(years["last"].year, years["first"].year - 1, -1) if years["first"] else ()
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in spanned)]
        used = Course.objects.filter(pk__in=classes.values("course"))
        self._offer("course", used, used.exists())
        facilities = Facility.objects.visible_to(user)
        self._offer("facility", facilities, facilities.count() > 1)
        self.fields["skill"].choices = skill_choices(_("All skills"))
        if len(self.fields["skill"].choices) == 1:
            del self.fields["skill"]

    def _offer(self, name: str, rows, offered: bool) -> None:
        """A filter with nothing to choose from is left out."""
        if offered:
            self.fields[name].queryset = rows
        else:
            del self.fields[name]

    @property
    def chosen(self) -> dict:
        """What was asked for; nothing where the address holds what cannot be searched for."""
        entered = self.cleaned_data if self.is_valid() else {}
        return dict.fromkeys(("q", "status"), "") | dict.fromkeys(("year", "facility", "course", "skill")) | entered


class SessionForm(HoursForm):
    """A class and its hours. The meetings follow from the days, so they are not typed."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=_("Choose a programme")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, help_text=_("One of the topics of that programme."))
    title = forms.CharField(
        label=_("Title of the class"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=_("Leave it empty if it is the same as the topic or the course."),
    )
    facility = forms.ModelChoiceField(
        label=_("Facility"), queryset=Facility.objects.none(), empty_label=_("Choose a facility")
    )
    course = forms.ModelChoiceField(
        label=_("Course"),
        required=False,
        queryset=Course.objects.none(),
        empty_label=_("No course"),
        help_text=_("Its title and its usual number of seats hold where none are written."),
    )
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=MOST_SEATS, help_text=_("Empty: as the course says.")
    )
    batch = forms.CharField(label=_("Batch"), required=False, max_length=60)
    place_kind = forms.ChoiceField(label=_("Held"), choices=SessionPlace.choices, initial=SessionPlace.FACILITY)
    place = forms.CharField(
        label=_("Place or address"),
        required=False,
        max_length=200,
        help_text=_("Where it is held outside, or how one joins online. The facility answers for the class."),
    )
    room = forms.CharField(label=_("Room"), required=False, max_length=120)
    draft = forms.BooleanField(
        label=_("Only a draft: the head of the facility approves it before people are enrolled"), required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(user).order_by("title", "pk")
        self.fields["programme"].queryset = programmes
        self.topics = list(Topic.objects.filter(programme__in=programmes).select_related("programme", "course"))
        self.fields["topic"].choices = self._topic_choices()
        self.fields["course"].queryset = Course.objects.newest().order_by("title", "version")
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
            "course",
            "title",
            *facility,
            *self.hours_layout(),
            side_by_side("capacity", "batch"),
            side_by_side("place_kind", "place"),
            "room",
            "draft",
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
        if topic and "course" in entered and not entered["course"]:
            entered["course"] = topic.course
        course = entered.get("course")
        if "title" in entered and not entered["title"]:
            entered["title"] = self._title_of(topic, course)
        if "capacity" in entered and entered["capacity"] is None:
            entered["capacity"] = self._seats_of(course)
        say_where(self)
        return entered

    def _title_of(self, topic: Topic | None, course: Course | None) -> str:
        for name in filter(None, (topic and topic.name, course and course.title)):
            if len(name) <= TITLE_LENGTH:
                return name
        self.add_error("title", _("Write a title, or choose a topic or course whose name the class takes."))
        return ""

    def _seats_of(self, course: Course | None) -> int | None:
        if course is None or course.default_capacity is None:
            self.add_error("capacity", _("Write how many seats there are, or choose a course that says so."))
            return None
        return course.default_capacity

    @property
    def entered(self) -> dict:
        """What the service that makes classes takes."""
        names = ("programme", "topic", "course", "title", "batch", "capacity", "place_kind", "place", "room", "hours")
        venue = self.only_facility or self.cleaned_data["facility"]
        status = SessionStatus.DRAFT if self.cleaned_data["draft"] else SessionStatus.OPEN
        return {name: self.cleaned_data[name] for name in names} | {"venue": venue, "status": status}


def say_where(form: forms.BaseForm) -> None:
    """A class that is not held at the facility says where."""
    entered = form.cleaned_data
    if entered.get("place_kind", SessionPlace.FACILITY) != SessionPlace.FACILITY and entered.get("place") == "":
        form.add_error("place", _("Write where the class is held, or how one joins online."))


class SessionEditForm(PageForm, forms.ModelForm):
    """A class mended. Its meetings are moved on a page of their own."""

    planned_start = DayField(label=_("First day"), required=False, validators=[in_our_time])
    planned_end = DayField(label=_("Last day"), required=False, validators=[in_our_time])

    class Meta:
        model = TrainingSession
        fields = (
            "title", "topic", "course", "batch", "capacity", "planned_start", "planned_end", "place_kind",
            "place", "room",
        )  # fmt: skip
        labels = {"capacity": _("Seats"), "place_kind": _("Held"), "batch": _("Batch")}
        help_texts = {
            "place": _("Where it is held outside, or how one joins online. The facility answers for the class."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = self.instance
        self.taken = session.tally.seats_taken
        self.fields["topic"].queryset = session.programme.topics.order_by("addition", "position")
        self.fields["topic"].empty_label = _("No topic of its own")
        courses = Course.objects.filter(Q(replaced_by__isnull=True) | Q(pk=session.course_id))
        self.fields["course"].queryset = courses.order_by("title", "version")
        self.fields["course"].empty_label = _("No course")
        seats = {"taken": number(self.taken), "most": number(MOST_SEATS)}
        least = _("At least the %(taken)s that are taken, at most %(most)s.")
        self.fields["capacity"].help_text = (least if self.taken else _("At most %(most)s.")) % seats
        self.helper.layout = Layout(
            "title",
            "topic",
            "course",
            side_by_side("capacity", "batch"),
            side_by_side("planned_start", "planned_end"),
            side_by_side("place_kind", "place"),
            "room",
        )

    def clean_capacity(self) -> int | None:
        """Nobody loses a seat; the database says so too."""
        seats = self.cleaned_data["capacity"]
        if seats is not None and not 1 <= seats <= MOST_SEATS:
            raise forms.ValidationError(
                _("Write a number from 1 to %(most)s.") % {"most": number(MOST_SEATS)}, code="seats"
            )
        if (seats or 0) < self.taken:
            raise forms.ValidationError(
                _("%(taken)s seats are taken; the class cannot have fewer. Withdraw people first.")
                % {"taken": number(self.taken)},
                code="full",
            )
        return seats

    def clean(self) -> dict:
        """What only several entries together can be wrong about."""
        entered = super().clean()
        if self.instance.is_closed:
            self.add_error(None, _("This class was closed meanwhile and stays as it is."))
        say_where(self)
        return entered
