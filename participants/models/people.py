"""Human beings, one row for life, and what ties them to a facility."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from organisations.models import Facility
from participants.choices import AffiliationKind, Sex
from web.keys import uuid7


class PersonQuerySet(models.QuerySet):
    """Which people."""

    def visible_to(self, user) -> Self:
        """People whose facility now is one that the user sees. Row security says the same below."""
        return self.filter(facility__in=access_of(user).facilities)


class Person(models.Model):
    """A human being: inmate, client, officer or other. One-word names are complete names.

    ``facility`` is kept by triggers: that of the newest custody, else of the newest affiliation. ``told_on`` is the
    day of the newest file or edit that tells of this row, so that an older file does not undo it; unless the writer
    says the day, a change by hand is of the day on which it is made (``sql/told_on.sql``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    alias = models.CharField(_("alias"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, blank=True, choices=Sex)
    birth_place = models.CharField(_("birth place"), max_length=100, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    nik = models.CharField(_("NIK"), max_length=16, null=True, blank=True)
    nationality = models.CharField(_("nationality"), max_length=40, blank=True)
    education = models.CharField(_("education"), max_length=40, blank=True)
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="people", verbose_name=_("facility"), db_index=False
    )
    invented = models.BooleanField(_("invented for the demonstration"), default=False)
    told_on = models.DateField(_("known as of"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["facility", "name", "id"], name="person_facility_name")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="person_has_name", violation_error_message=_("Give the person a name.")
            ),
            models.CheckConstraint(
                condition=Q(nik__isnull=True) | (Q(nik__regex=r"^[0-9]{16}$") & ~Q(nik__regex=r"^0+$")),
                name="person_nik_16_digits",
                violation_error_message=_("A NIK has 16 digits, not all of them zero."),
            ),
            models.UniqueConstraint(
                fields=["nik"],
                name="person_nik_once",
                violation_error_message=_("This NIK cannot be entered here; ask the ministry."),
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *Sex.values]),
                name="person_sex_known_value",
                violation_error_message=_("Sex is L or P, or not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("person", args=[self.pk])


class Affiliation(models.Model):
    """The tie of somebody without custody to a facility: an officer, or another; *until* is the last day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="affiliations", verbose_name=_("person"))
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="affiliations", verbose_name=_("facility"))
    kind = models.CharField(_("kind"), max_length=10, choices=AffiliationKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["id", "person", "facility"],
                name="affiliation_of_person_at_facility",
                violation_error_message=_("This record exists already."),
            ),
        ]
