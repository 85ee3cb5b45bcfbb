"""The reason for leaving a class."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.choices import WithdrawalReason
from participants.models import Enrolment
from web.forms import PageForm


def keys(values: Iterable[str]) -> list[UUID]:
    """The keys among what was sent, each once, in the order sent; what is no key names nobody."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


class WithdrawForm(PageForm, forms.Form):
    """Why these people leave the class. The enrolments go along hidden."""

    kind = forms.ChoiceField(label=_("Reason"), choices=WithdrawalReason.given, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Explanation"),
        max_length=Enrolment._meta.get_field("reason").max_length,
        help_text=_("The staff of this facility can read it; it stays in the history."),
    )
    enrolment = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)

    def __init__(self, data=None, *, rows: Collection[Enrolment], **kwargs):
        chosen = [str(row.pk) for row in rows]
        if data is not None:
            data = data.copy()
            data.setlist("enrolment", chosen)
        super().__init__(data, initial={"enrolment": chosen}, **kwargs)
        self.fields["enrolment"].choices = [(key, key) for key in chosen]

    @property
    def why(self) -> dict:
        """What the service takes as the reason."""
        return {"kind": self.cleaned_data["kind"], "reason": self.cleaned_data["reason"]}
