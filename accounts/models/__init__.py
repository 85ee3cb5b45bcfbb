"""Who is signed in, and the record of what they did."""

from accounts.models.audit import Change, Operation, PersonRead
from accounts.models.users import User

__all__ = ["Change", "Operation", "PersonRead", "User"]
