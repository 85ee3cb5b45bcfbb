"""Registers that were brought in: who, when, of which day; and, until that is decided, what stands in the file."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants.choices import ImportStatus
from web.keys import uuid7

KEPT_FOR = timedelta(days=7)
"""How long a file and its preview wait for somebody to confirm; then the content is forgotten."""


class RegisterImportQuerySet(models.QuerySet):
    """Which imports."""

    def open(self) -> Self:
        """Neither confirmed nor dropped."""
        return self.filter(status__in=ImportStatus.open())

    def forgotten_by(self, moment) -> Self:
        """Open, and so old that their content is kept no longer."""
        return self.open().filter(at__lt=moment - KEPT_FOR)


class RegisterImport(models.Model):
    """One file that somebody brought for a facility, and what came of it, in numbers: nobody is named here.

    The row stays as evidence and is never removed. Its content is, as soon as the import is confirmed or dropped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="register_imports", verbose_name=_("facility"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("brought"))
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.WAITING)
    spoken_of = models.DateField(_("day of which the file speaks"), null=True, blank=True)
    counts = models.JSONField(_("in numbers"), default=dict)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("register import")
        verbose_name_plural = _("register imports")
        indexes = [models.Index(fields=["facility", "-at"], name="registerimport_facility_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.open(), ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(status__in=ImportStatus.open()) & Q(ended_at__isnull=False)),
                name="registerimport_ended_has_time",
                violation_error_message=_("An ended import says when it ended, an open one does not."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ImportStatus.PREVIEW, ImportStatus.CONFIRMED)) | Q(spoken_of__isnull=False),
                name="registerimport_read_has_day",
                violation_error_message=_("A file that was read speaks of a day."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of the import."""
        return reverse("register_import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.status in ImportStatus.open()

    @property
    def forgotten_on(self):
        """When its content is kept no longer."""
        return self.at + KEPT_FOR


class ImportContent(models.Model):
    """The file of an open import and what was read in it: full of names and offences, so it does not stay.

    It lives in the database and nowhere else, is seen by whoever may read offences there, and goes with the end of
    the import, at the latest after ``KEPT_FOR``. For the same reason it keeps no history.
    """

    register_import = models.OneToOneField(
        RegisterImport, models.PROTECT, primary_key=True, related_name="content", verbose_name=_("register import")
    )
    file_name = models.CharField(_("name of the file"), max_length=100)
    file = models.BinaryField(_("file"))
    said_day = models.DateField(_("day that was entered"), null=True, blank=True)
    columns = models.JSONField(_("what was said of the columns"), default=dict)
    decisions = models.JSONField(_("who is who"), default=dict)
    preview = models.BinaryField(_("preview"), null=True)

    class Meta:
        verbose_name = _("content of an import")
        verbose_name_plural = _("contents of imports")
