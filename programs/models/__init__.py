"""What is run."""

from programs.models.entries import ProgrammeEntry
from programs.models.figures import Figure, Statement
from programs.models.funding import FundingLine
from programs.models.guests import SessionGuest
from programs.models.linking import NameDecision, PrintedName
from programs.models.milestones import Milestone
from programs.models.programmes import (
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Topic,
)
from programs.models.session_events import SessionEvent
from programs.models.sessions import Meeting, SessionTally, TrainingSession
from programs.models.skills import Course, CourseModule, CoursePrerequisite, Skill, SkillCode

__all__ = [
    "Course",
    "CourseModule",
    "CoursePrerequisite",
    "Figure",
    "FundingLine",
    "Meeting",
    "Milestone",
    "NameDecision",
    "PrintedName",
    "Programme",
    "ProgrammeBasis",
    "ProgrammeEntry",
    "ProgrammePlace",
    "ProgrammeRole",
    "ProgrammeSource",
    "SessionEvent",
    "SessionGuest",
    "SessionTally",
    "Skill",
    "SkillCode",
    "Statement",
    "Topic",
    "TrainingSession",
]
