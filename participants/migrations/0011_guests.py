"""People of another prison join a class where its venue agrees."""

from django.db import migrations

from web.sql import sql_file

FILES = ("enrolment_prepare", "guest_policies")


class Migration(migrations.Migration):
    dependencies = [("participants", "0010_tallies"), ("programs", "0010_guests")]
    operations = [migrations.RunSQL(sql_file("participants", name), migrations.RunSQL.noop) for name in FILES]
