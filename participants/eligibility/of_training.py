"""Rules on trainings anywhere: what was completed before, what was not learnt yet, what somebody wishes to learn."""

from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Case, Max, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Expression, RawSQL
from django.db.models.functions import Cast, Coalesce, Collate, Concat
from django.db.models.lookups import Exact, IsNull, StartsWith
from django.utils.translation import gettext as _

from participants.choices import EnrolmentStatus
from participants.days import midnight
from participants.eligibility.base import NOT_KNOWN, Kind
from participants.eligibility.looking import looked_up, written
from participants.models import Enrolment, Interest
from participants.rule_choices import RuleKind
from programs.models.skills import BELOW, UP, VERSIONS
from web.dates import long_date

BEHIND = (EnrolmentStatus.COMPLETED,)
BEHIND_OR_IN = (EnrolmentStatus.COMPLETED, EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED)


def trainings(kind: Kind, courses: RawSQL, statuses: tuple[str, ...]) -> QuerySet[Enrolment]:
    """Enrolments anywhere in classes of these courses, as far as they had come by the day; of the class itself none.

    Training history travels with the person: row security opens it to whoever holds the person now.
    """
    of_them = Q(session__course__in=courses) | Q(session__course=None, session__topic__course__in=courses)
    moment = kind.moment
    by = midnight(moment.day + timedelta(days=1), moment.session.venue.time_zone)
    rows = Enrolment.objects.filter(of_them, status__in=statuses, status_at__lt=by)
    return kind.of(rows.exclude(session=moment.session))


