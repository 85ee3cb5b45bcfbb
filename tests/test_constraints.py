"""Every constraint has a name that is a fact and a sentence for whoever meets it."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from participants.models import Person
from participants.services import attendance, enrolments
from programs.services import sessions
from tests.factories import acting, make_inmate
from tests.raw import run
from web.refusals import UNEXPECTED, refusal
from web.sql import sql_file

OURS = ["accounts", "organisations", "programs", "participants", "reports"]

COMPOSITE = {**enrolments.SENTENCES, **attendance.SENTENCES, **sessions.SENTENCES}
"""The constraints that Django cannot write, with their sentences."""


def constraints():
    return [
        constraint
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    ]


@pytest.mark.parametrize("constraint", constraints(), ids=lambda constraint: constraint.name)
def test_a_constraint_has_a_sentence_of_its_own(constraint):
    assert constraint.violation_error_message != constraint.default_violation_error_message


def test_the_keys_that_django_cannot_write_exist_and_have_sentences(db):
    written = {
        name for (name,) in run("SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) > 1")
    }
    assert written - {"registernumber_of_custody_at_facility"} <= set(COMPOSITE)


def test_a_refusal_of_the_database_becomes_the_sentence_of_its_constraint(registrar, tangerang):
    with acting(registrar, tangerang):
        make_inmate(tangerang, nik="3671104706590016")
        with pytest.raises(IntegrityError) as met, transaction.atomic():
            Person.objects.create(name="Lain", nik="3671104706590016", facility=tangerang)
    said = refusal(met.value)
    assert (said.code, "3671104706590016" in str(said)) == ("person_nik_once", False)
    assert str(said.message) != str(UNEXPECTED)


SQL = [
    ("organisations", ["sure_days", "tree", "documents", "agreement_tree", "agreement_text", "document_versions"]),
    ("organisations", ["agreement_life", "without_circle", "agreement_rows", "agreement_text_points"]),
    ("programs", ["session_to_tally", "meeting_to_tally", "course_in_use"]),
    (
        "participants",
        [
            "enrolment_prepare",
            "enrolment_count",
            "tally_to_enrolments",
            "name_words",
            "person_facility",
            "told_on",
            "meeting_keeps_marks",
        ],
    ),
]


@pytest.mark.parametrize(("app", "name"), [(app, name) for app, names in SQL for name in names])
def test_the_functions_in_the_database_are_those_of_the_files(app, name, db):
    kept = " ".join(body for (body,) in run("SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
    bodies = re.findall(r"AS \$\$(.*?)\$\$", sql_file(app, name), flags=re.DOTALL)
    assert bodies and all(body in kept for body in bodies)
