"""Accounts. What a user may reach stands in the postings."""

from django.contrib import admin
from django.contrib.auth.admin import Group, UserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.site import Kept

admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(Kept, UserAdmin):
    """Django's own page of accounts without groups, permissions and the flag that would stand above postings."""

    list_display = ("username", "name", "is_active", "is_staff", "is_demo", "last_login")
    list_filter = ("is_active", "is_staff", "is_demo")
    search_fields = ("username", "name", "email")
    filter_horizontal = ()
    readonly_fields = ("is_demo", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email", "language")}),
        (_("May sign in"), {"fields": ("is_active", "is_staff", "is_demo")}),
        (_("Days"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "email", "is_staff", "password1", "password2")}),)
