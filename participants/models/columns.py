"""What a prison calls the columns of its register, where that is not what others call them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility


class ColumnName(models.Model):
    """A column name of one facility, in the form in which names are compared, and the field that it means there.

    No field means that the column is left out. Nothing of a person stands here, only of a sheet.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="column_names", verbose_name=_("facility"))
    header = models.CharField(_("name of the column"), max_length=60)
    field = models.CharField(_("what it holds"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("column name")
        verbose_name_plural = _("column names")
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "header"],
                name="columnname_means_one_thing",
                violation_error_message=_("This column name has a meaning already."),
            ),
            models.CheckConstraint(
                condition=Q(header__regex=r"^[a-z0-9/]+$"),
                name="columnname_is_a_key",
                violation_error_message=_("A column name is kept in small letters and digits only."),
            ),
        ]

    def __str__(self) -> str:
        return self.header
