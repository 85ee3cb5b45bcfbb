"""What the logs can be searched by."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ExportFormat, User
from web.forms import DayField, FilterForm

LOG_PAGES = ("audit_reads", "audit_changes")
NO_CODE = _("This is no code of a person. Copy it from a row of the log.")


class LogFilter(FilterForm):
    """Whom, who, where and when. What makes no sense finds nothing, with a sentence at the field."""

    person = forms.UUIDField(label=_("Whom (code)"), error_messages={"invalid": NO_CODE})
    actor = forms.CharField(label=_("Who (user name)"), max_length=150)
    page = forms.CharField(label=_("Page"), max_length=60)
    first = DayField(label=_("From (dd/mm/yyyy)"), help_text="")
    last = DayField(label=_("Until (dd/mm/yyyy)"), help_text="")

    columns = ("person", "page")
    """The fields that name a column of the log."""

    def narrow(self, log: QuerySet) -> QuerySet:
        """The rows that fit; a day is one of the clock of the reader."""
        if not self.is_valid():
            return log.none()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if actor := asked.get("actor"):
            log = log.filter(actor__in=User.objects.filter(username__iexact=actor).values("pk"))
        if first := asked.get("first"):
            log = log.filter(at__gte=_start_of(first))
        if last := asked.get("last"):
            log = log.filter(at__lt=_start_of(last + timedelta(days=1)))
        return log.filter(**{name: asked[name] for name in self.columns if name in asked})

    @property
    def asked_for(self) -> list:
        """The person whom the question is about: asking is looking, also when nothing is found."""
        person = self.cleaned_data.get("person") if self.is_valid() else None
        return [person] if person else []


class ReadFilter(LogFilter):
    """The access log grows with every look at it; those looks are left out unless they are asked for."""

    looks = forms.BooleanField(label=_("Also looks at the logs themselves"))

    def narrow(self, log: QuerySet) -> QuerySet:
        """As any log, without the looks at the logs."""
        log = super().narrow(log)
        wanted = self.is_valid() and (self.cleaned_data["looks"] or self.cleaned_data["page"])
        return log if wanted else log.exclude(page__in=LOG_PAGES)


class ChangeFilter(LogFilter):
    """The change log knows the table as well."""

    columns = (*LogFilter.columns, "table")
    table = forms.CharField(label=_("Table"), max_length=63)


class ExportFilter(LogFilter):
    """Exports lead to no single person; they are of a report, in a format."""

    person = page = None
    columns = ("report", "format")
    report = forms.CharField(label=_("Report"), max_length=60)
    format = forms.ChoiceField(label=_("Format"), choices=[("", _("Any")), *ExportFormat.choices])


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
