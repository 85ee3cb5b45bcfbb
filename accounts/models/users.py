"""Who can sign in."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from web.keys import uuid7


class User(AbstractUser):
    """Somebody, or something, that acts in the system and answers for it.

    What a user may reach is not written here but in their postings. A user is never deleted: the change log
    and the events name them; they are made inactive.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None
    last_name = None
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=5, blank=True, choices=[("id", "Bahasa Indonesia"), ("en", "English")]
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        editable=False,
        help_text=_("Made for the demonstration; cannot exist in a real installation."),
    )

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def get_full_name(self) -> str:
        """The name as pages print it; the sign-in name where none is known."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """The same: Indonesian names have no part that could stand alone."""
        return self.get_full_name()
