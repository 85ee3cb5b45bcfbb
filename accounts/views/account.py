"""One's own account."""

from django.contrib.auth.views import PasswordChangeDoneView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from accounts.passwords import PasswordForm
from web.http import page

change_password = PasswordChangeView.as_view(
    form_class=PasswordForm,
    template_name="accounts/password_change.html",
    success_url=reverse_lazy("password_changed"),
)
"""Django's own: the old password is asked for, this session goes on, all others of the user end."""

password_changed = PasswordChangeDoneView.as_view(template_name="accounts/password_changed.html")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, as what and since when."""
    return page(request, "accounts/account.html")
