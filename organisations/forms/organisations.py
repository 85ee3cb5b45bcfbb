"""An organisation, its names through time and what it became, as a page asks for them."""

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisations.choices import NameKind
from organisations.forms.choosing import OrganisationField
from organisations.models import Organisation, OrganisationName, Succession
from organisations.spans import Span
from web.editing import RowSet, rows
from web.forms import PageForm, PartialDateField, PartialDates


class OrganisationForm(PageForm, forms.ModelForm):
    """What kind of body it is and what it is part of."""

    parent = OrganisationField(label=_("Part of"), required=False)

    class Meta:
        model = Organisation
        fields = ("kind", "parent", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_parent(self) -> Organisation | None:
        """Nothing stands above itself; the database says so as well."""
        parent = self.cleaned_data["parent"]
        key = None if self.instance._state.adding else self.instance.pk
        if parent and key and Organisation.objects.under(key).filter(pk=parent.pk).exists():
            raise ValidationError(
                _("This is the organisation itself or a part of it. Choose one that stands above."), code="above_itself"
            )
        return parent


class NameForm(PartialDates, forms.ModelForm):
    """A name and its days, each as exactly as it is known."""

    valid_from = PartialDateField(label=_("From"), required=False)
    valid_until = PartialDateField(label=_("Until (its last day)"), required=False)

    class Meta:
        model = OrganisationName
        fields = ("name", "short", "kind", "valid_from", "valid_until")

    @cached_property
    def helper(self):
        """Two fields side by side: a body may have many names."""
        helper = super().helper
        helper.layout = Layout(
            "name",
            *(
                Row(*(Column(field, css_class="col-sm-6") for field in pair))
                for pair in (("short", "kind"), ("valid_from", "valid_until"))
            ),
        )
        helper.render_unmentioned_fields = True
        return helper

    def clean(self):
        """A name does not end before it begins, as exactly as both are known."""
        row = super().clean()
        begins, ends = row.get("valid_from"), row.get("valid_until")
        if begins and ends and Span.of(self.named()).may_until < begins.day:
            self.add_error("valid_until", _("The last day is before the first."))
        return row

    def named(self) -> OrganisationName:
        """The name as it was typed, whether or not it can be saved."""
        name = OrganisationName(name=self.cleaned_data.get("name") or "", kind=self.cleaned_data.get("kind") or "")
        for field in self.partial:
            # Before the form fills the columns this is a day with its precision, after it the day alone.
            written = self.cleaned_data.get(field)
            day, precision = (
                written if isinstance(written, tuple) else (written, getattr(self.instance, f"{field}_precision"))
            )
            setattr(name, field, day)
            setattr(name, f"{field}_precision", precision if day else "")
        return name

    def _get_validation_exclusions(self):
        """Rules between the names of one body are asked of all rows together: the ones that stand may change too."""
        return super()._get_validation_exclusions() | {"organisation"}


class Names(RowSet):
    """The names of one body: one official at a time, another one once."""

    legend, add_words, row_words = _("Names"), _("Add a name"), _("Name")
    hint = _("When a name has changed, give the old one its last day and add the new one. Days may stay unknown.")

    def clean(self):
        """Compare what was typed with each other, not with what stands there."""
        super().clean()
        before: list[OrganisationName] = []
        for form in self.forms:
            if self._should_delete_form(form) or not form.is_valid() or not form.cleaned_data.get("name"):
                continue
            name = form.named()
            if held := next((other for other in before if clash(name, other)), None):
                form.add_error("name", _("“%(name)s” above is the name on some of these days.") % {"name": held})
            before.append(name)
        if not before and not any(self.errors):
            raise ValidationError(_("Give the organisation at least one name."), code="no_name")


def clash(name: OrganisationName, other: OrganisationName) -> bool:
    """Whether two names of one body cannot stand together: official on a day beyond doubt, or the same alias twice."""
    if name.kind == other.kind == NameKind.ALIAS:
        return name.name == other.name
    return name.kind == other.kind == NameKind.OFFICIAL and Span.of(name).collides(Span.of(other))


class SuccessionForm(PartialDates, forms.ModelForm):
    """What it became, and when, as exactly as that is known."""

    successor = OrganisationField(label=_("Became"))
    day = PartialDateField(label=_("When"))

    class Meta:
        model = Succession
        fields = ("successor", "day", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class Successions(RowSet):
    """What one body became: one or several."""

    legend, add_words, row_words = _("What it became"), _("Add what it became"), _("Became")
    hint = _("Only where another body took its place, as when a ministry is divided; a new name stands above.")

    def clean(self):
        """Each successor once, and not itself."""
        super().clean()
        before = set()
        for form in self.forms:
            if self._should_delete_form(form) or not form.is_valid() or not form.cleaned_data.get("successor"):
                continue
            key = form.cleaned_data["successor"].pk
            if key == self.instance.pk:
                form.add_error("successor", _("An organisation cannot follow itself."))
            if key in before:
                form.add_error("successor", _("This one stands above already."))
            before.add(key)


NAMES = rows(Organisation, OrganisationName, NameForm, Names, prefix="names", min_num=1)
SUCCESSIONS = rows(Organisation, Succession, SuccessionForm, Successions, prefix="became", fk_name="predecessor")
