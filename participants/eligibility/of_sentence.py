"""Rules on the days of a sentence: how much of it is served, and when it ends against the end of the class."""

from abc import abstractmethod
from datetime import date, timedelta

from django.db.models import BooleanField, DateField, Func, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.days import on
from participants.choices import CustodyDateKind
from participants.days import months_after
from participants.eligibility.base import NOT_KNOWN, Kind
from participants.eligibility.looking import looked_up, newest
from participants.models import CustodyDate, RegisterNumber
from participants.register.classes import WITHOUT_END
from participants.rule_choices import RuleKind
from web.dates import long_date

NEVER = date.max
"""The days of a sentence for life or to death: it has none, so none of them comes."""

DAY, START = "day", "start"
AFTER, BEFORE, WITHIN = "after", "before", "within"


class Within(Func):
    """SQL: whether a day lies between two others or is one of them. BETWEEN would read the day twice."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **extra):
        """``day <@ daterange(first, last, '[]')``."""
        day, *ends = (compiler.compile(one) for one in self.source_expressions)
        (first, of_first), (last, of_last) = ends
        return f"({day[0]} <@ daterange({first}, {last}, '[]'))", (*day[1], *of_first, *of_last)


def only_another_sentence() -> str:
    """The way on for whoever has a sentence without days."""
    return _("Nothing that is to be recorded changes this: only another sentence would, as after clemency.")


class OfSentence(Kind):
    """Reads one day of the sentence, in the version known on the day of asking: remission moves it."""

    of_the_held = True

    @property
    @abstractmethod
    def stage(self) -> str:
        """Which day."""

    def value(self) -> Expression:
        """The day of the stay that somebody is held on; of a sentence without days one that never comes."""
        versions = CustodyDate.objects.filter(kind=self.stage, known_from__lte=self.moment.day)
        rows = newest(self.of(versions, "custody__person"), "custody", "day", since="known_from")
        numbers = RegisterNumber.objects.filter(on(self.moment.day), register_class__in=WITHOUT_END.values())
        never = self.of(numbers, "custody__person").order_by().values_list("custody", Value(NEVER.isoformat()))
        return Cast(Coalesce(looked_up(rows, "custody_id"), looked_up(never, "custody_id")), DateField())


class ShareServed(OfSentence):
    """A third, a half or two thirds of the sentence served, on the day of joining or the first of the class."""

    kind = RuleKind.SHARE_SERVED

    @property
    def stage(self) -> str:
        """The day on which the share is reached."""
        return self.asked["share"]

    @property
    def by(self) -> date:
        """The day on which it must be reached."""
        return self.moment.first_day if self.asked.get("by") == START else self.moment.day

    def fits(self, value: Expression) -> Expression:
        """Reached by then: the day itself counts."""
        return LessThanOrEqual(value, Value(self.by, DateField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        words = {"share": CustodyDateKind(asked["share"]).label}
        if asked.get("by") == START:
            return _("Has served at least %(share)s of the sentence by the first day of the class.") % words
        return _("Has served at least %(share)s of the sentence on the day of joining.") % words

    def seen(self, value: date | None) -> str:
        """The day of the share."""
        if value == NEVER:
            return _("sentence for life or to death, of which no share can be served")
        words = {"share": CustodyDateKind(self.stage).label, "day": long_date(value)}
        if value is None:
            return _("the day of %(share)s of the sentence is not known") % words
        return _("%(share)s of the sentence: %(day)s") % words

    def way_on(self, value: date | None) -> str:
        """Waiting, remission, or recording the day."""
        if value is None:
            return _("Record the days of the sentence: they come with the register.")
        if value == NEVER:
            return only_another_sentence()
        return _("Can join from %(day)s; remission may bring that day forward.") % {"day": long_date(value)}


class Release(OfSentence):
    """The end of the sentence against the planned end of the class, a margin and some months later."""

    kind = RuleKind.RELEASE
    stage = CustodyDateKind.END

    @property
    def limits(self) -> tuple[date, date] | None:
        """The end of the class with its margin, and so many months after that."""
        if self.moment.last_day is None:
            return None
        base = self.moment.last_day + timedelta(days=self.asked.get("days") or 0)
        return base, months_after(base, self.asked.get("months") or 0)

    @property
    def earliest(self) -> date | None:
        """The first day of release that fits, where there is one."""
        if self.limits is None or self.asked["when"] == BEFORE:
            return None
        return self.limits[1 if self.asked["when"] == AFTER else 0]

    @property
    def latest(self) -> date | None:
        """The last day of release that fits, where there is one."""
        return None if self.limits is None or self.asked["when"] == AFTER else self.limits[1]

    def fits(self, value: Expression) -> Expression:
        """Neither too early nor too late; both limits count as fitting."""
        if self.limits is None:
            return NOT_KNOWN
        if self.latest is None:
            return GreaterThanOrEqual(value, Value(self.earliest, DateField()))
        if self.earliest is None:
            return LessThanOrEqual(value, Value(self.latest, DateField()))
        return Within(value, Value(self.earliest, DateField()), Value(self.latest, DateField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        months, days = asked.get("months") or 0, asked.get("days") or 0
        base = _("the planned end of the class")
        if days:
            words = {"n": days, "end": base}
            base = ngettext("%(n)d day after %(end)s", "%(n)d days after %(end)s", days) % words
        words = {"n": months, "base": base}
        if asked["when"] == WITHIN:
            return ngettext(
                "Is released within %(n)d month from %(base)s, not before it.",
                "Is released within %(n)d months from %(base)s, not before it.",
                months,
            ) % words  # fmt: skip
        if asked["when"] == BEFORE:
            return ngettext(
                "Is released no later than %(n)d month after %(base)s.",
                "Is released no later than %(n)d months after %(base)s.",
                months,
            ) % words if months else _("Is released no later than %(base)s.") % words  # fmt: skip
        return ngettext(
            "Is released %(n)d month after %(base)s or later.",
            "Is released %(n)d months after %(base)s or later.",
            months,
        ) % words if months else _("Is released on %(base)s or later.") % words  # fmt: skip

    def seen(self, value: date | None) -> str:
        """The end of the sentence, or which of the two days is not known."""
        if value is None:
            return _("the end of the sentence is not known")
        if self.limits is None:
            return _("the planned end of the class is not known")
        if value == NEVER:
            return _("sentence for life or to death, which has no end")
        return _("sentence until %(day)s") % {"day": long_date(value)}

    def way_on(self, value: date | None) -> str:
        """Another class, or recording what is not known."""
        if value is None:
            return _("Record the days of the sentence: they come with the register.")
        if self.limits is None:
            return _("Enter the last day of the class, or its meetings.")
        if value == NEVER:
            return only_another_sentence()
        if self.earliest and value < self.earliest:
            early = {"day": long_date(self.earliest)}
            return _("The rule asks for a release on %(day)s or later: choose a class that ends sooner.") % early
        late = {"day": long_date(self.latest)}
        return _("The rule asks for a release by %(day)s: choose a class that ends later.") % late
