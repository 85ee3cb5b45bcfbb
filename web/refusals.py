"""From a constraint that the database named to the sentence that its model says."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

UNEXPECTED = _("The database refused this; nothing was changed.")


def constraint_name(error: IntegrityError) -> str:
    """The name of the constraint that refused, empty where PostgreSQL gives none (NOT NULL)."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def refusal(error: IntegrityError, sentences: dict[str, str] | None = None) -> ValidationError:
    """The human refusal of a database error: its message stands on the constraint, its code is a stable key.

    ``sentences`` adds those of constraints that Django cannot write. The text of the database's own error is
    never shown: it repeats the row.
    """
    name = constraint_name(error)
    if sentences and name in sentences:
        return ValidationError(sentences[name], code=name)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return ValidationError(
                    constraint.get_violation_error_message(), code=constraint.violation_error_code or name
                )
    return ValidationError(UNEXPECTED, code=name or "refused")
