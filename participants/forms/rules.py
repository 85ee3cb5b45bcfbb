"""A rule on joining, typed: what it asks, what it does, and from when; one form for each kind."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participants.choices import CustodyDateKind, ParticipantKind, Sex
from participants.eligibility import KINDS
from participants.models import EligibilityRule
from participants.rule_choices import Risk, RuleKind, Spoken, Strength, Unknown
from programs.forms.skills import skill_choices
from programs.models import Course, Skill
from web.forms import DayField, PageForm

BY = [("day", _("on the day of joining")), ("start", _("on the first day of the class"))]
MONTHS = {"min_value": 0, "max_value": 240}
YEARS = {"min_value": 0, "max_value": 120}


class RuleForm(PageForm, forms.Form):
    """What every rule has. A kind adds what it asks."""

    strength = forms.ChoiceField(
        label=_("Where it does not fit, this rule"),
        choices=Strength.choices,
        widget=forms.RadioSelect,
        initial=Strength.OVERRIDE,
    )
    unknown = forms.ChoiceField(
        label=_("Where it is not known, this rule"),
        choices=Unknown.choices,
        widget=forms.RadioSelect,
        initial=Unknown.ADVISES,
        help_text=_("Much is not known of many people; to block them all leaves classes empty."),
    )
    starts_on = DayField(label=_("In force from"))

    field_order: tuple[str, ...] = ()

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        last = ("strength", "unknown", "starts_on")
        self.order_fields([*(name for name in self.fields if name not in last), *last])
        if KINDS[kind].always_known:
            del self.fields["unknown"]

    def asked(self) -> dict:
        """The parameters of the rule, as they are kept."""
        return {name: value for name, value in self.cleaned_data.items() if name not in RuleForm.base_fields}

    def rule(self, **of) -> EligibilityRule:
        """The rule that was typed, of the thing named; not kept yet."""
        said = self.cleaned_data
        return EligibilityRule(
            kind=self.kind,
            parameters=self.asked(),
            strength=said["strength"],
            unknown=said.get("unknown", Unknown.ADVISES),
            starts_on=said["starts_on"],
            **of,
        )

    @classmethod
    def typed(cls, rule: EligibilityRule, today: date) -> dict:
        """A rule as it fills the form for the one that follows it."""
        return rule.parameters | {
            "strength": rule.strength,
            "unknown": rule.unknown,
            "starts_on": max(today, rule.starts_on),
        }


class ShareForm(RuleForm):
    """How much of the sentence, and by when."""

    share = forms.ChoiceField(
        label=_("Share of the sentence"), choices=[one for one in CustodyDateKind.choices if one[0] != "end"]
    )
    by = forms.ChoiceField(label=_("Served"), choices=BY)


class ReleaseForm(RuleForm):
    """Which side of the end of the class, how many months, with what margin."""

    when = forms.ChoiceField(
        label=_("Release"),
        choices=[
            ("after", _("after the end of the class")),
            ("within", _("within some months after it")),
            ("before", _("no later than some months after it")),
        ],
    )
    months = forms.IntegerField(label=_("Months"), initial=0, **MONTHS)
    days = forms.IntegerField(
        label=_("Margin in days"),
        initial=0,
        min_value=0,
        max_value=365,
        help_text=_("So many days after the planned end of the class are still counted as the class."),
    )


class AgeForm(RuleForm):
    """The lowest age, the highest, or both."""

    least = forms.IntegerField(label=_("Age from"), required=False, **YEARS)
    most = forms.IntegerField(label=_("Age to"), required=False, **YEARS)
    by = forms.ChoiceField(label=_("Counted"), choices=BY)

    def clean(self):
        """One of the ages at least, in their order."""
        said = super().clean()
        least, most = said.get("least"), said.get("most")
        if least is None and most is None and not self.errors:
            self.add_error("least", _("Write the lowest age, the highest, or both."))
        if least is not None and most is not None and least > most:
            self.add_error("most", _("This is less than the age it begins from. Write the higher age here."))
        return said


class SexForm(RuleForm):
    """Women or men."""

    sex = forms.ChoiceField(label=_("For"), choices=Sex.choices, widget=forms.RadioSelect)


class StatusForm(RuleForm):
    """As what people may take part."""

    kinds = forms.MultipleChoiceField(
        label=_("Who may take part"),
        choices=ParticipantKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Detainees are those of register A, without a final sentence."),
    )


class RiskForm(RuleForm):
    """The highest class that may take part."""

    most = forms.ChoiceField(label=_("Highest risk class"), choices=Risk.choices)


class SkillForm(RuleForm):
    """A skill, or that of the class."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = skill_choices(_("the skill of the class"))

    def asked(self) -> dict:
        """The skill with its name, where one was chosen."""
        return _named(super().asked(), "skill", "skill_name", Skill)


