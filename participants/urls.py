"""Addresses of classes, attendance and people. Paths hold keys, never a name or a register number."""

from django.urls import include, path

from participants.views import (
    attendance,
    choosing,
    enrolments,
    guests,
    imports,
    meetings,
    people,
    roster,
    sessions,
)

urlpatterns = [
    path("", include("participants.closing_urls")),
    path("", include("participants.rule_urls")),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/choose/", choosing.choose, name="session_choose"),
    path("sessions/<uuid:pk>/choose/paste/", choosing.choose_pasted, name="choose_pasted"),
    path("sessions/<uuid:pk>/choose/upload/", choosing.choose_uploaded, name="choose_uploaded"),
    path("sessions/<uuid:pk>/choose/copy/", choosing.choose_copied, name="choose_copied"),
    path("sessions/<uuid:pk>/review/", enrolments.review_people, name="session_review"),
    path("sessions/<uuid:pk>/enrol/", enrolments.enrol_people, name="session_enrol"),
    path("sessions/<uuid:pk>/withdraw/", enrolments.withdraw_people, name="session_withdraw"),
    path("sessions/<uuid:pk>/suspend/", roster.suspend_people, name="session_suspend"),
    path("sessions/<uuid:pk>/resume/", roster.resume_people, name="session_resume"),
    path("sessions/<uuid:pk>/promote/", roster.promote_people, name="session_promote"),
    path("sessions/<uuid:pk>/guests/", guests.session_guests, name="session_guests"),
    path("enrolments/<uuid:pk>/", roster.enrolment, name="enrolment"),
    path("sessions/<uuid:pk>/meetings/", meetings.session_meetings, name="session_meetings"),
    path("meetings/<uuid:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path("meetings/<uuid:pk>/sheet/", attendance.attendance_sheet, name="attendance_sheet"),
    path("sessions/<uuid:pk>/attendance/", attendance.attendance_grid, name="attendance_grid"),
    path("people/", people.person_list, name="person_list"),
    path("people/csv/", people.person_csv, name="person_csv"),
    path("people/import/", imports.import_list, name="import_list"),
    path("people/import/<uuid:pk>/", imports.register_import, name="register_import"),
    path("people/import/<uuid:pk>/columns/", imports.import_columns, name="import_columns"),
    path("people/import/<uuid:pk>/refused/", imports.import_refused, name="import_refused"),
    path("people/<uuid:pk>/", people.person, name="person"),
]
