"""What organisations agreed on, and who the parties were."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from organisations import force
from organisations.choices import (
    AGREEMENT_CORRECTIONS,
    AGREEMENT_TRANSITIONS,
    STOPPED,
    AgreementKind,
    AgreementStatus,
    Authority,
    PartyRole,
    SigningLevel,
)
from organisations.days import in_order, known_days, precision_field
from organisations.models.organisations import Organisation
from organisations.models.sources import Source
from web.keys import uuid7

SEE_EVERY_AGREEMENT = (Role.AGREEMENTS, Role.CORRECTIONS)


class AgreementQuerySet(models.QuerySet):
    """Which agreements."""

    def visible_to(self, user) -> Self:
        """All for those who keep agreements or answer for corrections; for an official those of the own organisation.

        Facility staff see what their own organisation is a party to; which agreements their programmes rest on
        is added where programmes are known.
        """
        if access_of(user).has(*SEE_EVERY_AGREEMENT):
            return self
        return self.filter(pk__in=AgreementParty.objects.of_own(user).order_by().values("agreement"))

    def in_force(self, day: date) -> Self:
        """Those that are in force on a day beyond doubt: ``organisations.force`` says what that is."""
        return self.filter(force.surely_in_force(day))

    def with_ends(self) -> Self:
        """Each with what its state on a day follows from; a list asks no more for thirty rows than for one."""
        return self.annotate(end_moves=force.end_moves())

    def possibly(self, state: str, day: date) -> Self:
        """Those that may be in this state on a day, a key of ``organisations.force``."""
        return self.filter(force.possibly(state, day))


class Agreement(models.Model):
    """A memorandum, a cooperation agreement under it, an amendment or a letter. Most of what it says may be unknown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AgreementKind)
    kind_as_printed = models.CharField(_("kind as the source says it"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name=_("under")
    )
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("renews")
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    number_as_printed = models.CharField(_("number as printed"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=AgreementStatus, default=AgreementStatus.UNKNOWN)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signed_on_precision = precision_field(_("signed: precision"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_from_precision = precision_field(_("in force from: precision"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    in_force_until_precision = precision_field(_("in force until: precision"))
    status_reason = models.TextField(_("reason of the status"), blank=True)
    ended_on = models.DateField(_("last day before it was ended"), null=True, blank=True)
    ended_on_precision = precision_field(_("ended: precision"))
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    term_as_printed = models.CharField(_("term as printed"), max_length=300, blank=True)
    scope = models.TextField(_("scope"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)
    invented = models.BooleanField(_("an invented example"), default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [
            models.Index(models.F("signed_on").desc(nulls_last=True), models.F("id"), name="agreement_newest_first")
        ]
        constraints = [
            *known_days("agreement", "signed_on", "in_force_from", "in_force_until", "ended_on"),
            models.CheckConstraint(
                condition=in_order("in_force_from", "in_force_until"),
                name="agreement_days_in_order",
                violation_error_message=_("The agreement would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="agreement_not_under_itself",
                violation_error_message=_("An agreement cannot stand under itself."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: models.F("id")}),
                    name=f"agreement_not_{word}_itself",
                    violation_error_message=told,
                )
                for field, word, told in (
                    ("renews", "renewing", _("An agreement cannot renew itself, nor one that renews it.")),
                    ("superseded_by", "superseding", _("An agreement cannot supersede itself.")),
                )
            ),
            models.CheckConstraint(
                condition=~Q(status=AgreementStatus.TERMINATED) | ~Q(status_reason=""),
                name="agreement_terminated_for_a_reason",
                violation_error_message=_("Say why the agreement was terminated."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=False, status=AgreementStatus.SUPERSEDED)
                | (Q(superseded_by__isnull=True) & (~Q(status=AgreementStatus.SUPERSEDED) | ~Q(status_reason=""))),
                name="agreement_superseded_by_something",
                violation_error_message=_("Name the agreement that took its place, or say in words what did."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(status__in=STOPPED),
                name="agreement_ended_only_if_stopped",
                violation_error_message=_("Only a terminated or superseded agreement was ended on a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def is_in_force(self, day: date) -> bool:
        """The same as ``in_force``, for one row."""
        return force.is_in_force(self, day)


def _move_is_allowed() -> Q:
    allowed = Q()
    for before, following in AGREEMENT_TRANSITIONS.items():
        allowed |= Q(from_status=before, to_status__in=following)
    return allowed


def _takes_back() -> Q:
    found = Q()
    for before, after in AGREEMENT_CORRECTIONS:
        found |= Q(from_status=before, to_status=after)
    return found


class AgreementEvent(models.Model):
    """One change of an agreement's status: who, when, why. Written by the database; without a person by a command."""

    agreement = models.ForeignKey(
        Agreement, models.DO_NOTHING, related_name="events", editable=False, db_constraint=False
    )
    from_status = models.CharField(_("from"), max_length=12, blank=True, choices=AgreementStatus, editable=False)
    to_status = models.CharField(_("to"), max_length=12, choices=AgreementStatus, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("event of an agreement")
        verbose_name_plural = _("events of agreements")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_move_is_allowed(),
                name="agreementevent_move_is_allowed",
                violation_error_message=_("An agreement cannot go from this status to that one."),
            ),
            models.CheckConstraint(
                condition=~_takes_back() | ~Q(reason=""),
                name="agreementevent_taken_back_for_a_reason",
                violation_error_message=_("Say anew why the status is taken back."),
            ),
        ]


class AgreementPartyQuerySet(models.QuerySet):
    """Which parties."""

    def of_own(self, user) -> Self:
        """Those that are a user's own bodies: the organisations of the postings, and those of the facilities."""
        access = access_of(user)
        own = Q(organisation__in=access.organisations)
        if access.facilities:
            own |= Q(organisation__in=Organisation.objects.filter(facility__in=access.facilities).values("pk"))
        return self.filter(own)


class AgreementParty(models.Model):
    """One body in an agreement, under the name printed on that day, with its own number and signatory."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    position = models.PositiveSmallIntegerField(_("position"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="party_to", verbose_name=_("organisation")
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=PartyRole, default=PartyRole.PARTY)
    not_named = models.BooleanField(
        _("nobody names this party"), default=False, help_text=_("It signed, and no source says who it is.")
    )
    number = models.CharField(_("number"), max_length=120, blank=True)
    signatory = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_title = models.CharField(_("title of the signatory"), max_length=200, blank=True)
    level = models.CharField(_("level of the signatory"), max_length=10, blank=True, choices=SigningLevel)
    authority = models.CharField(_("authority of the signatory"), max_length=10, blank=True, choices=Authority)
    letter_number = models.CharField(_("number of the letter of authority"), max_length=120, blank=True)
    letter_on = models.DateField(_("day of the letter of authority"), null=True, blank=True)
    letter_on_precision = precision_field(_("letter of authority: precision"))
    signed_on = models.DateField(_("signed on, if another day"), null=True, blank=True)
    signed_on_precision = precision_field(_("signed: precision"))
    added_by = models.ForeignKey(
        "AgreementChange", models.PROTECT, null=True, blank=True, related_name="parties", editable=False
    )
    removed_by = models.ForeignKey(
        "AgreementChange", models.PROTECT, null=True, blank=True, related_name="parties_removed", editable=False
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("takes the place of")
    )
    addition = models.BooleanField(
        _("added here"), default=False, help_text=_("Not in the source that the agreement was loaded from.")
    )

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["agreement", "addition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position", "addition"],
                name="agreementparty_position_once",
                violation_error_message=_("Another party stands at this position."),
            ),
            models.CheckConstraint(
                condition=Q(not_named=True, organisation__isnull=True, name_as_printed="")
                | (Q(not_named=False) & (Q(organisation__isnull=False) | ~Q(name_as_printed=""))),
                name="agreementparty_says_who",
                violation_error_message=_(
                    "Name the party: choose the organisation or type it as printed, or say that nobody names it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(authority=Authority.DELEGATED) | Q(letter_number="", letter_on__isnull=True),
                name="agreementparty_letter_where_delegated",
                violation_error_message=_("A letter of authority belongs to a delegated signature."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(added_by__isnull=False),
                name="agreementparty_replaces_from_a_day",
                violation_error_message=_("Who takes a party's place does so from a day on: record it as a change."),
            ),
            *known_days("agreementparty", "letter_on", "signed_on"),
        ]

    def __str__(self) -> str:
        return str(_("a party that nobody names")) if self.not_named else self.name_as_printed or str(self.organisation)
