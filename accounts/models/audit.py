"""Evidence of who looked at whom, who changed what and who took what away: append-only, readable in an audit only."""

from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from web.keys import uuid7


class PersonRead(models.Model):
    """One look at one person: who, whom, on which page, when. Never what was seen.

    The person is a plain column: this package knows no people, and the record outlives them.
    """

    at = models.DateTimeField(_("when"))
    actor = models.UUIDField(_("who"))
    person = models.UUIDField(_("whom"))
    page = models.CharField(_("page"), max_length=60)

    class Meta:
        verbose_name = _("read of a person")
        verbose_name_plural = _("reads of people")
        indexes = [
            models.Index(fields=["person", "at"], name="personread_person_at"),
            models.Index(fields=["actor", "at"], name="personread_actor_at"),
            BrinIndex(fields=["at"], name="personread_at", autosummarize=True),
        ]


class ExportFormat(models.TextChoices):
    """As what a report was taken away."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class Export(models.Model):
    """Somebody took a report away as a file: who, which, as what, narrowed to what, and when. Never what stood in it.

    Where it holds rows of single people it says how many, and for what purpose: that is asked before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("when"))
    actor = models.UUIDField(_("who"))
    report = models.CharField(_("report"), max_length=60)
    address = models.CharField(_("address"), max_length=200)
    format = models.CharField(_("format"), max_length=4, choices=ExportFormat)
    filters = models.TextField(_("narrowed to"), blank=True)
    rows_of_people = models.PositiveIntegerField(_("rows of people"), default=0)
    purpose = models.TextField(_("purpose"), blank=True)

    class Meta:
        verbose_name = _("export of a report")
        verbose_name_plural = _("exports of reports")
        indexes = [models.Index(fields=["actor", "-id"], name="export_actor_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows_of_people=0) | ~Q(purpose=""),
                name="export_of_people_has_purpose",
                violation_error_message=_("Say for what purpose you take rows of people away."),
            ),
            models.CheckConstraint(
                condition=Q(format__in=ExportFormat.values),
                name="export_format_is_known",
                violation_error_message=_("A report is taken away as PDF, XLSX or CSV."),
            ),
        ]

    def __str__(self) -> str:
        return self.report


class Operation(models.TextChoices):
    """What was done to a row."""

    INSERT = "I", _("added")
    UPDATE = "U", _("changed")
    DELETE = "D", _("removed")


class ChangeQuerySet(models.QuerySet):
    """Which changes."""

    def about(self, subject: UUID) -> Self:
        """What happened to one thing and its rows, newest first; whether one may see it is the caller's business."""
        return self.filter(subject=subject, person__isnull=True).order_by("-pk")


class Change(models.Model):
    """One change of one row, written by the database whatever wrote the row.

    It leads to a ``person``, or is about a ``subject``: a programme, an organisation, an agreement. The first kind is
    read in an audit only, the second by whoever sees the subject.

    An addition keeps no values, since the row itself holds them; a change keeps the old and new value of what
    differs, a removal the whole old row. Together they give the row as of any moment.
    """

    at = models.DateTimeField(_("when"))
    actor = models.UUIDField(_("who"), null=True)
    page = models.CharField(_("page"), max_length=60)
    table = models.CharField(_("table"), max_length=63, db_column="table_name")
    row = models.CharField(_("row"), max_length=80, db_column="row_key")
    person = models.UUIDField(_("whom"), null=True)
    subject = models.UUIDField(_("about"), null=True)
    operation = models.CharField(_("operation"), max_length=1, choices=Operation)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["person", "at"], name="change_person_at"),
            models.Index(fields=["actor", "at"], name="change_actor_at"),
            models.Index(fields=["subject", "id"], condition=Q(subject__isnull=False), name="change_subject"),
            BrinIndex(fields=["at"], name="change_at", autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(person__isnull=True, subject__isnull=False),
                name="change_has_actor",
                violation_error_message=_("Nobody answers for this change."),
            ),
        ]

    @property
    def columns(self) -> list[tuple[str, Any, Any]]:
        """Each column with what it held before and after; an addition keeps none, since the row itself holds them."""
        before, after = self.before or {}, self.after or {}
        return [(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
