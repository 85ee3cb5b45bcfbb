"""Addresses of programmes."""

from django.urls import path

from programs.views import programme_edit, programme_parts, programmes

PROGRAMMES = [
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes/csv/", programmes.programme_csv, name="programme_csv"),
    path("programmes/new/", programme_edit.programme_new, name="programme_new"),
    path("programmes/<uuid:pk>/", programmes.programme, name="programme"),
    path("programmes/<uuid:pk>/edit/", programme_edit.programme_edit, name="programme_edit"),
    path("programmes/<uuid:pk>/history/", programmes.programme_history, name="programme_history"),
    path("programmes/<uuid:pk>/settle/", programme_parts.programme_settle, name="programme_settle"),
    *(
        path(
            f"programmes/<uuid:pk>/{part}/",
            programme_parts.programme_part,
            {"part": part},
            name=f"programme_{part}",
        )
        for part in programme_parts.PARTS
    ),
]
