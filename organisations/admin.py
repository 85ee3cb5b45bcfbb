"""Reference data in stock admin: organisations, facilities, postings, sources, agreements."""

from django.contrib import admin
from django.db.models import Prefetch, URLField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.site import ByPosting, Kept
from organisations.forms.dated import DatedForm, OneAtATime
from organisations.forms.organisations import clash
from organisations.models import (
    Agreement,
    AgreementParty,
    Facility,
    Organisation,
    OrganisationName,
    Posting,
    Source,
    Succession,
)


class NamesOrganisations:
    """Organisations are chosen by the name they have today; without it a row would show its key."""

    def get_field_queryset(self, db, db_field, request):
        """Name what the field offers."""
        if db_field.remote_field.model is Organisation:
            return Organisation.objects.named(timezone.localdate()).order_by("name", "pk")
        return super().get_field_queryset(db, db_field, request)


NAME_FIELDS = ("name", "kind", "valid_from", "valid_from_precision", "valid_until", "valid_until_precision")


class NamesOfOne(OneAtATime):
    """One official name at a time; another name once."""

    def collide(self, row, other):
        """The same rule as on the page of an organisation."""
        return clash(_name(row), _name(other))


def _name(row: dict) -> OrganisationName:
    """A name as a row says it."""
    return OrganisationName(**{field: row.get(field) for field in NAME_FIELDS})


class NameInline(ByPosting, NamesOrganisations, admin.StackedInline):
    model = OrganisationName
    form, formset = DatedForm, NamesOfOne
    extra = 0
    min_num = 1


class SuccessorInline(ByPosting, NamesOrganisations, admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(Kept, NamesOrganisations, admin.ModelAdmin):
    """A body, its names through time, and what became of it."""

    list_display = ("called", "kind", "invented")
    list_filter = ("kind",)
    search_fields = ("names__name", "names__short")
    autocomplete_fields = ("parent",)
    readonly_fields = ("invented",)
    inlines = (NameInline, SuccessorInline)

    def get_queryset(self, request):
        """Each under the name it has today; Django's own would sort before that name is known."""
        return Organisation.objects.named(timezone.localdate()).order_by("name", "pk")

    def get_ordering(self, request):
        """By that name."""
        return ("name", "pk")

    @admin.display(description=_("name"), ordering="name")
    def called(self, organisation):
        """The name of today."""
        return organisation.name


@admin.register(Facility)
class FacilityAdmin(Kept, NamesOrganisations, admin.ModelAdmin):
    """A place that holds or guides people. Its code stands in addresses and does not change."""

    list_display = ("name", "code", "kind", "sex_held", "city", "province", "time_zone")
    list_filter = ("kind", "time_zone")
    search_fields = ("name", "code", "city")
    autocomplete_fields = ("organisation",)

    def get_readonly_fields(self, request, facility=None):
        """Organisation and code are given once."""
        return ("organisation", "code") if facility else ()


@admin.register(Posting)
class PostingAdmin(Kept, NamesOrganisations, admin.ModelAdmin):
    """Who serves as what and where. A posting is ended by its last day, so that it stays known who could see what."""

    list_display = ("user", "role", "facility", "body", "starts_on", "ends_on")
    list_filter = ("role",)
    search_fields = ("user__username", "user__name", "facility__name", "facility__code")
    autocomplete_fields = ("user", "facility", "organisation")
    list_select_related = ("user", "facility")
    date_hierarchy = "starts_on"

    def get_queryset(self, request):
        """With the name of the organisation, in the same statement."""
        named = Organisation.objects.named(timezone.localdate())
        return super().get_queryset(request).prefetch_related(Prefetch("organisation", queryset=named))

    @admin.display(description=_("organisation"))
    def body(self, posting):
        """The name of today."""
        return posting.organisation


@admin.register(Source)
class SourceAdmin(Kept, admin.ModelAdmin):
    """Where facts come from."""

    list_display = ("__str__", "publisher", "published", "read_on")
    search_fields = ("title", "publisher", "address")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    date_hierarchy = "published"


class PartyInline(ByPosting, NamesOrganisations, admin.StackedInline):
    model = AgreementParty
    autocomplete_fields = ("organisation",)
    extra = 0
    min_num = 1


@admin.register(Agreement)
class AgreementAdmin(Kept, admin.ModelAdmin):
    """What was agreed, and by whom."""

    list_display = ("__str__", "kind", "number_as_printed", "status", "signed_on", "in_force_from", "in_force_until")
    list_filter = ("kind", "status")
    search_fields = ("title", "number_as_printed", "parties__name_as_printed", "parties__organisation__names__name")
    autocomplete_fields = ("parent", "renews", "source")
    inlines = (PartyInline,)
