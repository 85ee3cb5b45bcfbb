"""What must never be false of people and classes: keys, triggers, policies, history."""

from django.db import migrations

from accounts.history import track
from web.sql import sql_file

FILES = (
    "keys",
    "enrolment_prepare",
    "enrolment_count",
    "tally_to_enrolments",
    "person_facility",
    "triggers",
    "policies",
)
BY_CUSTODY = "(SELECT c.person_id FROM participants_custody c WHERE c.id = {row}.custody_id)"
BY_ENROLMENT = "(SELECT e.person_id FROM participants_enrolment e WHERE e.id = {row}.enrolment_id)"


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_initial"), ("programs", "0002_tally"), ("accounts", "0002_audit")]
    operations = [
        *(migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop) for name in FILES),
        track("participants_person", person="{row}.id"),
        track("participants_affiliation", person="{row}.person_id"),
        track("participants_custody", person="{row}.person_id"),
        track("participants_custodydate", person=BY_CUSTODY),
        track("participants_registernumber", person=BY_CUSTODY),
        track(
            "participants_sentence",
            person=BY_CUSTODY,
            key="{row}.custody_id::text",
            hide=("offence", "years", "months", "days"),
        ),
        track("participants_enrolment", person="{row}.person_id", skip=("busy", "venue_id")),
        track(
            "participants_attendance",
            person=BY_ENROLMENT,
            key="{row}.enrolment_id || '/' || {row}.meeting_id",
        ),
    ]