class Prerequisite(Kind):
    """A course or skill completed before; or all that the course of the class itself asks for.

    An older or newer version of a course counts, and so does any training in the skill or a part of it.
    """

    kind = RuleKind.PREREQUISITE
    always_known = True

    @cached_property
    def required(self) -> list[tuple[str, RawSQL]] | None:
        """Each thing asked for, by its name, with the courses that count for it; nothing where nobody knows."""
        if self.asked.get("course"):
            return [(self.asked["course_title"], _versions(self.asked["course"]))]
        if self.asked.get("skill"):
            return [(self.asked["skill_name"], _teaching(self.asked["skill"]))]
        if self.moment.course is None:
            return None
        asked = self.moment.course.prerequisites.select_related("required_course", "required_skill")
        return [
            (str(one), _versions(one.required_course_id) if one.required_course else _teaching(one.required_skill_id))
            for one in asked
        ]

    def rests_on(self) -> tuple:
        """Also what the course asks for."""
        asked = [(courses.sql, *courses.params) for _name, courses in self.required or ()]
        return *super().rests_on(), self.required is None, *asked

    def value(self) -> Expression:
        """For each thing asked for whether it was completed: 1 or 0, in their order."""
        if self.required is None:
            return Cast(Value(None), TextField())
        done = [
            Case(
                When(IsNull(looked_up(_latest(trainings(self, courses, BEHIND)), "pk"), False), then=Value("1")),
                default=Value("0"),
                output_field=TextField(),
            )
            for _name, courses in self.required
        ]
        return Concat(Value(""), Value(""), *done, output_field=TextField())

    def fits(self, value: Expression) -> Expression:
        """All of them."""
        return NOT_KNOWN if self.required is None else Exact(value, Value("1" * len(self.required), TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        if asked.get("course"):
            return _("Has completed the course “%(course)s”, in any version.") % {"course": asked["course_title"]}
        if asked.get("skill"):
            return _("Has completed a training in the skill %(skill)s.") % {"skill": asked["skill_name"]}
        return _("Has completed what the course of the class asks for.")

    def seen(self, value: str | None) -> str:
        """What is missing."""
        if value is None:
            return _("the class has no course, so what it asks for is not known")
        missing = self._missing(value)
        if missing:
            return _("not completed: %(what)s") % {"what": ", ".join(missing)}
        return _("completed: %(what)s") % {"what": ", ".join(name for name, _c in self.required) or _("nothing asked")}

    def way_on(self, value: str | None) -> str:
        """Completing it first."""
        if value is None:
            return _("Enter the course of the class.")
        return _("Can join after completing: %(what)s.") % {"what": ", ".join(self._missing(value))}

    def _missing(self, value: str) -> list[str]:
        return [name for (name, _c), done in zip(self.required or (), value, strict=False) if done == "0"]


class OnSkill(Kind):
    """Asks about one skill: the one named in the rule, else the one that the class teaches."""

    @property
    def skill(self) -> tuple[UUID | str, str] | None:
        """Its key and its name."""
        if self.asked.get("skill"):
            return self.asked["skill"], self.asked["skill_name"]
        taught = self.moment.skill
        return (taught.pk, taught.name) if taught else None


class Untrained(OnSkill):
    """Nobody who is or was trained in the skill, or a part of it, already."""

    kind = RuleKind.UNTRAINED
    always_known = True

    def value(self) -> Expression:
        """The day of the newest such training; empty for who has none."""
        if self.skill is None:
            return Cast(Value(None), TextField())
        rows = _latest(trainings(self, _teaching(self.skill[0]), BEHIND_OR_IN))
        return Coalesce(looked_up(rows, "pk"), Value("", TextField()))

    def fits(self, value: Expression) -> Expression:
        """None."""
        return NOT_KNOWN if self.skill is None else Exact(value, Value("", TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        if asked.get("skill"):
            return _("Is not trained in the skill %(skill)s yet.") % {"skill": asked["skill_name"]}
        return _("Is not trained in the skill of the class yet.")

    def seen(self, value: str | None) -> str:
        """When it was."""
        if value is None:
            return _("the class has no course, so its skill is not known")
        words = {"skill": self.skill[1], "day": long_date(date.fromisoformat(value)) if value else ""}
        if value:
            return _("trained in %(skill)s, last recorded on %(day)s") % words
        return _("not trained in %(skill)s yet") % words

    def way_on(self, value: str | None) -> str:
        """Another skill."""
        if value is None:
            return _("Enter the course of the class.")
        return _("Choose a class in another skill.")


class Interested(OnSkill):
    """A wish to learn the skill, a part of it, or what it is part of, that was recorded and still holds."""

    kind = RuleKind.INTEREST

    def value(self) -> Expression:
        """Whether an interest holds, and its day: one that holds goes before one that ended."""
        if self.skill is None:
            return Cast(Value(None), TextField())
        near = Q(skill__in=RawSQL(BELOW, [self.skill[0]])) | Q(skill__in=RawSQL(UP, [self.skill[0]]))
        told = Interest.objects.standing().filter(near, starts_on__lte=self.moment.day)
        ended = When(ends_on__lt=self.moment.day, then=Concat(Value("n:"), written("ends_on")))
        state = Case(ended, default=Concat(Value("y:"), written("starts_on")), output_field=TextField())
        rows = self.of(told).order_by().values("person").annotate(value=Max(Collate(state, "C")))
        return looked_up(rows.values_list("person", "value"), "pk")

    def fits(self, value: Expression) -> Expression:
        """One that holds."""
        return NOT_KNOWN if self.skill is None else StartsWith(value, Value("y", TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        if asked.get("skill"):
            return _("Has told an interest in the skill %(skill)s.") % {"skill": asked["skill_name"]}
        return _("Has told an interest in the skill of the class.")

    def seen(self, value: str | None) -> str:
        """Since when, or until when."""
        if self.skill is None:
            return _("the class has no course, so its skill is not known")
        words = {"skill": self.skill[1], "day": long_date(date.fromisoformat(value[2:])) if value else ""}
        if value is None:
            return _("no interest in %(skill)s recorded") % words
        if value.startswith("y"):
            return _("interest in %(skill)s recorded on %(day)s") % words
        return _("interest in %(skill)s ended on %(day)s") % words

    def way_on(self, value: str | None) -> str:
        """Asking, and recording it."""
        if self.skill is None:
            return _("Enter the course of the class.")
        return _("Ask, and record the interest on the person’s page.")


def _latest(rows: QuerySet) -> QuerySet:
    """For each person the day of the newest of these enrolments, as text."""
    return rows.order_by().values("person").annotate(value=Max(written("status_at"))).values_list("person", "value")


def _versions(course: UUID | str) -> RawSQL:
    """A course in every version."""
    return RawSQL(VERSIONS, [course, course])


def _teaching(skill: UUID | str) -> RawSQL:
    """The courses that teach a skill or a part of it."""
    return RawSQL(f"SELECT id FROM programs_course WHERE skill_id IN ({BELOW})", [skill])
