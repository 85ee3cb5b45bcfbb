"""Who is signed in, and the record of what they did."""

from accounts.models.audit import Change, Export, ExportFormat, Operation, PersonRead
from accounts.models.users import User

__all__ = ["Change", "Export", "ExportFormat", "Operation", "PersonRead", "User"]
