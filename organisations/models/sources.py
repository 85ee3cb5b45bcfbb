"""Where a fact comes from."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.days import known_days, precision_field
from web.keys import uuid7


class Source(models.Model):
    """An address or a document that says something of a programme, agreement or facility."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.URLField(_("address"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published = models.DateField(_("published"), null=True, blank=True)
    published_precision = precision_field(_("published: precision"))
    read_on = models.DateField(_("read on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address="") | ~models.Q(title=""),
                name="source_has_address_or_title",
                violation_error_message=_("Give the source an address or a title."),
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=~models.Q(address=""),
                name="source_address_once",
                violation_error_message=_("This address is already kept as a source."),
            ),
            *known_days("source", "published"),
        ]

    def __str__(self) -> str:
        return self.title or self.publisher or urlsplit(self.address).hostname or self.address
