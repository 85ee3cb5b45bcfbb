"""Rules on what somebody is: age, sex, as what they are held, how closely."""

from datetime import date

from django.db.models import CharField, DateField, F, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import Exact, GreaterThan, In, LessThanOrEqual
from django.utils.translation import gettext as _

from participants.choices import ParticipantKind, Sex
from participants.days import years_before, years_between
from participants.eligibility.base import Both, Kind, ask_the_registrar
from participants.eligibility.looking import content_of, dated, looked_up, newest, parts
from participants.eligibility.of_sentence import START
from participants.models import RiskClass
from participants.rule_choices import Risk, RuleKind
from web.dates import long_date


class Age(Kind):
    """From an age to an age, in whole years, on the day of joining or the first of the class."""

    kind = RuleKind.AGE

    @property
    def by(self) -> date:
        """The day on which the years are counted."""
        return self.moment.first_day if self.asked.get("by") == START else self.moment.day

    def value(self) -> Expression:
        """The day of birth."""
        return F("birth_date")

    def fits(self, value: Expression) -> Expression:
        """Old enough and not too old."""
        conditions = []
        if self.asked.get("least") is not None:
            conditions.append(LessThanOrEqual(value, Value(years_before(self.by, self.asked["least"]), DateField())))
        if self.asked.get("most") is not None:
            conditions.append(GreaterThan(value, Value(years_before(self.by, self.asked["most"] + 1), DateField())))
        return Both(*conditions)

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        words = {"least": asked.get("least"), "most": asked.get("most")}
        words["when"] = _("on the first day of the class") if asked.get("by") == START else _("on the day of joining")
        if words["most"] is None:
            return _("Is %(least)s years old or older %(when)s.") % words
        if words["least"] is None:
            return _("Is %(most)s years old or younger %(when)s.") % words
        return _("Is %(least)s to %(most)s years old %(when)s.") % words

    def seen(self, value: date | None) -> str:
        """The age then."""
        if value is None:
            return _("birth date not known")
        return _("%(n)d years old on %(day)s") % {"n": years_between(value, self.by), "day": long_date(self.by)}

    def way_on(self, value: date | None) -> str:
        """Waiting for a birthday, or nothing."""
        if value is None:
            return ask_the_registrar()
        least = self.asked.get("least")
        if least is not None and years_between(value, self.by) < least:
            return _("Can join from the birthday on which this age is reached.")
        return _("Choose another class: this one is for younger people.")


class OfSex(Kind):
    """Women only, or men only."""

    kind = RuleKind.SEX

    def value(self) -> Expression:
        """As the register says."""
        return NullIf(F("sex"), Value("", CharField()))

    def fits(self, value: Expression) -> Expression:
        """The one that is asked for."""
        return Exact(value, Value(self.asked["sex"], CharField()))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        return _("Is a woman.") if asked["sex"] == Sex.FEMALE else _("Is a man.")

    def seen(self, value: str | None) -> str:
        """The sex recorded."""
        return Sex(value).label if value else _("sex not recorded")

    def way_on(self, value: str | None) -> str:
        """Only a mended record."""
        return _("Choose another class, or check the register.") if value else ask_the_registrar()


class TakesPartAs(Kind):
    """As what somebody may take part: whether detainees of the A register are admitted is said here."""

    kind = RuleKind.TAKES_PART_AS

    def value(self) -> Expression:
        """The legal status, or the tie of those who are not held."""
        return Coalesce(F("legal_status"), F("affiliation_kind"), output_field=CharField())

    def fits(self, value: Expression) -> Expression:
        """One of those admitted."""
        return In(value, list(self.asked["kinds"]))

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        labels = [str(ParticipantKind(kind).label).lower() for kind in asked["kinds"]]
        return _("Takes part as: %(kinds)s.") % {"kinds": ", ".join(labels)}

    def seen(self, value: str | None) -> str:
        """As what."""
        return str(ParticipantKind(value).label) if value else _("as what is not known")

    def way_on(self, value: str | None) -> str:
        """A change of status."""
        return _("Can join when the legal status changes, as with a final sentence; it comes with the register.")


class OfRisk(Kind):
    """A risk class up to one, by the newest assessment."""

    kind = RuleKind.RISK
    of_the_held = True

    def value(self) -> Expression:
        """The newest risk class that holds, with its day."""
        rows = newest(self.of(RiskClass.objects.on(self.moment.day)), "person", dated("risk"))
        return looked_up(rows, "pk")

    def fits(self, value: Expression) -> Expression:
        """Not above the one asked for."""
        order = Risk.values
        return In(content_of(value), order[: order.index(self.asked["most"]) + 1])

    @classmethod
    def words(cls, asked: dict) -> str:
        """As a sentence."""
        return _("Has a risk class no higher than: %(risk)s.") % {"risk": str(Risk(asked["most"]).label).lower()}

    def seen(self, value: str | None) -> str:
        """The class and the day of the assessment."""
        if value is None:
            return _("risk class not known")
        since, risk = parts(value)
        words = {"risk": str(Risk(risk).label).lower(), "day": long_date(date.fromisoformat(since))}
        return _("risk class %(risk)s, assessed on %(day)s") % words

    def way_on(self, value: str | None) -> str:
        """An assessment."""
        if value is None:
            return _("Enter the risk class on the person’s page.")
        return _("Can join when an assessment gives a lower risk class.")
