"""What is counted of classes beyond seats, kept by triggers in the transaction that changes what they count.

Reports never scan enrolments or marks: they add up these rows. The application may only read them, and of its code only
``reports.figures`` does. No row leads to a person, so there is no row security here; a row may count one single person
all the same, so who may read which sums is decided in one place, ``reports.figures.scope``.

What has a class is not deleted, so a tally never goes with what it counts: the application, which may not write one,
asks for no deletion of any.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants.choices import ParticipantKind, Sex
from programs.models import Course, Programme, Topic, TrainingSession


def class_key() -> models.ForeignKey:
    """The class that a row counts; the first part of the row's key."""
    return models.ForeignKey(TrainingSession, models.DO_NOTHING, related_name="+", editable=False, db_index=False)


def count(words) -> models.IntegerField:
    """A number that only the database writes."""
    return models.IntegerField(words, db_default=0, editable=False)


def months(field: str) -> models.GeneratedField:
    """The month of a day as one number, twelve to a year: what is grouped by the thousand is grouped by numbers."""
    year, month = ExtractYear(field), ExtractMonth(field)
    return models.GeneratedField(
        expression=Cast(year, models.IntegerField()) * 12 + Cast(month, models.IntegerField()) - 1,
        output_field=models.IntegerField(_("month as a number")),
        db_persist=True,
    )


class ClassTally(models.Model):
    """A class as reports cut it: of which programme and course, where, with how many seats, on which day it counts.

    The course is its own, else that of its topic.

    It counts on the day on which it began, else on that of its first meeting that was not cancelled, else on its
    planned first day; by the clock of the venue.
    """

    session = models.OneToOneField(
        TrainingSession, models.DO_NOTHING, primary_key=True, related_name="class_tally", editable=False
    )
    programme = models.ForeignKey(Programme, models.DO_NOTHING, related_name="+", editable=False)
    topic = models.ForeignKey(Topic, models.DO_NOTHING, null=True, related_name="+", editable=False, db_index=False)
    course = models.ForeignKey(Course, models.DO_NOTHING, null=True, related_name="+", editable=False, db_index=False)
    venue = models.ForeignKey(Facility, models.DO_NOTHING, related_name="+", editable=False)
    cancelled = models.BooleanField(_("cancelled"), db_default=False, editable=False)
    seats = models.IntegerField(_("seats"), null=True, editable=False)
    counted_on = models.DateField(_("counts on"), null=True, editable=False)
    months = months("counted_on")

    class Meta:
        verbose_name = _("class in reports")
        verbose_name_plural = _("classes in reports")


class GroupTally(models.Model):
    """Enrolments of one class by kind and sex of who takes part.

    ``enrolled`` hold a seat now or held it to the end; ``withdrawn`` had a seat and left it.
    """

    pk = models.CompositePrimaryKey("session_id", "participant_kind", "sex")
    session = class_key()
    participant_kind = models.CharField(_("takes part as"), max_length=10, choices=ParticipantKind, editable=False)
    sex = models.CharField(_("sex"), max_length=1, blank=True, choices=Sex, editable=False)
    enrolled = count(_("enrolled"))
    completed = count(_("completed"))
    not_completed = count(_("not completed"))
    withdrawn = count(_("withdrawn"))

    class Meta:
        verbose_name = _("tally of a group")
        verbose_name_plural = _("tallies of groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolled__gte=0, completed__gte=0, not_completed__gte=0, withdrawn__gte=0),
                name="grouptally_not_negative",
                violation_error_message=_("Fewer people left the class than the record says; nothing was changed."),
            ),
        ]


class ReasonTally(models.Model):
    """Why people did not complete a class or left it, by kind and sex of who takes part."""

    pk = models.CompositePrimaryKey("session_id", "participant_kind", "sex", "status", "reason_kind")
    session = class_key()
    participant_kind = models.CharField(_("takes part as"), max_length=10, choices=ParticipantKind, editable=False)
    sex = models.CharField(_("sex"), max_length=1, blank=True, choices=Sex, editable=False)
    status = models.CharField(_("status"), max_length=20, editable=False)
    reason_kind = models.CharField(_("kind of reason"), max_length=20, blank=True, editable=False)
    enrolments = count(_("enrolments"))

    class Meta:
        verbose_name = _("tally of reasons")
        verbose_name_plural = _("tallies of reasons")
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolments__gte=0),
                name="reasontally_not_negative",
                violation_error_message=_("Fewer people left the class than the record says; nothing was changed."),
            ),
        ]


class MonthTally(models.Model):
    """Marks of one class in one month, by kind and sex of who takes part. Meetings that were cancelled do not count."""

    pk = models.CompositePrimaryKey("session_id", "month", "participant_kind", "sex")
    session = class_key()
    month = models.DateField(_("month"), editable=False)
    months = months("month")
    participant_kind = models.CharField(_("takes part as"), max_length=10, choices=ParticipantKind, editable=False)
    sex = models.CharField(_("sex"), max_length=1, blank=True, choices=Sex, editable=False)
    marks = count(_("marks"))
    attended = count(_("attended"))
    minutes = count(_("minutes attended"))

    class Meta:
        verbose_name = _("tally of a month")
        verbose_name_plural = _("tallies of months")
        constraints = [
            models.CheckConstraint(
                condition=Q(marks__gte=0, attended__gte=0, minutes__gte=0),
                name="monthtally_not_negative",
                violation_error_message=_("Fewer marks were taken than the record says; nothing was changed."),
            ),
        ]


class HoursTally(models.Model):
    """Meetings of one class in one month that were not cancelled; ``marked`` are those of which attendance is kept."""

    pk = models.CompositePrimaryKey("session_id", "month")
    session = class_key()
    month = models.DateField(_("month"), editable=False)
    months = months("month")
    meetings = count(_("meetings"))
    minutes = count(_("minutes"))
    marked = count(_("meetings with marks"))
    marked_minutes = count(_("minutes with marks"))

    class Meta:
        verbose_name = _("tally of hours")
        verbose_name_plural = _("tallies of hours")


class PeopleTally(models.Model):
    """How many people took part, each once: of a closed programme, or of a closed year at a facility or everywhere.

    Counted once, when the period closes. ``participant_kind`` is empty for everybody; ``classes`` and ``enrolments``
    say of what it was counted.
    """

    programme = models.ForeignKey(Programme, models.DO_NOTHING, null=True, related_name="+", editable=False)
    facility = models.ForeignKey(Facility, models.DO_NOTHING, null=True, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    participant_kind = models.CharField(_("take part as"), max_length=10, blank=True, editable=False)
    people = count(_("people"))
    enrolments = count(_("enrolments"))
    classes = count(_("classes"))
    counted_at = models.DateTimeField(_("counted"), editable=False)

    class Meta:
        verbose_name = _("number of people")
        verbose_name_plural = _("numbers of people")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "facility", "year", "participant_kind"],
                nulls_distinct=False,
                name="peopletally_once",
                violation_error_message=_("These people were counted already."),
            ),
            models.CheckConstraint(
                condition=Q(programme__isnull=False, facility__isnull=True, year__isnull=True)
                | Q(programme__isnull=True, year__isnull=False),
                name="peopletally_of_programme_or_year",
                violation_error_message=_("People are counted once per programme, or per year."),
            ),
        ]
