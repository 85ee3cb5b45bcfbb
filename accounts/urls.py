"""Addresses of signing in and out, of one's own account, and of the logs."""

from django.urls import path

from accounts.views import account, audit, language, sessions

urlpatterns = [
    path("accounts/", account.account, name="account"),
    path("accounts/login/", sessions.sign_in, name="login"),
    path("accounts/logout/", sessions.sign_out, name="logout"),
    path("accounts/password/", account.change_password, name="password_change"),
    path("accounts/password/changed/", account.password_changed, name="password_changed"),
    path("audit/reads/", audit.reads, name="audit_reads"),
    path("audit/changes/", audit.changes, name="audit_changes"),
    path("audit/exports/", audit.exports, name="audit_exports"),
    path("language/", language.choose_language, name="language"),
]
