"""How many held a seat of a class to its end without completing it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0008_linking"),
    ]

    operations = [
        migrations.AddField(
            model_name="sessiontally",
            name="not_completed",
            field=models.IntegerField(db_default=0, editable=False, verbose_name="not completed"),
        ),
    ]
