"""Who takes part."""

from participants.models.attendance import Attendance, AttendanceEvent
from participants.models.columns import ColumnName
from participants.models.custody import Custody, CustodyDate, RegisterNumber, Sentence
from participants.models.eligibility import EligibilityRule, RuleAnswer
from participants.models.enrolments import Enrolment, EnrolmentEvent
from participants.models.imports import ImportContent, RegisterImport
from participants.models.people import Affiliation, Person
from participants.models.tallies import ClassTally, GroupTally, HoursTally, MonthTally, PeopleTally, ReasonTally
from participants.models.told import (
    BoardDecision,
    DisciplineEntry,
    Domicile,
    Interest,
    Language,
    Question,
    QuestionAnswer,
    RiskClass,
)
from participants.models.words import PersonWord

__all__ = [
    "Affiliation",
    "Attendance",
    "AttendanceEvent",
    "BoardDecision",
    "ClassTally",
    "ColumnName",
    "Custody",
    "CustodyDate",
    "DisciplineEntry",
    "Domicile",
    "EligibilityRule",
    "Enrolment",
    "EnrolmentEvent",
    "GroupTally",
    "HoursTally",
    "ImportContent",
    "Interest",
    "Language",
    "MonthTally",
    "PeopleTally",
    "Person",
    "PersonWord",
    "Question",
    "QuestionAnswer",
    "ReasonTally",
    "RegisterImport",
    "RegisterNumber",
    "RiskClass",
    "RuleAnswer",
    "Sentence",
]