class PrerequisiteForm(RuleForm):
    """A course, a skill, or what the course of the class asks for."""

    course = forms.ChoiceField(label=_("Course"), required=False)
    skill = forms.ChoiceField(label=_("or any training in the skill"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nothing = _("what the course of the class asks for")
        courses = Course.objects.newest().order_by("title", "version")
        self.fields["course"].choices = [("", nothing), *((str(one.pk), str(one)) for one in courses)]
        self.fields["skill"].choices = skill_choices("—")

    def clean(self):
        """A course or a skill, not both."""
        said = super().clean()
        if said.get("course") and said.get("skill"):
            self.add_error("skill", _("Choose a course or a skill, one of the two."))
        return said

    def asked(self) -> dict:
        """What was chosen, with its name."""
        return _named(_named(super().asked(), "course", "course_title", Course), "skill", "skill_name", Skill)


class BoardForm(RuleForm):
    """How young the decision has to be, if it has to."""

    months = forms.IntegerField(
        label=_("Decided within the last months"), required=False, min_value=1, max_value=240,
        help_text=_("Empty: a decision counts as long as it holds."),
    )  # fmt: skip


class DomicileForm(RuleForm):
    """The places, as one text."""

    places = forms.CharField(
        label=_("Provinces, regencies or cities"),
        max_length=500,
        help_text=_("Several are divided by commas: Banten, Kota Bogor."),
    )

    def clean_places(self) -> list[str]:
        """Each place once."""
        places = list(dict.fromkeys(part.strip() for part in self.cleaned_data["places"].split(",") if part.strip()))
        if not places:
            raise ValidationError(_("Name at least one place."))
        return places

    @classmethod
    def typed(cls, rule: EligibilityRule, today: date) -> dict:
        """The places as one text."""
        return super().typed(rule, today) | {"places": ", ".join(rule.parameters["places"])}


class LanguageForm(RuleForm):
    """The languages of which one is enough."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Spoken.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One of them is enough."),
    )


class DisciplineForm(RuleForm):
    """For how many months."""

    months = forms.IntegerField(label=_("Free of entries for so many months"), min_value=1, max_value=240, initial=6)


class QuestionForm(RuleForm):
    """A question, and the answer that fits."""

    text = forms.CharField(
        label=_("Question"),
        max_length=200,
        help_text=_("It is answered with yes or no, for example: Is healthy enough to work with hot wax?"),
    )
    wanted = forms.ChoiceField(
        label=_("Answer that fits"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
        initial="yes",
    )


FORMS: dict[str, type[RuleForm]] = {
    RuleKind.SHARE_SERVED: ShareForm,
    RuleKind.RELEASE: ReleaseForm,
    RuleKind.AGE: AgeForm,
    RuleKind.SEX: SexForm,
    RuleKind.TAKES_PART_AS: StatusForm,
    RuleKind.RISK: RiskForm,
    RuleKind.PREREQUISITE: PrerequisiteForm,
    RuleKind.UNTRAINED: SkillForm,
    RuleKind.BOARD: BoardForm,
    RuleKind.INTEREST: SkillForm,
    RuleKind.DOMICILE: DomicileForm,
    RuleKind.LANGUAGE: LanguageForm,
    RuleKind.DISCIPLINE: DisciplineForm,
    RuleKind.QUESTION: QuestionForm,
}
"""The form of each kind."""


class EndRuleForm(PageForm, forms.Form):
    """The last day of a rule."""

    last = DayField(label=_("Last day in force"))


def _named(asked: dict, key: str, name: str, model) -> dict:
    """With the name of what was chosen; without it where nothing was."""
    chosen = asked.pop(key, "")
    found = model.objects.filter(pk=chosen).first() if chosen else None
    return asked | ({key: chosen, name: str(found)} if found else {})
