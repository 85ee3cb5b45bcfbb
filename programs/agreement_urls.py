"""Addresses of agreements and their documents."""

from django.urls import path

from programs.views import agreement_changes, agreement_list, agreements, documents, timeline

AGREEMENTS = [
    path("agreements/", agreement_list.agreement_list, name="agreement_list"),
    path("agreements/csv/", agreement_list.agreement_csv, name="agreement_csv"),
    path("agreements/xlsx/", agreement_list.agreement_xlsx, name="agreement_xlsx"),
    path("agreements/timeline/", timeline.agreement_timeline, name="agreement_timeline"),
    path("agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agreements/<uuid:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:pk>/edit/", agreements.agreement_edit, name="agreement_edit"),
    path("agreements/<uuid:pk>/contents/", agreement_changes.agreement_contents, name="agreement_contents"),
    path("agreements/<uuid:pk>/changes/new/", agreement_changes.agreement_change_new, name="agreement_change_new"),
    path("agreements/changes/<uuid:pk>/", agreement_changes.agreement_change, name="agreement_change"),
    path("agreements/<uuid:pk>/documents/new/", documents.document_new, name="document_new"),
    path("agreements/<uuid:pk>/downloads/", documents.agreement_downloads, name="agreement_downloads"),
    path("documents/downloads/", documents.downloads, name="downloads"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/replace/", documents.document_replace, name="document_replace"),
]
