"""What a printed name means: an organisation that is here, one to be made from it, or no more than its words."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.choices import OrganisationKind
from organisations.forms.choosing import OrganisationField
from organisations.models import Organisation
from web.forms import PageForm

ANOTHER = "another"


class LinkForm(PageForm, forms.Form):
    """The organisation: one of those proposed, or any other by a name it has."""

    proposed = forms.ChoiceField(label=_("Names like this one"), widget=forms.RadioSelect, required=False)
    organisation = OrganisationField(label=_("Organisation"), required=False)

    def __init__(self, *args, near: Sequence[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.near = {str(body.pk): body for body in near}
        if near:
            choices = [(key, f"{body} ({body.get_kind_display()})") for key, body in self.near.items()]
            self.fields["proposed"].choices = [*choices, (ANOTHER, _("Another one, named below"))]
        else:
            del self.fields["proposed"]

    def clean(self):
        """What is typed counts, else what is ticked; two different answers are none."""
        said = super().clean()
        typed, ticked = said.get("organisation"), self.near.get(said.get("proposed", ""))
        if "organisation" in self.errors:
            return said
        if typed and ticked and typed != ticked:
            raise ValidationError(
                _("One organisation is ticked and another is written. Leave one of the two."), code="two"
            )
        if not typed and not ticked:
            raise ValidationError(_("Tick an organisation or write one of its names."), code="none")
        said["body"] = typed or ticked
        return said


class MakeForm(PageForm, forms.Form):
    """The organisation that the name means and that is not here yet."""

    called = forms.CharField(label=_("Its own name"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind)


class StaysForm(PageForm, forms.Form):
    """Why the name is linked to nothing."""

    reason = forms.CharField(
        label=_("Why it stays as printed"),
        max_length=1000,
        help_text=_("For example: three bodies in one line."),
    )


class UndoForm(PageForm, forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(label=_("Why it is undone"), max_length=1000)
