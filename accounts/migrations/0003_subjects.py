"""What leads to no person is about a subject."""

from django.db import migrations, models

from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audit"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="subject",
            field=models.UUIDField(null=True, verbose_name="about"),
        ),
        migrations.AlterField(
            model_name="change",
            name="actor",
            field=models.UUIDField(null=True, verbose_name="who"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("subject__isnull", False)), fields=["subject", "id"], name="change_subject"
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("actor__isnull", False),
                    models.Q(("person__isnull", True), ("subject__isnull", False)),
                    _connector="OR",
                ),
                name="change_has_actor",
                violation_error_message="Nobody answers for this change.",
            ),
        ),
        migrations.RunSQL(sql_file("accounts", "changes_of_things"), migrations.RunSQL.noop),
    ]
