"""What the watch over agreements found, what was set aside of it, and who was told of it by mail.

Entries are derived: ``reports.watch`` counts them anew and nobody else writes them; until when one is set aside the
database keeps with the words on it. One that is gone stays: it is the same entry when it comes back.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import Precision
from organisations.models import Agreement, AgreementParty, Commitment
from organisations.models.agreements import SEE_EVERY_AGREEMENT
from programs.models import Programme, ProgrammeBasis
from web.keys import uuid7

BANDS = (30, 90, 180)
"""Days within which an agreement may run out; each entry stands in the first that holds it."""


class WatchKind(models.TextChoices):
    """What the watch looks for."""

    EXPIRES = "expires", _("Runs out")
    NO_BASIS = "no_basis", _("Ran without a basis in force")
    OVERDUE = "overdue", _("Commitment overdue")
    AUTHORITY = "authority", _("Signature without authority")
    DUPLICATE = "duplicate", _("Twice the same")


class Finding(models.TextChoices):
    """Why something stands in the watch, where its kind alone does not say it."""

    NO_LETTER = "no_letter", _("Signed by delegation, and no letter of authority is known.")
    LETTER_LATER = "letter_later", _("The letter of authority is younger than the signature.")
    LEVEL = "level", _("Signed on own authority below the level of the body.")
    LEVEL_UNKNOWN = "level_open", _("Signed below the level of the body; by what right is not known.")
    SCOPE = "scope", _("Same parties, overlapping scope, in force at the same time.")
    SCOPE_UNKNOWN = "scope_open", _("Same parties, in force at the same time; the scope of one is not known.")
    SHORT = "short", _("Less was delivered than promised.")
    NOT_COUNTED = "uncounted", _("What was delivered of it is counted nowhere.")


def _link(model, name: str) -> models.ForeignKey:
    """What an entry is about. Derived rows keep nobody from removing it; the next count then finds it gone."""
    return models.ForeignKey(
        model, models.DO_NOTHING, null=True, related_name="+", editable=False, db_constraint=False, verbose_name=name
    )


class WatchEntryQuerySet(models.QuerySet):
    """Which entries."""

    def visible_to(self, user) -> Self:
        """All for those who keep agreements or answer for corrections; an official's are those of the own agreements.

        Of a programme nothing is told to an official who may not know of it, whatever it rests on.
        """
        access = access_of(user)
        if access.has(*SEE_EVERY_AGREEMENT):
            return self
        if not access.has(Role.OFFICIAL):
            return self.none()
        own = AgreementParty.objects.of_own(user).order_by().values("agreement")
        programmes = Programme.objects.mended_by(user).values("pk")
        resting = ProgrammeBasis.objects.filter(agreement__in=own, programme__in=programmes).values("programme")
        return self.filter(
            Q(agreement__in=own) & ~Q(kind=WatchKind.NO_BASIS) | Q(kind=WatchKind.NO_BASIS, programme__in=resting)
        )

    def present(self) -> Self:
        """What the last count found."""
        return self.filter(gone=False)

    def standing(self, on: date) -> Self:
        """What the last count found and nobody has set aside up to this day or beyond."""
        return self.present().exclude(aside_until__gte=on)

    def in_parts(self, on: date) -> Self:
        """Each with the ``part`` of the page in which it stands: set aside, or what it is; running out by how soon."""
        soon = [
            When(kind=WatchKind.EXPIRES, day__lte=on + timedelta(days=n), then=Value(f"expires_{n}")) for n in BANDS
        ]
        part = Case(
            When(aside_until__gte=on, then=Value("aside")), *soon, default=F("kind"), output_field=models.CharField()
        )
        return self.annotate(part=part)


class WatchEntry(models.Model):
    """One thing that somebody should look at."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=WatchKind, editable=False)
    finding = models.CharField(_("finding"), max_length=12, blank=True, choices=Finding, editable=False)
    agreement = _link(Agreement, _("agreement"))
    other = _link(Agreement, _("the other agreement"))
    programme = _link(Programme, _("programme"))
    party = _link(AgreementParty, _("party"))
    commitment = _link(Commitment, _("commitment"))
    day = models.DateField(_("day"), null=True, editable=False)
    day_precision = models.CharField(_("day: precision"), max_length=1, blank=True, choices=Precision, editable=False)
    open = models.BooleanField(_("cannot be told"), default=False, editable=False)
    days = models.PositiveIntegerField(_("days without a basis"), default=0, editable=False)
    open_days = models.PositiveIntegerField(_("days of which it cannot be told"), default=0, editable=False)
    all_days = models.PositiveIntegerField(_("days in all"), default=0, editable=False)
    delivered = models.DecimalField(_("delivered"), max_digits=16, decimal_places=2, null=True, editable=False)
    aside_until = models.DateField(_("set aside until"), null=True, editable=False)
    gone = models.BooleanField(_("no longer found"), default=False, editable=False)
    found_on = models.DateField(_("found first"), editable=False)

    objects = WatchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the watch")
        verbose_name_plural = _("entries of the watch")
        indexes = [models.Index(fields=["kind", "day", "id"], condition=Q(gone=False), name="watchentry_present")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agreement", "other", "programme", "party", "commitment"],
                nulls_distinct=False,
                name="watchentry_once",
                violation_error_message=_("The watch found this already."),
            ),
        ]


class WatchDismissal(models.Model):
    """Somebody set an entry aside until a day, for a reason; without a day it is shown again. Only ever added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(WatchEntry, models.PROTECT, related_name="dismissals", editable=False)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("word on an entry of the watch")
        verbose_name_plural = _("words on entries of the watch")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="watchdismissal_has_reason",
                violation_error_message=_("Say why it is set aside or shown again."),
            ),
        ]


class WatchRun(models.Model):
    """When the watch was counted last, of which day, and after which recorded change."""

    one = models.BooleanField(primary_key=True, default=True, editable=False)
    day = models.DateField(_("day"), editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    change = models.BigIntegerField(_("last change seen"), default=0, editable=False)

    class Meta:
        verbose_name = _("count of the watch")
        verbose_name_plural = _("counts of the watch")
        constraints = [
            models.CheckConstraint(
                condition=Q(one=True),
                name="watchrun_one",
                violation_error_message=_("There is one last count of the watch."),
            ),
        ]


class WatchMail(models.Model):
    """Who was told by mail on which day: each reader once a day."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    day = models.DateField(_("day"), editable=False)
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("mail of the watch")
        verbose_name_plural = _("mails of the watch")
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "day"],
                name="watchmail_once_a_day",
                violation_error_message=_("This reader has had the mail of this day."),
            ),
        ]
