"""Stays at a facility: when, as what, under which numbers, until when, and, apart from it, for what."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Collate, Upper
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from organisations.days import day_range
from organisations.models import Facility
from participants.choices import CustodyDateKind, LegalStatus
from participants.models.people import Person
from web.keys import uuid7


class CustodyQuerySet(models.QuerySet):
    """Which stays."""

    def visible_to(self, user) -> Self:
        """Stays at the facilities that the user sees."""
        return self.filter(facility__in=access_of(user).facilities)

    def current(self, day: date) -> Self:
        """Begun by that day and not left: the day of leaving counts no more."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), admitted_on__lte=day)


class Custody(models.Model):
    """One stay of a person at a facility. The day of leaving is the day of arriving elsewhere.

    ``told_on`` is that of ``Person``, for block and legal status.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="custodies", verbose_name=_("person"))
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="custodies", verbose_name=_("facility"))
    legal_status = models.CharField(_("legal status"), max_length=10, choices=LegalStatus)
    admitted_on = models.DateField(_("admitted"))
    left_on = models.DateField(_("left"), null=True, blank=True)
    block = models.CharField(_("block and room"), max_length=40, blank=True)
    told_on = models.DateField(_("known as of"), null=True, blank=True)

    objects = CustodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("custody")
        verbose_name_plural = _("custodies")
        constraints = [
            ExclusionConstraint(
                expressions=[("person", "="), (day_range("admitted_on", "left_on", "[)"), "&&")],
                name="custody_one_place_at_a_time",
                violation_error_message=_("The person would be in two facilities at once."),
                violation_error_code="two_places",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("admitted_on")),
                name="custody_days_in_order",
                violation_error_message=_("The person would leave before being admitted."),
            ),
            models.UniqueConstraint(
                fields=["id", "person", "facility"],
                name="custody_of_person_at_facility",
                violation_error_message=_("This record exists already."),
            ),
            models.UniqueConstraint(
                fields=["id", "facility"],
                name="custody_at_facility",
                violation_error_message=_("This record exists already."),
            ),
        ]


class CustodyDate(models.Model):
    """A day of the sentence, in the version known from ``known_from`` on: remission moves it and the old one stays."""

    custody = models.ForeignKey(
        Custody, models.PROTECT, related_name="dates", verbose_name=_("custody"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CustodyDateKind)
    day = models.DateField(_("day"))
    known_from = models.DateField(_("known from"))
    origin = models.CharField(_("where it comes from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("date of a custody")
        verbose_name_plural = _("dates of custodies")
        constraints = [
            models.UniqueConstraint(
                fields=["custody", "kind", "known_from"],
                name="custodydate_one_version_a_day",
                violation_error_message=_("This date already has a version of that day."),
            ),
        ]


class RegisterNumber(models.Model):
    """A register number of a stay and the days on which it held: A.III becomes B.I when a sentence is final.

    Stay and facility are held by one key of two columns (``sql/keys.sql``). One holder at a time: the hash goes before
    the number it is made from, because the index tells whole numbers apart three times as fast as texts.
    """

    custody = models.ForeignKey(
        Custody, models.PROTECT, related_name="numbers", verbose_name=_("custody"), db_constraint=False
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="+", verbose_name=_("facility"), db_constraint=False
    )
    number = models.CharField(_("register number"), max_length=60)
    key = models.GeneratedField(
        expression=Func(
            Upper("number"),
            Value("[^A-Z0-9]"),
            Value(""),
            Value("g"),
            function="REGEXP_REPLACE",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    register_class = models.CharField(_("register class"), max_length=10, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("register number")
        verbose_name_plural = _("register numbers")
        indexes = [
            models.Index(Collate("key", "C"), "custody", name="registernumber_key"),
        ]
        constraints = [
            ExclusionConstraint(
                expressions=[
                    (Func("key", function="hashtext", output_field=models.IntegerField()), "="),
                    ("key", "="),
                    ("facility", "="),
                    (day_range("valid_from", "valid_until"), "&&"),
                ],
                name="registernumber_one_holder_at_a_time",
                violation_error_message=_("Another person of this facility has this register number."),
                violation_error_code="number_taken",
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="registernumber_says_something",
                violation_error_message=_("A register number has letters or digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Sentence(models.Model):
    """For what and how long: apart from the stay, because only registrar and head of the facility may read it."""

    custody = models.OneToOneField(Custody, models.PROTECT, primary_key=True, related_name="sentence")
    offence = models.CharField(_("offence"), max_length=200, blank=True)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    told_on = models.DateField(_("known as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
