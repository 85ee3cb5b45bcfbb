"""What a file last said of a programme, so that the next load can tell its changes from those made here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.programmes import Programme


class ProgrammeEntry(models.Model):
    """Which facts of a programme its entry states: for each field a fingerprint of what was said, never the words.

    A field that was mended here stays as long as the file says what it said before; an export prints the fields
    that the entry states and no other.
    """

    programme = models.OneToOneField(Programme, models.CASCADE, primary_key=True, related_name="entry")
    told = models.JSONField(_("fingerprints of what was said"), default=dict)

    class Meta:
        verbose_name = _("entry of a programme in a file")
        verbose_name_plural = _("entries of programmes in files")
