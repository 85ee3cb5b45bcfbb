"""Addresses of rules on joining, and of what is told of a person for them."""

from django.urls import path

from participants.views import rules, told

urlpatterns = [
    path("people/<uuid:pk>/facts/new/", told.person_fact_new, name="person_fact_new"),
    path("people/facts/<uuid:pk>/end/", told.fact_end, name="fact_end"),
    path("people/<uuid:pk>/joining/", told.person_joining, name="person_joining"),
    path("courses/<uuid:pk>/rules/", rules.course_rules, name="course_rules"),
    path("courses/<uuid:pk>/rules/new/", rules.course_rule_new, name="course_rule_new"),
    path("programmes/<uuid:pk>/rules/", rules.programme_rules, name="programme_rules"),
    path("programmes/<uuid:pk>/rules/new/", rules.programme_rule_new, name="programme_rule_new"),
    path("facilities/<slug:code>/rules/", rules.facility_rules, name="facility_rules"),
    path("facilities/<slug:code>/rules/new/", rules.facility_rule_new, name="facility_rule_new"),
    path("rules/<uuid:pk>/edit/", rules.rule_edit, name="rule_edit"),
    path("rules/<uuid:pk>/end/", rules.rule_end, name="rule_end"),
]
