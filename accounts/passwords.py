"""The form with which somebody changes their own password, in our own words."""

from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from web.forms import PageForm


class PasswordForm(PageForm, PasswordChangeForm):
    """The password of now, and the new one twice. What a password must be like is said once; validators judge it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {
            "old_password": (_("Password now"), ""),
            "new_password1": (
                _("New password"),
                _("At least 12 characters, not only digits, and nothing like your name."),
            ),
            "new_password2": (_("New password again"), ""),
        }
        for name, (label, help_text) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
