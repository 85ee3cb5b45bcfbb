"""Rules on what is told of a person: the board's decision, domicile, language, discipline, a question of one's own."""

from datetime import date, timedelta

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Max, TextField, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce, Collate, Concat, Upper
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.days import months_after
from participants.eligibility.base import Kind
from participants.eligibility.looking import content_of, dated, looked_up, newest, parts, shares, written
from participants.models import BoardDecision, DisciplineEntry, Domicile, Language, QuestionAnswer
from participants.rule_choices import RuleKind, Spoken
from web.dates import long_date

STILL = "9999-12-31"
"""Stands for the last day of a measure that has none yet."""

BETWEEN = "\x1f"
"""Stands between two parts of a text that people typed; it cannot be typed."""

YES, NO = "yes", "no"


def yes_or_no(column: str) -> Case:
    """A truth as a word."""
    return Case(When(**{column: True}, then=Value(YES)), default=Value(NO), output_field=TextField())


def day_in_words(text: str) -> str:
    """A day that the database wrote as text, as people write it."""
    return long_date(date.fromisoformat(text))


class Board(Kind):
    """The newest decision of the TPP that holds approves; it may have to be young enough."""

    kind = RuleKind.BOARD
    of_the_held = True

    def value(self) -> Expression:
        """Its day, and whether it approves."""
        told = BoardDecision.objects.on(self.moment.day)
        if self.asked.get("months"):
            told = told.filter(starts_on__gte=months_after(self.moment.day, -self.asked["months"]))
        return looked_up(newest(self.of(told), "person", dated(yes_or_no("approves"))), "pk")

    def fits(self, value: Expression) -> Expression:
        """It approves."""
        return Exact(content_of(value), Value(YES, TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        months = asked.get("months") or 0
        if not months:
            return _("The TPP has approved that the person takes part.")
        return ngettext(
            "The TPP has approved within the last %(n)d month that the person takes part.",
            "The TPP has approved within the last %(n)d months that the person takes part.",
            months,
        ) % {"n": months}  # fmt: skip

    def seen(self, value: str | None) -> str:
        """The decision."""
        if value is None:
            return _("no decision of the TPP that holds")
        day, approves = parts(value)
        words = {"day": day_in_words(day)}
        if approves == YES:
            return _("approved by the TPP on %(day)s") % words
        return _("refused by the TPP on %(day)s") % words

    def way_on(self, value: str | None) -> str:
        """The next meeting of the board."""
        return _("Bring it before the next meeting of the TPP, and enter the decision on the person’s page.")


class Lives(Kind):
    """Will live in one of these provinces, regencies or cities."""

    kind = RuleKind.DOMICILE

    def value(self) -> Expression:
        """The newest domicile that holds: its day, place and province."""
        where = Concat("place", Value(BETWEEN), "province", output_field=TextField())
        return looked_up(newest(self.of(Domicile.objects.on(self.moment.day)), "person", dated(where)), "pk")

    def fits(self, value: Expression) -> Expression:
        """Its place or its province is one of them, in capitals or small letters."""
        return shares(Upper(content_of(value)), BETWEEN, [place.upper() for place in self.asked["places"]])

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        return _("Will live in: %(places)s.") % {"places": ", ".join(asked["places"])}

    def seen(self, value: str | None) -> str:
        """Where."""
        if value is None:
            return _("domicile not known")
        places = [part for part in parts(value)[1].split(BETWEEN) if part]
        return _("will live in %(place)s") % {"place": ", ".join(places)}

    def way_on(self, value: str | None) -> str:
        """Recording it, or a class elsewhere."""
        if value is None:
            return _("Ask, and enter the domicile on the person’s page.")
        return _("Can join when the domicile changes, or a class that is open to other places.")


class Speaks(Kind):
    """Can be taught in one of these languages."""

    kind = RuleKind.LANGUAGE

    def value(self) -> Expression:
        """The codes of all languages that hold, with commas between."""
        rows = self.of(Language.objects.on(self.moment.day)).order_by().values("person")
        codes = StringAgg("language", delimiter=",", distinct=True)
        return looked_up(rows.annotate(value=codes).values_list("person", "value"), "pk")

    def fits(self, value: Expression) -> Expression:
        """One of them is asked for."""
        return shares(value, ",", list(self.asked["languages"]))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        return _("Understands one of these languages: %(languages)s.") % {"languages": _languages(asked["languages"])}

    def seen(self, value: str | None) -> str:
        """Which ones."""
        if value is None:
            return _("no language recorded")
        return _("understands: %(languages)s") % {"languages": _languages(sorted(value.split(",")))}

    def way_on(self, value: str | None) -> str:
        """Recording it, or a class in another language."""
        return _("Ask, and enter the language on the person’s page; or choose a class in another language.")


def _languages(codes: list[str]) -> str:
    return ", ".join(str(Spoken(code).label) for code in codes)


class Disciplined(Kind):
    """No measure of Register F in the last months. Whoever has no entry is free of them."""

    kind = RuleKind.DISCIPLINE
    of_the_held = True
    always_known = True

    @property
    def limit(self) -> date:
        """The latest day on which the last measure may have ended."""
        return months_after(self.moment.day, -self.asked["months"])

    def value(self) -> Expression:
        """The last day of the measure that ended last, or one far away where it still runs; empty for none."""
        told = DisciplineEntry.objects.standing().filter(starts_on__lte=self.moment.day)
        last = Coalesce(written("ends_on"), Value(STILL), output_field=TextField())
        rows = self.of(told).order_by().values("person").annotate(value=Max(Collate(last, "C")))
        return Coalesce(looked_up(rows.values_list("person", "value"), "pk"), Value("", TextField()))

    def fits(self, value: Expression) -> Expression:
        """Ended so many months ago or longer."""
        return LessThanOrEqual(Collate(value, "C"), Value(self.limit.isoformat(), TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        return ngettext(
            "Is free of entries in Register F for %(n)d month.",
            "Is free of entries in Register F for %(n)d months.",
            asked["months"],
        ) % {"n": asked["months"]}  # fmt: skip

    def seen(self, value: str) -> str:
        """When the last measure ended."""
        if not value:
            return _("no entry in Register F")
        if value == STILL:
            return _("a measure of Register F is running")
        return _("last measure of Register F until %(day)s") % {"day": day_in_words(value)}

    def way_on(self, value: str) -> str:
        """Waiting."""
        if value == STILL:
            return ngettext(
                "Can join %(n)d month after the measure has ended.",
                "Can join %(n)d months after the measure has ended.",
                self.asked["months"],
            ) % {"n": self.asked["months"]}  # fmt: skip
        free = first_day_after(date.fromisoformat(value), self.asked["months"])
        return _("Can join from %(day)s, if no entry is added.") % {"day": long_date(free)}


def first_day_after(ended: date, months: int) -> date:
    """The first day from which the months back reach the day that something ended, or pass it."""
    day = months_after(ended, months)
    while months_after(day, -months) < ended:
        day += timedelta(days=1)
    return day


class Asked(Kind):
    """The newest answer to a question of one's own is the one that is wanted."""

    kind = RuleKind.QUESTION

    def value(self) -> Expression:
        """Its day, and yes or no."""
        told = QuestionAnswer.objects.on(self.moment.day).filter(question=self.asked["question"])
        return looked_up(newest(self.of(told), "person", dated(yes_or_no("yes"))), "pk")

    def fits(self, value: Expression) -> Expression:
        """The one wanted."""
        return Exact(content_of(value), Value(self.asked["wanted"], TextField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        words = {"question": asked["text"]}
        if asked["wanted"] == YES:
            return _("The answer to “%(question)s” is yes.") % words
        return _("The answer to “%(question)s” is no.") % words

    def seen(self, value: str | None) -> str:
        """The answer."""
        if value is None:
            return _("not asked yet: %(question)s") % {"question": self.asked["text"]}
        since, answer = parts(value)
        words = {"day": day_in_words(since), "question": self.asked["text"]}
        if answer == YES:
            return _("%(question)s Yes, on %(day)s.") % words
        return _("%(question)s No, on %(day)s.") % words

    def way_on(self, value: str | None) -> str:
        """Asking."""
        if value is None:
            return _("Ask, and enter the answer on the person’s page.")
        return _("Can join when the answer changes; enter the new one on the person’s page.")
