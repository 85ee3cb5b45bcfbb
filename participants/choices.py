"""The written values of people, custody, enrolments and attendance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the register writes it."""

    FEMALE = "P", _("woman")
    MALE = "L", _("man")


class LegalStatus(models.TextChoices):
    """As what somebody is held or guided."""

    CONVICT = "convict", _("Convict")
    DETAINEE = "detainee", _("Detainee")
    JUVENILE = "juvenile", _("Juvenile")
    CLIENT = "client", _("Probation client")


class AffiliationKind(models.TextChoices):
    """As what somebody without custody belongs to a facility."""

    OFFICER = "officer", _("Officer")
    OTHER = "other", _("Other")


class ParticipantKind(models.TextChoices):
    """As what somebody takes part: convicts, detainees, juveniles, clients by custody, the others by affiliation."""

    CONVICT = "convict", _("Convict")
    DETAINEE = "detainee", _("Detainee")
    JUVENILE = "juvenile", _("Juvenile")
    CLIENT = "client", _("Probation client")
    OFFICER = "officer", _("Officer")
    OTHER = "other", _("Other")


BY_CUSTODY = tuple(LegalStatus.values)
BY_AFFILIATION = tuple(AffiliationKind.values)


class CustodyDateKind(models.TextChoices):
    """The days of a sentence that rights depend on."""

    THIRD = "third", _("one third")
    HALF = "half", _("one half")
    TWO_THIRDS = "two_thirds", _("two thirds")
    END = "end", _("end of sentence")


class EnrolmentStatus(models.TextChoices):
    """Where somebody stands in a class."""

    PROPOSED = "proposed", _("Proposed")
    WAITING = "waiting", _("Waiting")
    ENROLLED = "enrolled", _("Enrolled")
    SUSPENDED = "suspended", _("Suspended")
    COMPLETED = "completed", _("Completed")
    NOT_COMPLETED = "not_completed", _("Not completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE = (EnrolmentStatus.PROPOSED, EnrolmentStatus.WAITING, EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED)
"""Not ended. One of them at most per person and class."""

SEATED = (
    EnrolmentStatus.ENROLLED,
    EnrolmentStatus.SUSPENDED,
    EnrolmentStatus.COMPLETED,
    EnrolmentStatus.NOT_COMPLETED,
)
"""They hold a seat and the hours of the class, also after its end. In the database: ``holds_seat``."""

RESULTS = (EnrolmentStatus.COMPLETED, EnrolmentStatus.NOT_COMPLETED)
"""What a closed class says of whoever held a seat to its end. One may be corrected into the other, with a reason."""

TRANSITIONS: dict[str, tuple[str, ...]] = {
    "": (EnrolmentStatus.PROPOSED, EnrolmentStatus.WAITING, EnrolmentStatus.ENROLLED),
    EnrolmentStatus.PROPOSED: (EnrolmentStatus.WAITING, EnrolmentStatus.ENROLLED, EnrolmentStatus.WITHDRAWN),
    EnrolmentStatus.WAITING: (EnrolmentStatus.ENROLLED, EnrolmentStatus.WITHDRAWN),
    EnrolmentStatus.ENROLLED: (EnrolmentStatus.SUSPENDED, *RESULTS, EnrolmentStatus.WITHDRAWN),
    EnrolmentStatus.SUSPENDED: (EnrolmentStatus.ENROLLED, *RESULTS, EnrolmentStatus.WITHDRAWN),
    EnrolmentStatus.COMPLETED: (EnrolmentStatus.NOT_COMPLETED,),
    EnrolmentStatus.NOT_COMPLETED: (EnrolmentStatus.COMPLETED,),
    EnrolmentStatus.WITHDRAWN: (),
}
"""Which status may follow which; the empty one is "not yet". Kept in the database by the check on the event log."""


class WithdrawalReason(models.TextChoices):
    """Why somebody left a class before its end."""

    OWN_WISH = "own_wish", _("Own wish")
    STAFF = "staff", _("Decision of staff")
    DISCIPLINE = "discipline", _("Discipline")
    HEALTH = "health", _("Health")
    TRANSFER = "transfer", _("Transfer")
    RELEASE = "release", _("Release")
    MISTAKE = "mistake", _("Enrolled by mistake")
    CANCELLED = "cancelled", _("Class called off")
    NO_SEAT = "no_seat", _("No seat before the class ended")
    OTHER = "other", _("Other")

    @classmethod
    def given(cls) -> list[tuple[str, str]]:
        """The choices of whoever withdraws people; the others follow from what became of the class."""
        return [choice for choice in cls.choices if choice[0] not in (cls.CANCELLED, cls.NO_SEAT)]


class NotCompletedReason(models.TextChoices):
    """Why somebody who held a seat to the end of a class did not complete it."""

    ATTENDANCE = "attendance", _("Too little attendance")
    ASSESSMENT = "assessment", _("Assessment not passed")
    OTHER = "other", _("Other")


REASON_KINDS = {**dict(WithdrawalReason.choices), **dict(NotCompletedReason.choices)}
"""Every kind of reason that a change of status may have."""


class Mark(models.TextChoices):
    """Whether somebody came to a meeting."""

    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    ABSENT = "absent", _("Absent")


class AbsenceReason(models.TextChoices):
    """Why somebody did not come."""

    SICK = "sick", _("Sick")
    REFUSED = "refused", _("Refused")
    COURT = "court", _("Court")
    VISIT = "visit", _("Visit")
    SECURITY = "security", _("Security")
    TRANSFER = "transfer", _("Transfer")
    EXCUSED = "excused", _("Excused")
    OTHER = "other", _("Other")


class Capture(models.TextChoices):
    """How an attendance mark came into the system."""

    SCREEN = "screen", _("entered on the page")
    PAPER = "paper", _("copied from the paper sheet")
    SAMPLE = "sample", _("invented for the demonstration")


class ImportStatus(models.TextChoices):
    """Where the import of a register stands."""

    WAITING = "waiting", _("Being read")
    COLUMNS = "columns", _("Columns unclear")
    PREVIEW = "preview", _("Not confirmed yet")
    CONFIRMED = "confirmed", _("Imported")
    DROPPED = "dropped", _("Dropped")
    UNREADABLE = "unreadable", _("Could not be read")

    @classmethod
    def open(cls) -> tuple[str, ...]:
        """Those of which something can still come."""
        return (cls.WAITING, cls.COLUMNS, cls.PREVIEW)
