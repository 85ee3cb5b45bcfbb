"""Letting people of a class stay away for a time."""

from participants.forms.enrolments import WithdrawForm


class SuspendForm(WithdrawForm):
    """Why these people stay away for a time. The enrolments go along hidden."""

    kind = None

    @property
    def why(self) -> dict:
        """What the service takes as the reason."""
        return {"reason": self.cleaned_data["reason"]}
