"""What proves an agreement: a file that was brought, kept as it came, and who took it away."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import DocumentKind, DocumentType
from organisations.models.agreements import Agreement, AgreementParty
from web.keys import uuid7
from web.uploads import LARGEST

SEE_EVERY_DOCUMENT = (Role.AGREEMENTS, Role.CORRECTIONS)


class DocumentQuerySet(models.QuerySet):
    """Which documents."""

    def visible_to(self, user) -> Self:
        """All for those who keep agreements or answer for corrections; for an official those of the own agreements.

        Facility staff read what an agreement says, not the signed paper.
        """
        access = access_of(user)
        if access.has(*SEE_EVERY_DOCUMENT):
            return self
        own = AgreementParty.objects.filter(organisation__in=access.organisations, agreement=OuterRef("agreement"))
        return self.filter(Exists(own))

    def versions(self) -> list[Document]:
        """Those that nothing has replaced, in the order they came; each with ``version`` and the ``former`` ones."""
        kept = {one.pk: one for one in self.select_related("by").order_by("at", "pk")}
        replaced = {one.replaces_id for one in kept.values()}
        newest = [one for one in kept.values() if one.pk not in replaced]
        for one in newest:
            one.former, before = [], kept.get(one.replaces_id)
            while before:
                one.former.append(before)
                before = kept.get(before.replaces_id)
            for version, former in enumerate(reversed(one.former), start=1):
                former.version = version
            one.version = len(one.former) + 1
        return newest


class Document(models.Model):
    """A file that belongs to an agreement. It is never changed and never removed; a better one takes its place, and the
    former stays readable behind it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents", verbose_name=_("agreement"))
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    name = models.CharField(_("name of the file"), max_length=120)
    content_type = models.CharField(_("type"), max_length=20, choices=DocumentType)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("brought"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                name="document_once_in_an_agreement",
                violation_error_message=_("This very file is kept with this agreement already."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="document_replaced_once",
                violation_error_message=_("Another file has taken the place of this one meanwhile. Look at it first."),
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=DocumentType.values),
                name="document_type_is_allowed",
                violation_error_message=_("Only PDF, JPEG and PNG are kept."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST),
                name="document_size_is_allowed",
                violation_error_message=_("A document has at least one byte and at most 20 MB."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="/") & ~Q(name__contains="\\"),
                name="document_name_is_no_path",
                violation_error_message=_("The name of a document is the name of a file, without folders."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentContent(models.Model):
    """The bytes of a document, in a table of their own so that lists of documents stay light."""

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="content", verbose_name=_("document")
    )
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("content of a document")
        verbose_name_plural = _("contents of documents")

    def __str__(self) -> str:
        return str(self.document_id)


class DocumentDownload(models.Model):
    """Somebody took a document away: which, who, when. Rows are added and never changed, and read in an audit only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="downloads", verbose_name=_("document"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("download of a document")
        verbose_name_plural = _("downloads of documents")
        indexes = [models.Index(fields=["document", "-id"], name="documentdownload_newest")]

    def __str__(self) -> str:
        return str(self.document_id)
