"""The written values of what programmes, figures and classes are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(models.TextChoices):
    """Whether a programme ends."""

    COURSE = "course", _("Course or event")
    STANDING = "standing", _("Standing work unit")


class TitleOrigin(models.TextChoices):
    """Whose words a programme's title is in."""

    STATED = "stated", _("title stated by a source")
    OURS = "ours", _("title made here from organiser, topic and place")


class ProgrammeRoleKind(models.TextChoices):
    """What a body does in a programme."""

    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")
    HOST = "host", _("Host")
    TRAINER = "trainer", _("Trainer")
    FUNDER = "funder", _("Funder")
    ASSESSOR = "assessor", _("Assessor")
    CERTIFIER = "certifier", _("Certifier")
    EQUIPMENT_GIVER = "equipment_giver", _("Giver of equipment")


class Measure(models.TextChoices):
    """What a published number counts."""

    PARTICIPANTS = "participants", _("Participants")
    STAFF_PARTICIPANTS = "staff_participants", _("Officers taking part")
    TRAINED_BEFORE = "trained_before", _("Trained before")
    LENGTH = "length", _("Length")
    CERTIFICATES = "certificates", _("Certificates")


class Basis(models.TextChoices):
    """Whether a number was aimed at, planned, or came about."""

    TARGET = "target", _("target")
    PLANNED = "planned", _("planned")
    ACTUAL = "actual", _("actual")


class Unit(models.TextChoices):
    """What a number is of."""

    PEOPLE = "people", _("people")
    DAYS = "days", _("days")
    LESSON_HOURS = "jp", _("lesson hours (JP)")
    PIECES = "pieces", _("pieces")


class StatementKind(models.TextChoices):
    """What a source's sentence is about, until a table of its own exists for it."""

    PURPOSE = "purpose", _("Purpose")
    CERTIFICATES = "certificates", _("Certificates")
    SELECTION = "selection_criteria", _("Selection")
    PRODUCTS = "products", _("Products")
    SALES = "sales_or_exhibition", _("Sales or exhibition")
    EQUIPMENT = "equipment_grants", _("Equipment")
    FUNDING = "funding", _("Funding")
    AFTERWARDS = "follow_up", _("Life afterwards")
    TRAINERS = "trainers_from", _("Trainers")
    PARTICIPANTS = "participants_note", _("On the number of participants")
    QUIRK = "quirk", _("Remark")
    INFERRED = "inferred_field", _("Inferred, not stated")
    SKILLS_BEFORE = "skills_before", _("Skills trained before")


class MilestoneKind(models.TextChoices):
    """The days by which one follows how far a programme has come."""

    OPENING = "opening", _("Opening")
    FIRST_CLASS = "first_class", _("First class")
    LAST_CLASS = "last_class", _("Last class")
    ASSESSMENT = "assessment", _("Assessment")
    CLOSING = "closing", _("Closing")


class MilestoneBasis(models.TextChoices):
    """Whether a day was meant or came."""

    PLANNED = "planned", _("planned")
    ACTUAL = "actual", _("actual")


class FundingKind(models.TextChoices):
    """Whose purse pays, or what is given instead of money."""

    STATE = "state", _("State budget (APBN, DIPA)")
    REGION = "region", _("Budget of a province, regency or city (APBD)")
    COMPANY = "company", _("Company or state-owned company (CSR)")
    DONOR = "donor", _("Donor")
    OWN = "own", _("Own revenue of the facility")
    IN_KIND = "in_kind", _("Given in kind")
    OTHER = "other", _("Other")


class PlaceMode(models.TextChoices):
    """How people come together at a place."""

    ON_SITE = "on_site", _("at the facility")
    OUTSIDE = "outside", _("outside the facility")
    MOBILE = "mobile", _("mobile unit")
    ONLINE = "online", _("online")


class SessionStatus(models.TextChoices):
    """How far a class has come."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    OPEN = "open", _("Open for enrolment")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


ENROLLING = (SessionStatus.OPEN, SessionStatus.RUNNING)
"""The states in which people may be put into a class."""

CLOSED = (SessionStatus.FINISHED, SessionStatus.CANCELLED)
"""The states in which a class is evidence: its days and meetings are not mended any more."""

SESSION_TRANSITIONS: dict[str, tuple[str, ...]] = {
    "": (SessionStatus.DRAFT, SessionStatus.OPEN, SessionStatus.RUNNING),
    SessionStatus.DRAFT: (SessionStatus.APPROVED, SessionStatus.CANCELLED),
    SessionStatus.APPROVED: (SessionStatus.DRAFT, SessionStatus.OPEN, SessionStatus.CANCELLED),
    SessionStatus.OPEN: (SessionStatus.RUNNING, SessionStatus.FINISHED, SessionStatus.CANCELLED),
    SessionStatus.RUNNING: (SessionStatus.FINISHED, SessionStatus.CANCELLED),
    SessionStatus.FINISHED: (),
    SessionStatus.CANCELLED: (),
}
"""Which state of a class may follow which; the empty one is "not yet". Kept in the database by the check on the log."""


class SessionPlace(models.TextChoices):
    """Where a class is held; a facility answers for it in any case."""

    FACILITY = "facility", _("At the facility")
    OUTSIDE = "outside", _("Outside the facility")
    ONLINE = "online", _("Online")
