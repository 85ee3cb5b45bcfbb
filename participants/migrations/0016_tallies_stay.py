"""Deleting what has no class asks for no deletion of tallies, which the application may not write."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0012_attendance_days"),
        ("participants", "0015_class_over"),
        ("programs", "0012_session_events"),
    ]

    operations = [
        migrations.AlterField(
            model_name="classtally",
            name="course",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.course",
            ),
        ),
        migrations.AlterField(
            model_name="classtally",
            name="programme",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.programme",
            ),
        ),
        migrations.AlterField(
            model_name="classtally",
            name="session",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                primary_key=True,
                related_name="class_tally",
                serialize=False,
                to="programs.trainingsession",
            ),
        ),
        migrations.AlterField(
            model_name="classtally",
            name="topic",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.topic",
            ),
        ),
        migrations.AlterField(
            model_name="classtally",
            name="venue",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisations.facility",
            ),
        ),
        migrations.AlterField(
            model_name="grouptally",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.trainingsession",
            ),
        ),
        migrations.AlterField(
            model_name="hourstally",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.trainingsession",
            ),
        ),
        migrations.AlterField(
            model_name="monthtally",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.trainingsession",
            ),
        ),
        migrations.AlterField(
            model_name="peopletally",
            name="facility",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisations.facility",
            ),
        ),
        migrations.AlterField(
            model_name="peopletally",
            name="programme",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.programme",
            ),
        ),
        migrations.AlterField(
            model_name="reasontally",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programs.trainingsession",
            ),
        ),
    ]
