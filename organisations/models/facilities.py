"""Places that hold or guide people, and who serves where."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import AT_A_FACILITY, AT_AN_ORGANISATION, NATIONAL, Role
from organisations.choices import FacilityKind, SexHeld, TimeZone
from organisations.days import on
from organisations.models.organisations import Organisation
from web.keys import uuid7

ATTENDANCE_DAYS = 7
"""So many days after a meeting its attendance is recorded without a reason, unless the facility says otherwise."""


class FacilityQuerySet(models.QuerySet):
    """Which facilities."""

    def visible_to(self, user) -> Self:
        """The facilities whose people and classes this user sees: the root of every other ``visible_to``."""
        return self.filter(pk__in=access_of(user).facilities)


class Facility(models.Model):
    """A UPT: lapas, LPP, rutan, LPKA or Bapas. ``name`` is what pages print now; its organisation has the dated names.

    The key is a small number, because scopes are arrays of them; the path of a page uses the code.
    """

    id = models.AutoField(primary_key=True)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="facility", verbose_name=_("organisation")
    )
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=FacilityKind)
    class_as_printed = models.CharField(_("class"), max_length=20, blank=True)
    sex_held = models.CharField(_("holds"), max_length=1, blank=True, choices=SexHeld)
    city = models.CharField(_("city"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=60, blank=True)
    province_code = models.CharField(_("province code"), max_length=10, blank=True)
    province_scheme = models.CharField(_("scheme of the province code"), max_length=30, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    attendance_days = models.PositiveSmallIntegerField(
        _("days to record attendance in"), default=ATTENDANCE_DAYS, db_default=ATTENDANCE_DAYS
    )

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(time_zone__in=TimeZone.values),
                name="facility_time_zone_is_indonesian",
                violation_error_message=_("Choose WIB, WITA or WIT."),
            ),
            models.CheckConstraint(
                condition=Q(province_code="", province_scheme="") | (~Q(province_code="") & ~Q(province_scheme="")),
                name="facility_province_code_has_scheme",
                violation_error_message=_("Say which scheme the province code belongs to."),
            ),
            models.CheckConstraint(
                condition=Q(attendance_days__lte=366),
                name="facility_attendance_days_at_most_a_year",
                violation_error_message=_("Write a number of days from 0 to 366."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet):
    """Which postings."""

    def held(self, day: date) -> Self:
        """Those in force on that day; the day written as *until* is the last one."""
        return self.filter(on(day, "starts_on", "ends_on"))


class Posting(models.Model):
    """A user's role for a time, at one facility or one organisation, or national: the root of who sees what."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, verbose_name=_("facility"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(AT_A_FACILITY), facility__isnull=False, organisation__isnull=True)
                | Q(role__in=sorted(AT_AN_ORGANISATION), facility__isnull=True, organisation__isnull=False)
                | Q(role__in=sorted(NATIONAL), facility__isnull=True, organisation__isnull=True),
                name="posting_place_fits_role",
                violation_error_message=_(
                    "This role is held at another kind of place: a facility, an organisation, or neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="posting_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
