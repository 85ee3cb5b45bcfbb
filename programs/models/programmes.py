"""One undertaking: who runs it, where, on what basis, and its topics."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Access, access_of
from accounts.roles import Role
from organisations.days import in_order, known_days, precision_field
from organisations.models import Agreement, Facility, Organisation, Source
from programs.choices import PlaceMode, ProgrammeKind, ProgrammeRoleKind, TitleOrigin
from programs.models.skills import Course
from web.keys import uuid7


def addition_field() -> models.BooleanField:
    """Whether a row was added here, beside what the entry of a file says.

    Additions have positions of their own after those of the entry; an export leaves them out, a load keeps them.
    """
    return models.BooleanField(
        _("added here"), default=False, help_text=_("Not in the programme's own entry; kept when that is loaded again.")
    )


def part_index(field: str, name: str) -> GinIndex:
    """The index by which a part of a text is found, whatever its capitals."""
    return GinIndex(OpClass(Upper(field), "gin_trgm_ops"), name=name)


class ProgrammeQuerySet(models.QuerySet):
    """Which programmes."""

    def visible_to(self, user) -> Self:
        """What a user may know of: corrections and the keepers of agreements all; facility staff what runs at
        their facility; an official what the own organisation, or one below it, organises.
        """
        access = access_of(user)
        if access.has(Role.CORRECTIONS, Role.AGREEMENTS):
            return self
        return self.mended_by(user)

    def mended_by(self, user) -> Self:
        """What a user may mend: facility staff what runs at their facility, an official what the own organisation,
        or one below it, organises.
        """
        return self.filter(_own(access_of(user)))

    def with_mends(self, user) -> Self:
        """Each with ``mends``: whether the user may mend it."""
        return self.annotate(mends=ExpressionWrapper(_own(access_of(user)), models.BooleanField()))

    def with_begin(self) -> Self:
        """Each with ``begins``: its first day, the planned one where no other is known."""
        return self.annotate(begins=BEGINS)


def _own(access: Access) -> Q:
    """What runs at the facilities of somebody's postings, or is organised by their organisations or below."""
    here = Exists(ProgrammePlace.objects.filter(programme=OuterRef("pk"), facility__in=access.facilities))
    organised = Exists(
        ProgrammeRole.objects.filter(
            programme=OuterRef("pk"), role=ProgrammeRoleKind.ORGANISER, organisation__in=access.organisations
        )
    )
    return Q(here) | Q(organised)


BEGINS = Coalesce("actual_start", "planned_start")
"""The day by which programmes stand in a list."""


class Programme(models.Model):
    """A named undertaking of one or more organisers, with topics and classes. Nearly everything may be unknown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(_("reference"), max_length=40, null=True, blank=True, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_origin = models.CharField(
        _("origin of the title"), max_length=10, choices=TitleOrigin, default=TitleOrigin.STATED
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ProgrammeKind, default=ProgrammeKind.COURSE)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_start_precision = precision_field(_("planned start: precision"))
    planned_end = models.DateField(_("planned end"), null=True, blank=True)
    planned_end_precision = precision_field(_("planned end: precision"))
    actual_start = models.DateField(_("start"), null=True, blank=True)
    actual_start_precision = precision_field(_("start: precision"))
    actual_end = models.DateField(_("end"), null=True, blank=True)
    actual_end_precision = precision_field(_("end: precision"))
    women_only = models.BooleanField(_("women only"), null=True, blank=True)
    minimum_attendance = models.PositiveSmallIntegerField(_("minimum attendance in percent"), null=True, blank=True)
    agreements = models.ManyToManyField(
        Agreement, through="ProgrammeBasis", related_name="programmes", verbose_name=_("agreements")
    )
    sources = models.ManyToManyField(
        Source, through="ProgrammeSource", related_name="programmes", verbose_name=_("sources")
    )
    invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        indexes = [
            models.Index(BEGINS.desc(nulls_last=True), "id", name="programme_newest_begin_first"),
            part_index("title", "programme_title_part"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_attendance__isnull=True) | Q(minimum_attendance__lte=100),
                name="programme_minimum_attendance_is_percent",
                violation_error_message=_("Minimum attendance is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="programme_has_title",
                violation_error_message=_("Give the programme a title."),
            ),
            *known_days("programme", "planned_start", "planned_end", "actual_start", "actual_end"),
            models.CheckConstraint(
                condition=in_order("planned_start", "planned_end"),
                name="programme_planned_days_in_order",
                violation_error_message=_("The planned end is before the planned start."),
            ),
            models.CheckConstraint(
                condition=in_order("actual_start", "actual_end"),
                name="programme_days_in_order",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The programme's page."""
        return reverse("programme", args=[self.pk])


