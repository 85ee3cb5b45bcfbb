"""Who takes part."""

from participants.models.attendance import Attendance
from participants.models.columns import ColumnName
from participants.models.custody import Custody, CustodyDate, RegisterNumber, Sentence
from participants.models.enrolments import Enrolment, EnrolmentEvent
from participants.models.imports import ImportContent, RegisterImport
from participants.models.people import Affiliation, Person
from participants.models.words import PersonWord

__all__ = [
    "Affiliation",
    "Attendance",
    "ColumnName",
    "Custody",
    "CustodyDate",
    "Enrolment",
    "EnrolmentEvent",
    "ImportContent",
    "Person",
    "PersonWord",
    "RegisterImport",
    "RegisterNumber",
    "Sentence",
]
