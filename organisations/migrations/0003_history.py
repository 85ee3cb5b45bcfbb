"""Organisations, facilities, sources and agreements keep their history."""

from django.db import migrations

from accounts.history import track


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_party_additions"), ("accounts", "0003_subjects")]
    operations = [
        track("organisations_organisation", subject="{row}.id"),
        track("organisations_organisationname", subject="{row}.organisation_id"),
        track("organisations_succession", subject="{row}.predecessor_id"),
        track("organisations_facility", subject="{row}.organisation_id"),
        track("organisations_source", subject="{row}.id"),
        track("organisations_agreement", subject="{row}.id"),
        track("organisations_agreementparty", subject="{row}.agreement_id"),
    ]
