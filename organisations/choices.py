"""The written values of what organisations, facilities and agreements are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a date is known. A month is kept as its first day, a year as 1 January."""

    DAY = "d", _("to the day")
    MONTH = "m", _("to the month")
    YEAR = "y", _("to the year")


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    MINISTRY = "ministry", _("Ministry")
    DIRECTORATE = "directorate", _("Directorate general or directorate")
    REGIONAL_OFFICE = "regional_office", _("Regional office")
    FACILITY = "facility", _("Facility")
    LOCAL_OFFICE = "local_office", _("Office of a province, regency or city")
    FOUNDATION = "foundation", _("Foundation")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    EDUCATION = "education", _("School, university or training body")
    INTERNATIONAL = "international", _("International body")
    OTHER = "other", _("Other")


class NameKind(models.TextChoices):
    """Whether a name is the body's own or one that sources use."""

    OFFICIAL = "official", _("Official name")
    ALIAS = "alias", _("Other name in use")


class FacilityKind(models.TextChoices):
    """The kinds of UPT (units that hold or guide people)."""

    LAPAS = "lapas", _("Prison (lapas)")
    LPP = "lpp", _("Women's prison (LPP)")
    RUTAN = "rutan", _("Remand prison (rutan)")
    LPKA = "lpka", _("Juvenile institution (LPKA)")
    BAPAS = "bapas", _("Probation office (Bapas)")


class SexHeld(models.TextChoices):
    """Whom a facility holds."""

    FEMALE = "P", _("Women")
    MALE = "L", _("Men")
    BOTH = "B", _("Women and men")


class TimeZone(models.TextChoices):
    """The three time zones of Indonesia."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class AgreementKind(models.TextChoices):
    """What kind of document a cooperation rests on."""

    MOU = "mou", _("Memorandum of understanding (MoU)")
    PKS = "pks", _("Cooperation agreement (PKS)")
    AMENDMENT = "amendment", _("Amendment")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Form not known")


class AgreementStatus(models.TextChoices):
    """How far an agreement has come; whether it is in force on a day follows from its dates."""

    UNKNOWN = "unknown", _("Not known")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Under review")
    SIGNED = "signed", _("Signed")
    TERMINATED = "terminated", _("Terminated")
    SUPERSEDED = "superseded", _("Superseded")


AGREEMENT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    "": tuple(AgreementStatus),
    AgreementStatus.UNKNOWN: (
        AgreementStatus.DRAFT,
        AgreementStatus.REVIEW,
        AgreementStatus.SIGNED,
        AgreementStatus.TERMINATED,
        AgreementStatus.SUPERSEDED,
    ),
    AgreementStatus.DRAFT: (AgreementStatus.REVIEW, AgreementStatus.SIGNED),
    AgreementStatus.REVIEW: (AgreementStatus.DRAFT, AgreementStatus.SIGNED),
    AgreementStatus.SIGNED: (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED, AgreementStatus.REVIEW),
    AgreementStatus.TERMINATED: (AgreementStatus.SIGNED,),
    AgreementStatus.SUPERSEDED: (AgreementStatus.SIGNED,),
}
"""Which stored status may follow which; the empty one is "not yet here": an old agreement is entered as it now is.

That a signed agreement is in force or expired is no status: it follows from its days.
"""

AGREEMENT_CORRECTIONS = (
    (AgreementStatus.SIGNED, AgreementStatus.REVIEW),
    (AgreementStatus.TERMINATED, AgreementStatus.SIGNED),
    (AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED),
)
"""Steps back: somebody had entered what was not so, and says why it is taken back."""

STOPPED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
"""Ended before, or apart from, the day that its text says."""


class Authority(models.TextChoices):
    """By what right somebody signed."""

    OWN = "own", _("Own authority")
    DELEGATED = "delegated", _("Delegated")


class SigningLevel(models.TextChoices):
    """On which level a party signed; who carries the agreement out is another question."""

    MINISTER = "minister", _("Minister or head of a body")
    MAIN_UNIT = "main_unit", _("Head of a main unit (directorate general)")
    REGION = "region", _("Head of a regional office")
    FACILITY = "facility", _("Head of a prison")
    OTHER = "other", _("Another level")


class CommitmentKind(models.TextChoices):
    """What a party promises to give."""

    PROGRAMMES = "programmes", _("Programmes")
    CLASSES = "classes", _("Classes")
    SEATS = "seats", _("Seats for participants")
    TRAINERS = "trainers", _("Trainers")
    VENUE = "venue", _("Place to train")
    MATERIALS = "materials", _("Materials")
    EQUIPMENT = "equipment", _("Equipment")
    FUNDS = "funds", _("Funds")
    CERTIFICATION = "certification", _("Certification")
    OTHER = "other", _("Something else")


class CommitmentUnit(models.TextChoices):
    """In what a promise is counted."""

    PEOPLE = "people", _("people")
    PROGRAMMES = "programmes", _("programmes")
    CLASSES = "classes", _("classes")
    FACILITIES = "facilities", _("prisons")
    LESSON_HOURS = "lesson_hours", _("lesson hours (JP)")
    CERTIFICATES = "certificates", _("certificates")
    PIECES = "pieces", _("pieces")
    RUPIAH = "rupiah", _("rupiah")


class Told(models.TextChoices):
    """What of an agreement another source tells otherwise."""

    SIGNED = "signed", _("Day of signing")
    BEGINS = "begins", _("First day in force")
    ENDS = "ends", _("Last day in force")
    NUMBER = "number", _("Number")
    TITLE = "title", _("Title")
    TERM = "term", _("Term")
    PARTIES = "parties", _("Parties")
    OTHER = "other", _("Something else")


class PartyRole(models.TextChoices):
    """What a party does in an agreement."""

    PARTY = "party", _("Party")
    WITNESS = "witness", _("Witness")


class DocumentKind(models.TextChoices):
    """What a document of an agreement is."""

    ORIGINAL = "original", _("Original file")
    SCAN = "scan", _("Scan of the signed paper")
    OTHER = "other", _("Other document")


class DocumentType(models.TextChoices):
    """The types of file that are kept, judged from their bytes."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"


class HowKnown(models.TextChoices):
    """Where a fact comes from: a source's words, arithmetic on them, or a deduction."""

    STATED = "stated", _("stated by source")
    DERIVED = "derived", _("derived")
    INFERRED = "inferred", _("inferred")
