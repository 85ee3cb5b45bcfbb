"""The change log is read by person, by subject, by actor and by time; nobody asks it for a row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_subjects"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="change",
            name="change_table_row",
        ),
    ]
