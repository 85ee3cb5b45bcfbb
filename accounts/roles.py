"""The roles of the people who use the system. What each may reach is written at the views and kept by one matrix."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for; given by a posting, for a time."""

    REGISTRAR = "registrar", _("Registrar")
    INSTRUCTOR = "instructor", _("Instructor")
    HEAD = "head", _("Head of facility")
    OFFICIAL = "official", _("Official of an organisation")
    CORRECTIONS = "corrections", _("Official of the corrections ministry")
    AGREEMENTS = "agreements", _("Administrator of agreements")
    POSTRELEASE = "postrelease", _("Post-release officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("System administrator")


FACILITY_STAFF = frozenset({Role.REGISTRAR, Role.INSTRUCTOR, Role.HEAD})
"""They see the people and classes of the facility they are posted at."""

OFFENCE_READERS = frozenset({Role.REGISTRAR, Role.HEAD})
"""Of the facility's staff, those who may see offence and length of sentence."""

AT_A_FACILITY = FACILITY_STAFF | {Role.POSTRELEASE}
AT_AN_ORGANISATION = frozenset({Role.OFFICIAL})
NATIONAL = frozenset({Role.CORRECTIONS, Role.AGREEMENTS, Role.AUDITOR, Role.ADMINISTRATOR})
