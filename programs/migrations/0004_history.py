"""Programmes, skills and courses keep their history."""

from django.db import migrations

from accounts.history import track

OF_ITS_FACILITY = "(SELECT f.organisation_id FROM organisations_facility f WHERE f.id = {row}.facility_id)"


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_additions"), ("accounts", "0003_subjects")]
    operations = [
        track("programs_programme", subject="{row}.id"),
        *(
            track(f"programs_{rows}", subject="{row}.programme_id")
            for rows in (
                "programmesource",
                "programmerole",
                "programmeplace",
                "programmebasis",
                "topic",
                "statement",
            )
        ),
        track("programs_figure", subject=f"coalesce({{row}}.programme_id, {OF_ITS_FACILITY})"),
        track("programs_skill", subject="{row}.id"),
        track("programs_skillcode", subject="{row}.skill_id"),
        track("programs_course", subject="{row}.id"),
    ]
