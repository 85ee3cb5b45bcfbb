"""Why a class changes its state, what became of each person in it, and the correction of a result."""

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.choices import EnrolmentStatus, NotCompletedReason
from participants.models import Enrolment
from participants.names import display_name
from participants.services.closing import Closing, Standing
from participants.services.enrolments import Result
from web.forms import PageForm

LONGEST = Enrolment._meta.get_field("reason").max_length

RESULTS = {
    "completed": (_("Completed"), EnrolmentStatus.COMPLETED, ""),
    "attendance": (
        _("Not completed: too little attendance"), EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.ATTENDANCE,
    ),
    "assessment": (
        _("Not completed: assessment not passed"), EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.ASSESSMENT,
    ),
    "other": (_("Not completed: another reason"), EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.OTHER),
}  # fmt: skip
"""What can be decided of a person, by the word that the form sends."""


def _result(word: str, reason: str) -> Result:
    _label, status, kind = RESULTS[word]
    return Result(status, kind, reason)


class WhyForm(PageForm, forms.Form):
    """Why a class is called off or sent back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("It stands on the page of the class; name nobody in it."),
    )


class CorrectForm(PageForm, forms.Form):
    """The right result of somebody in a closed class, and why the other was wrong."""

    result = forms.ChoiceField(label=_("Right result"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=LONGEST,
        help_text=_("The staff of this facility can read it; it stays in the history."),
    )

    def __init__(self, *args, enrolment: Enrolment, **kwargs):
        super().__init__(*args, **kwargs)
        others = [(key, label) for key, (label, status, _kind) in RESULTS.items() if status != enrolment.status]
        self.fields["result"].choices = others
        if len(others) == 1:
            self.fields["result"].initial = others[0][0]

    @property
    def corrected(self) -> Result:
        """The result as the gate takes it."""
        return _result(self.cleaned_data["result"], self.cleaned_data["reason"])


class CloseForm(PageForm, forms.Form):
    """The result of everyone seated: as counted, unless somebody decides otherwise and says why.

    ``seen`` is the seal of the marks that the page showed; results that would rest on others are not written unseen.
    """

    marks_optional = False
    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, closing: Closing, **kwargs):
        super().__init__(data, initial={"seen": closing.seal}, **kwargs)
        self.closing = closing
        for one in closing.standings:
            self._add(one)

    def _add(self, one: Standing) -> None:
        name = {"name": display_name(one.enrolment.name_as_enrolled)}
        first = ("", _("As counted") if one.preset else _("Choose a result"))
        choices = [first, *((key, label) for key, (label, _status, _kind) in RESULTS.items())]
        result = forms.ChoiceField(choices=choices, required=False, label=_("Result of %(name)s") % name)
        why = forms.CharField(max_length=LONGEST, required=False, label=_("Reason for the decision on %(name)s") % name)
        self.fields |= {f"result-{one.enrolment.pk}": result, f"why-{one.enrolment.pk}": why}

    def clean(self) -> dict:
        """What was decided, by enrolment, as ``decided``; each decision against the count has its reason."""
        entered = super().clean()
        self.decided: dict[UUID, Result] = {}
        for one in self.closing.standings:
            self._decide(one, *(entered.get(f"{part}-{one.enrolment.pk}", "") for part in ("result", "why")))
        if entered.get("seen") != self.closing.seal:
            self.data = self.data.copy()
            self.data["seen"] = self.closing.seal
            self.add_error(
                None,
                _("The people or marks of this class changed since you opened this page. Look again, then close it."),
            )
        return entered

    def _decide(self, one: Standing, word: str, why: str) -> None:
        if not word:
            if one.preset is None and f"result-{one.enrolment.pk}" not in self.errors:
                self.add_error(
                    f"result-{one.enrolment.pk}", _("Marks are missing: record them, or choose a result with a reason.")
                )
            elif why:
                self.add_error(f"result-{one.enrolment.pk}", _("Choose the result that this reason is for."))
            return
        decided = _result(word, why)
        if one.preset and (one.preset.status, one.preset.reason_kind) == (decided.status, decided.reason_kind):
            return
        if not why:
            self.add_error(f"why-{one.enrolment.pk}", _("Write why this is decided against what was counted."))
        self.decided[one.enrolment.pk] = decided

    def rows(self) -> Iterator[dict]:
        """Each person with what was counted and the fields as the page lays them out."""
        for one in self.closing.standings:
            result, why = (self[f"{part}-{one.enrolment.pk}"] for part in ("result", "why"))
            wrong = {bound: " is-invalid" if bound.errors else "" for bound in (result, why)}
            yield {
                "one": one,
                "name": display_name(one.enrolment.name_as_enrolled),
                "result": result,
                "select": result.as_widget(attrs={"class": f"form-select{wrong[result]}"}),
                "why": why,
                "input": why.as_widget(attrs={"class": f"form-control{wrong[why]}"}),
                "open": one.preset is None or result.errors or why.errors or result.value(),
            }
