"""Remembering what a prison calls the columns of its register."""

from collections.abc import Iterable

from organisations.models import Facility
from participants.models import ColumnName
from participants.register.columns import FIELD_OF, Column, header_key

LONGEST = ColumnName._meta.get_field("header").max_length


def column_names(facility: Facility) -> dict[str, str]:
    """The facility's own column names, key → field, for ``read``."""
    return dict(ColumnName.objects.filter(facility=facility).values_list("header", "field"))


def remember_columns(facility: Facility, columns: Iterable[Column], chosen: Iterable[int]) -> None:
    """Keep what somebody said of the columns with these indices, for the facility's next files.

    The newest answer counts. What the names in use say anyway is not kept, and forgotten where it was; a column
    without a name, or with one that no column has, cannot be remembered.
    """
    chosen = set(chosen)
    said = {
        header_key(column.header): column.field
        for column in columns
        if column.index in chosen and 0 < len(header_key(column.header)) <= LONGEST
    }
    own = {key: field for key, field in said.items() if FIELD_OF.get(key) != field}
    ColumnName.objects.filter(facility=facility, header__in=said.keys() - own.keys()).delete()
    ColumnName.objects.bulk_create(
        [ColumnName(facility=facility, header=key, field=field) for key, field in own.items()],
        update_conflicts=True,
        unique_fields=["facility", "header"],
        update_fields=["field"],
    )
