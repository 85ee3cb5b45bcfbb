"""A meeting that has marks is not moved away from them."""

from django.db import migrations

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [("participants", "0006_words"), ("programs", "0007_courses")]
    operations = [migrations.RunSQL(sql_file("participants", "meeting_keeps_marks"), migrations.RunSQL.noop)]
