"""A facility (UPT) as a page asks for it; the body with the dated names is made with it, or chosen."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.forms.choosing import OrganisationField
from organisations.models import Facility, Organisation
from organisations.models.facilities import ATTENDANCE_DAYS
from web.forms import PageForm

PLACE = (
    "name",
    "kind",
    "class_as_printed",
    "sex_held",
    "city",
    "province",
    "province_code",
    "province_scheme",
    "time_zone",
    "attendance_days",
)


class FacilityForm(PageForm, forms.ModelForm):
    """What a place is and where; its code stands in addresses, so it is given once."""

    class Meta:
        model = Facility
        fields = PLACE
        labels = {"attendance_days": _("Days to record attendance in")}
        help_texts = {
            "attendance_days": _("After a meeting, as days. Whatever is entered or changed later needs a reason."),
            "name": _("As pages print it now. The names it had stand with its organisation."),
            "class_as_printed": _("For example I, IIA or IIB."),
            "province_scheme": _("Which list the code is from, for example Kemendagri 2022."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attendance_days"].required = False

    def clean_attendance_days(self) -> int:
        """Left empty, it is as everywhere."""
        days = self.cleaned_data["attendance_days"]
        return ATTENDANCE_DAYS if days is None else days


class NewFacilityForm(FacilityForm):
    """A facility that is not there yet."""

    organisation = OrganisationField(
        label=_("Its organisation, if it is here already"),
        required=False,
        help_text=_("A name it has or had. Left empty, it is made with the facility."),
    )
    parent = OrganisationField(label=_("Part of"), required=False)

    class Meta(FacilityForm.Meta):
        fields = ("code", *PLACE)
        help_texts = FacilityForm.Meta.help_texts | {
            "code": _(
                "Small letters, digits and hyphens, for example lpp-tangerang. It stands in addresses and stays."
            ),
        }

    def clean_organisation(self) -> Organisation | None:
        """One body is one facility at most."""
        organisation = self.cleaned_data["organisation"]
        if organisation and (held := Facility.objects.filter(organisation=organisation).first()):
            raise ValidationError(
                _("This organisation is the facility %(name)s already."), code="facility", params={"name": held}
            )
        return organisation
