"""The life of an agreement, what it names and promises, and its changes from a day on."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import web.keys
from accounts.history import track
from web.sql import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_agreement_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementChange",
            fields=[
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("effective_on", models.DateField(verbose_name="takes effect")),
                (
                    "effective_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                        default="",
                        max_length=1,
                        verbose_name="takes effect: precision",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("moves_end", models.BooleanField(default=False, verbose_name="moves the last day in force")),
                ("until", models.DateField(blank=True, null=True, verbose_name="new last day in force")),
                (
                    "until_precision",
                    models.CharField(
                        blank=True,
                        choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                        default="",
                        max_length=1,
                        verbose_name="new last day: precision",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an agreement",
                "verbose_name_plural": "changes of agreements",
                "ordering": ["effective_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgreementEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown", "Not known"),
                            ("draft", "Draft"),
                            ("review", "Under review"),
                            ("signed", "Signed"),
                            ("terminated", "Terminated"),
                            ("superseded", "Superseded"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known"),
                            ("draft", "Draft"),
                            ("review", "Under review"),
                            ("signed", "Signed"),
                            ("terminated", "Terminated"),
                            ("superseded", "Superseded"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="to",
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                ("at", models.DateTimeField(editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "event of an agreement",
                "verbose_name_plural": "events of agreements",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("id", models.UUIDField(default=web.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("programmes", "Programmes"),
                            ("classes", "Classes"),
                            ("seats", "Seats for participants"),
                            ("trainers", "Trainers"),
                            ("venue", "Place to train"),
                            ("materials", "Materials"),
                            ("equipment", "Equipment"),
                            ("funds", "Funds"),
                            ("certification", "Certification"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="quantity"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("people", "people"),
                            ("programmes", "programmes"),
                            ("classes", "classes"),
                            ("facilities", "prisons"),
                            ("lesson_hours", "lesson hours (JP)"),
                            ("certificates", "certificates"),
                            ("pieces", "pieces"),
                            ("rupiah", "rupiah"),
                        ],
                        max_length=12,
                        verbose_name="unit",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="deadline")),
                (
                    "due_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                        default="",
                        max_length=1,
                        verbose_name="deadline: precision",
                    ),
                ),
                ("text_as_printed", models.TextField(blank=True, verbose_name="in the words of the text")),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["agreement", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NamedFacility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name_as_printed", models.CharField(blank=True, max_length=300, verbose_name="name as printed")),
            ],
            options={
                "verbose_name": "prison that carries it out",
                "verbose_name_plural": "prisons that carry it out",
                "ordering": ["agreement", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OtherTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("signed", "Day of signing"),
                            ("begins", "First day in force"),
                            ("ends", "Last day in force"),
                            ("number", "Number"),
                            ("title", "Title"),
                            ("term", "Term"),
                            ("parties", "Parties"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                        verbose_name="about",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what it says")),
            ],
            options={
                "verbose_name": "other telling",
                "verbose_name_plural": "other tellings",
                "ordering": ["agreement", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScopePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(verbose_name="point")),
            ],
            options={
                "verbose_name": "point of the scope",
                "verbose_name_plural": "points of the scope",
                "ordering": ["agreement", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="agreementparty",
            name="agreementparty_says_who",
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="last day before it was ended"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_on_precision",
            field=models.CharField(
                blank=True,
                choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                default="",
                max_length=1,
                verbose_name="ended: precision",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="invented",
            field=models.BooleanField(default=False, verbose_name="an invented example"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="status_reason",
            field=models.TextField(blank=True, verbose_name="reason of the status"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supersedes",
                to="organisations.agreement",
                verbose_name="superseded by",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="authority",
            field=models.CharField(
                blank=True,
                choices=[("own", "Own authority"), ("delegated", "Delegated")],
                max_length=10,
                verbose_name="authority of the signatory",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="letter_number",
            field=models.CharField(blank=True, max_length=120, verbose_name="number of the letter of authority"),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="letter_on",
            field=models.DateField(blank=True, null=True, verbose_name="day of the letter of authority"),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="letter_on_precision",
            field=models.CharField(
                blank=True,
                choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                default="",
                max_length=1,
                verbose_name="letter of authority: precision",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("minister", "Minister or head of a body"),
                    ("main_unit", "Head of a main unit (directorate general)"),
                    ("region", "Head of a regional office"),
                    ("facility", "Head of a prison"),
                    ("other", "Another level"),
                ],
                max_length=10,
                verbose_name="level of the signatory",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="not_named",
            field=models.BooleanField(
                default=False,
                help_text="It signed, and no source says who it is.",
                verbose_name="nobody names this party",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="organisations.agreementparty",
                verbose_name="takes the place of",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="signed_on",
            field=models.DateField(blank=True, null=True, verbose_name="signed on, if another day"),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="signed_on_precision",
            field=models.CharField(
                blank=True,
                choices=[("d", "to the day"), ("m", "to the month"), ("y", "to the year")],
                default="",
                max_length=1,
                verbose_name="signed: precision",
            ),
        ),
        migrations.RunSQL(
            """UPDATE organisations_agreement SET status_reason = 'tidak tercatat'
               WHERE status IN ('terminated', 'superseded')""",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("ended_on_precision", "")),
                    models.Q(("ended_on__isnull", False), ("ended_on_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="agreement_ended_on_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on_precision__in", ["", "d"]),
                    models.Q(
                        ("ended_on_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("ended_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("ended_on_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("ended_on"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("ended_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreement_ended_on_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("renews__isnull", True), models.Q(("renews", models.F("id")), _negated=True), _connector="OR"
                ),
                name="agreement_not_renewing_itself",
                violation_error_message="An agreement cannot renew itself, nor one that renews it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_by__isnull", True),
                    models.Q(("superseded_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="agreement_not_superseding_itself",
                violation_error_message="An agreement cannot supersede itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "terminated"), _negated=True),
                    models.Q(("status_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="agreement_terminated_for_a_reason",
                violation_error_message="Say why the agreement was terminated.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "superseded"), ("superseded_by__isnull", False)),
                    models.Q(
                        ("superseded_by__isnull", True),
                        models.Q(
                            models.Q(("status", "superseded"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreement_superseded_by_something",
                violation_error_message="Name the agreement that took its place, or say in words what did.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("status__in", ("terminated", "superseded")), _connector="OR"
                ),
                name="agreement_ended_only_if_stopped",
                violation_error_message="Only a terminated or superseded agreement was ended on a day.",
            ),
        ),
        migrations.AddField(
            model_name="agreementchange",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="organisations.agreement",
                verbose_name="agreement",
            ),
        ),
        migrations.AddField(
            model_name="agreementchange",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="makes_changes",
                to="organisations.agreement",
                verbose_name="amendment",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties_removed",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name_as_printed", ""), ("not_named", True), ("organisation__isnull", True)),
                    models.Q(
                        ("not_named", False),
                        models.Q(
                            ("organisation__isnull", False),
                            models.Q(("name_as_printed", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreementparty_says_who",
                violation_error_message="Name the party: choose the organisation or type it as printed, or say that nobody names it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("authority", "delegated"),
                    models.Q(("letter_number", ""), ("letter_on__isnull", True)),
                    _connector="OR",
                ),
                name="agreementparty_letter_where_delegated",
                violation_error_message="A letter of authority belongs to a delegated signature.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces__isnull", True), ("added_by__isnull", False), _connector="OR"),
                name="agreementparty_replaces_from_a_day",
                violation_error_message="Who takes a party's place does so from a day on: record it as a change.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("letter_on__isnull", True), ("letter_on_precision", "")),
                    models.Q(("letter_on__isnull", False), ("letter_on_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="agreementparty_letter_on_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("letter_on_precision__in", ["", "d"]),
                    models.Q(
                        ("letter_on_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("letter_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("letter_on_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("letter_on"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("letter_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreementparty_letter_on_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_on__isnull", True), ("signed_on_precision", "")),
                    models.Q(("signed_on__isnull", False), ("signed_on_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="agreementparty_signed_on_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on_precision__in", ["", "d"]),
                    models.Q(
                        ("signed_on_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("signed_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("signed_on_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("signed_on"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("signed_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreementparty_signed_on_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddField(
            model_name="agreementevent",
            name="actor",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agreementevent",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="organisations.agreement",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="organisations.agreement",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="organisations.agreementparty",
                verbose_name="party",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss_removed",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="namedfacility",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="namedfacility",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="organisations.agreement",
            ),
        ),
        migrations.AddField(
            model_name="namedfacility",
            name="facility",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_in",
                to="organisations.facility",
                verbose_name="facility",
            ),
        ),
        migrations.AddField(
            model_name="namedfacility",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss_removed",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="othertelling",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="othertellings",
                to="organisations.agreement",
            ),
        ),
        migrations.AddField(
            model_name="othertelling",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="othertellings",
                to="organisations.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="scopepoint",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddField(
            model_name="scopepoint",
            name="agreement",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="organisations.agreement",
            ),
        ),
        migrations.AddField(
            model_name="scopepoint",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss_removed",
                to="organisations.agreementchange",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effective_on__isnull", True), ("effective_on_precision", "")),
                    models.Q(("effective_on__isnull", False), ("effective_on_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="agreementchange_effective_on_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_on_precision__in", ["", "d"]),
                    models.Q(
                        ("effective_on_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("effective_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("effective_on_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("effective_on"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("effective_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreementchange_effective_on_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("until__isnull", True), ("until_precision", "")),
                    models.Q(("until__isnull", False), ("until_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="agreementchange_until_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_precision__in", ["", "d"]),
                    models.Q(
                        ("until_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("until"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("until_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("until"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("until"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreementchange_until_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="agreementchange_has_reason",
                violation_error_message="Say why the agreement is changed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("moves_end", False), ("until__isnull", True)),
                    models.Q(("effective_on_precision", "d"), ("moves_end", True)),
                    _connector="OR",
                ),
                name="agreementchange_end_moves_on_a_day",
                violation_error_message="A change of the last day takes effect on a day that is known exactly.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("moves_end", True)),
                fields=("agreement", "effective_on"),
                name="agreementchange_one_end_a_day",
                violation_error_message="Another change moves the last day in force from this very day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", True),
                    models.Q(("document", models.F("agreement")), _negated=True),
                    _connector="OR",
                ),
                name="agreementchange_by_another_text",
                violation_error_message="An agreement is amended by another text, not by itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("from_status", ""),
                        ("to_status__in", ("unknown", "draft", "review", "signed", "terminated", "superseded")),
                    ),
                    models.Q(
                        ("from_status", "unknown"),
                        ("to_status__in", ("draft", "review", "signed", "terminated", "superseded")),
                    ),
                    models.Q(("from_status", "draft"), ("to_status__in", ("review", "signed"))),
                    models.Q(("from_status", "review"), ("to_status__in", ("draft", "signed"))),
                    models.Q(("from_status", "signed"), ("to_status__in", ("terminated", "superseded", "review"))),
                    models.Q(("from_status", "terminated"), ("to_status__in", ("signed",))),
                    models.Q(("from_status", "superseded"), ("to_status__in", ("signed",))),
                    _connector="OR",
                ),
                name="agreementevent_move_is_allowed",
                violation_error_message="An agreement cannot go from this status to that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("from_status", "signed"), ("to_status", "review")),
                        models.Q(("from_status", "terminated"), ("to_status", "signed")),
                        models.Q(("from_status", "superseded"), ("to_status", "signed")),
                        _connector="OR",
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="agreementevent_taken_back_for_a_reason",
                violation_error_message="Say anew why the status is taken back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on__isnull", True), ("due_on_precision", "")),
                    models.Q(("due_on__isnull", False), ("due_on_precision__in", ["d", "m", "y"])),
                    _connector="OR",
                ),
                name="commitment_due_on_has_precision",
                violation_error_message="Say how exactly the date is known, and only where there is one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on_precision__in", ["", "d"]),
                    models.Q(
                        ("due_on_precision", "m"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("due_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    models.Q(
                        ("due_on_precision", "y"),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractDay(
                                django.db.models.functions.comparison.Cast(models.F("due_on"), models.DateField())
                            ),
                            1,
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.datetime.ExtractMonth(
                                django.db.models.functions.comparison.Cast(models.F("due_on"), models.DateField())
                            ),
                            1,
                        ),
                    ),
                    _connector="OR",
                ),
                name="commitment_due_on_first_of_period",
                violation_error_message="A month is kept as its first day, a year as its 1 January.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity__isnull", True), ("unit", "")),
                    models.Q(("quantity__gt", 0), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="commitment_quantity_has_unit",
                violation_error_message="A quantity is more than zero and has a unit; leave both empty if unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__isnull", False), models.Q(("text_as_printed", ""), _negated=True), _connector="OR"
                ),
                name="commitment_says_what",
                violation_error_message="Write how much was promised, or the words of the text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedfacility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("facility__isnull", False), models.Q(("name_as_printed", ""), _negated=True), _connector="OR"
                ),
                name="namedfacility_says_which",
                violation_error_message="Name the prison: choose it or type it as printed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="othertelling",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="othertelling_says_what",
                violation_error_message="Write what the other source says.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scopepoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="scopepoint_says_what",
                violation_error_message="Write the point.",
            ),
        ),
        migrations.RunSQL(
            sql_file("organisations", "agreement_life"),
            "DROP FUNCTION agreement_events() CASCADE; DROP FUNCTION organisations_last_possible(date, text)",
        ),
        migrations.RunSQL(sql_file("organisations", "without_circle"), migrations.RunSQL.noop),
        migrations.RunSQL(
            sql_file("organisations", "agreement_chain"),
            "DROP TRIGGER agreement_not_renewing_itself ON organisations_agreement; "
            "DROP TRIGGER agreement_not_superseding_itself ON organisations_agreement",
        ),
        migrations.RunSQL(sql_file("organisations", "agreement_rows"), "DROP FUNCTION agreement_rows() CASCADE"),
        track("organisations_agreementchange", subject="{row}.agreement_id"),
        track("organisations_scopepoint", subject="{row}.agreement_id"),
        track("organisations_namedfacility", subject="{row}.agreement_id"),
        track("organisations_othertelling", subject="{row}.agreement_id"),
        track("organisations_commitment", subject="{row}.agreement_id"),
    ]
