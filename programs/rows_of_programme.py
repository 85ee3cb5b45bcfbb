"""Everything that hangs on one programme, read with one statement: rows of a dozen tables, as models."""

from collections import defaultdict

from django.db import connection, models

from organisations.models import Agreement, AgreementParty, Facility, Source
from programs.models import (
    Figure,
    FundingLine,
    Milestone,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)
from web.rows import made

OF_IT = (
    Topic,
    ProgrammeRole,
    ProgrammePlace,
    ProgrammeBasis,
    ProgrammeSource,
    Figure,
    Statement,
    Milestone,
    FundingLine,
)
SOURCED = (ProgrammeSource, Figure, Statement, Milestone, FundingLine)


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


def _keys(column: str, *tables: type[models.Model]) -> str:
    """The keys in a column of the programme's rows, as a subquery."""
    return " UNION ".join(
        f"SELECT {column} FROM {_table(model)} WHERE programme_id = %(programme)s" for model in tables
    )


WHERE = {
    **dict.fromkeys(OF_IT, "programme_id = %(programme)s"),
    Agreement: f"id IN ({_keys('agreement_id', ProgrammeBasis)})",
    AgreementParty: f"added_by_id IS NULL AND agreement_id IN ({_keys('agreement_id', ProgrammeBasis)})",
    Source: f"id IN ({_keys('source_id', *SOURCED)})",
    Facility: f"id IN ({_keys('facility_id', ProgrammePlace)})",
}
"""The tables, and which of their rows belong to a programme."""

SQL = " UNION ALL ".join(
    f"SELECT {number}, to_jsonb(t) FROM {_table(model)} t WHERE {where}"
    for number, (model, where) in enumerate(WHERE.items())
)


class Rows:
    """The rows of one programme, by model; what points to another of them is linked without asking again."""

    def __init__(self, programme: Programme):
        self._by_model: dict[type[models.Model], list] = defaultdict(list)
        kinds = list(WHERE)
        with connection.cursor() as cursor:
            cursor.execute(SQL, {"programme": programme.pk})
            for number, row in cursor.fetchall():
                self._by_model[kinds[number]].append(made(kinds[number], row))
        for rows in self._by_model.values():
            rows.sort(key=lambda row: row.pk)
        self._link(programme)

    def __getitem__(self, model: type[models.Model]) -> list:
        """All of one kind, in the order in which they were made."""
        return self._by_model[model]

    def in_order(self, model: type[models.Model]) -> list:
        """All of one kind in the order of the source, what was added here after that."""
        return sorted(self[model], key=lambda row: (row.addition, row.position))

    def _link(self, programme: Programme) -> None:
        found = {
            model: {row.pk: row for row in self._by_model[model]} for model in (Agreement, Facility, Source, Topic)
        }
        for rows in list(self._by_model.values()):
            for row in rows:
                for field in row._meta.concrete_fields:
                    if field.related_model in found and (key := getattr(row, field.attname)):
                        if key in found[field.related_model]:
                            setattr(row, field.name, found[field.related_model][key])
                    elif field.related_model is Programme:
                        setattr(row, field.name, programme)
        parties = defaultdict(list)
        for party in self.in_order(AgreementParty):
            parties[party.agreement_id].append(party)
        for agreement in self[Agreement]:
            agreement._prefetched_objects_cache = {"parties": parties[agreement.pk]}