class ProgrammeSource(models.Model):
    """A source of a programme; the first is the one its facts are taken from."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, models.PROTECT, related_name="programme_links")
    position = models.PositiveSmallIntegerField()
    addition = addition_field()

    class Meta:
        ordering = ["programme", "addition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position", "addition"],
                name="programmesource_position_once",
                violation_error_message=_("Another source stands at this position."),
            ),
            models.UniqueConstraint(
                fields=["programme", "source"],
                name="programmesource_once",
                violation_error_message=_("This source is linked already."),
            ),
        ]


class ProgrammeRole(models.Model):
    """What a body does in a programme, under the name as printed; one body may hold several roles."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles", verbose_name=_("programme"))
    role = models.CharField(_("role"), max_length=20, choices=ProgrammeRoleKind)
    position = models.PositiveSmallIntegerField(_("position"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_roles",
        verbose_name=_("organisation"),
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    addition = addition_field()

    class Meta:
        verbose_name = _("role in a programme")
        verbose_name_plural = _("roles in programmes")
        ordering = ["programme", "role", "addition", "position"]
        indexes = [part_index("name_as_printed", "programmerole_printed_part")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "role", "position", "addition"],
                name="programmerole_position_once",
                violation_error_message=_("Another body stands at this position."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name_as_printed=""),
                name="programmerole_says_who",
                violation_error_message=_("Name the body: choose the organisation or type it as printed."),
            ),
        ]


class ProgrammePlace(models.Model):
    """Where a programme runs, as printed; linked to the facility where that is recognised."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="places", verbose_name=_("programme"))
    position = models.PositiveSmallIntegerField(_("position"))
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="programme_places", verbose_name=_("facility")
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    kind_as_printed = models.CharField(_("kind as printed"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=60, blank=True)
    mode = models.CharField(_("how people come together"), max_length=10, choices=PlaceMode, blank=True)
    addition = addition_field()

    class Meta:
        verbose_name = _("place of a programme")
        verbose_name_plural = _("places of programmes")
        ordering = ["programme", "addition", "position"]
        indexes = [
            part_index("name_as_printed", "programmeplace_printed_part"),
            part_index("city", "programmeplace_city_part"),
            part_index("province", "programmeplace_province_part"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position", "addition"],
                name="programmeplace_position_once",
                violation_error_message=_("Another place stands at this position."),
            ),
            models.CheckConstraint(
                condition=Q(facility__isnull=False) | ~Q(name_as_printed=""),
                name="programmeplace_says_where",
                violation_error_message=_("Say where: choose the facility or type the place as printed."),
            ),
        ]


class ProgrammeBasis(models.Model):
    """An agreement that a programme rests on, and what the source says of that."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="bases", verbose_name=_("programme"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="bases", verbose_name=_("agreement"))
    position = models.PositiveSmallIntegerField(_("position"))
    relation = models.CharField(_("how the programme rests on it"), max_length=200, blank=True)
    relation_language = models.CharField(_("language of that"), max_length=5, blank=True)
    addition = addition_field()

    class Meta:
        verbose_name = _("basis of a programme")
        verbose_name_plural = _("bases of programmes")
        ordering = ["programme", "addition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "agreement"],
                name="programmebasis_once",
                violation_error_message=_("The programme rests on this agreement already."),
            ),
            models.UniqueConstraint(
                fields=["programme", "position", "addition"],
                name="programmebasis_position_once",
                violation_error_message=_("Another agreement stands at this position."),
            ),
        ]


class Topic(models.Model):
    """A subject of a programme as its source lists it; it may have no class, date or venue."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="topics", verbose_name=_("programme"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=300)
    name_in_full = models.CharField(_("name in full"), max_length=400, blank=True)
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("course")
    )
    addition = addition_field()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["programme", "addition", "position"]
        indexes = [part_index("name", "topic_name_part"), part_index("name_in_full", "topic_full_name_part")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position", "addition"],
                name="topic_position_once",
                violation_error_message=_("Another topic stands at this position."),
            ),
            models.UniqueConstraint(
                fields=["id", "programme"],
                name="topic_of_programme",
                violation_error_message=_("This topic exists already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
