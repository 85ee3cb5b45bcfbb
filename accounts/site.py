"""Stock admin, for reference data and accounts only: whoever keeps it, by a posting and nothing else."""

from functools import wraps

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.roles import Role


def administers(request) -> bool:
    """Whether this user keeps accounts and reference data: marked for it, and posted today as administrator."""
    user = request.user
    return user.is_authenticated and user.is_active and user.is_staff and request.access.has(Role.ADMINISTRATOR)


class Administration(admin.AdminSite):
    """The site. Coming in and out and changing one's password are the pages' own: one door, one count of failures."""

    site_header = site_title = _("Administration")
    index_title = _("Accounts and reference data")

    def has_permission(self, request):
        """Only administrators."""
        return administers(request)

    def get_urls(self):
        """Without Django's way from any key of any table to a page."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def admin_view(self, view, cacheable=False):
        """Others who are signed in get 403 here as everywhere."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not administers(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Ask to sign in where everybody does."""
        if request.user.is_authenticated and not administers(request):
            raise PermissionDenied
        index = reverse("admin:index", current_app=self.name)
        wanted = request.GET.get("next", index)
        return redirect(index) if request.user.is_authenticated else redirect_to_login(wanted)

    def logout(self, request, extra_context=None):
        """Go out by the pages' own way."""
        return redirect("logout", preserve_request=True)

    def password_change(self, request, extra_context=None):
        """Change the password on the pages' own form."""
        return redirect("password_change")

    def password_change_done(self, request, extra_context=None):
        """The same for what comes after."""
        return redirect("password_changed")


class ByPosting:
    """Put before ``ModelAdmin`` or an inline: the posting opens it, whatever flags or groups the user has."""

    def has_view_permission(self, request, obj=None):
        """Administrators see it."""
        return administers(request)

    def has_add_permission(self, request, obj=None):
        """Administrators add to it."""
        return administers(request)

    def has_change_permission(self, request, obj=None):
        """Administrators change it."""
        return administers(request)

    def has_delete_permission(self, request, obj=None):
        """Parts of a thing can be taken from it."""
        return administers(request)

    def has_module_permission(self, request):
        """Administrators find it on the index."""
        return administers(request)


class Kept(ByPosting):
    """Nothing that others may point to is removed here: it is corrected, ended or made inactive."""

    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        """Nobody."""
        return False
