"""Agreements are found by the points of their scope and the prisons that carry them out, as well."""

from django.db import migrations

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("organisations", "0010_document_versions")]

    operations = [
        migrations.RunSQL(sql_file("organisations", "agreement_text"), migrations.RunSQL.noop),
        migrations.RunSQL(
            sql_file("organisations", "agreement_text_points"),
            "DROP FUNCTION agreement_text_of_facility() CASCADE;"
            " DROP TRIGGER agreement_text_insert ON organisations_scopepoint;"
            " DROP TRIGGER agreement_text_update ON organisations_scopepoint;"
            " DROP TRIGGER agreement_text_delete ON organisations_scopepoint;"
            " DROP TRIGGER agreement_text_insert ON organisations_namedfacility;"
            " DROP TRIGGER agreement_text_update ON organisations_namedfacility;"
            " DROP TRIGGER agreement_text_delete ON organisations_namedfacility",
        ),
    ]
