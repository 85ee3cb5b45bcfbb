"""Writing down who took which report away."""

from datetime import datetime
from uuid import UUID

from accounts.models import Export, ExportFormat


def log_export(
    *,
    by: UUID,
    report: str,
    address: str,
    format: ExportFormat,
    at: datetime,
    filters: str = "",
    rows_of_people: int = 0,
    purpose: str = "",
) -> None:
    """Record that a report leaves as a file. ``filters`` are the words of choices, never what somebody typed.

    Rows of people leave only for a stated purpose: without one the database refuses.
    """
    Export.objects.create(
        at=at,
        actor=by,
        report=report,
        address=address,
        format=format,
        filters=filters,
        rows_of_people=rows_of_people,
        purpose=purpose.strip(),
    )
