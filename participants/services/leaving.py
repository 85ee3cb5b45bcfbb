"""What happens when people are withdrawn from a class, said before it is done."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.choices import SEATED
from participants.days import local_day
from participants.models import Attendance, Enrolment
from programs.models import Meeting, TrainingSession
from web.dates import weekday_date


def consequences(session: TrainingSession, rows: Collection[Enrolment], *, at: datetime) -> list[str]:
    """Sentences: the enrolments end for good, what was attended stays, what comes is without them, seats are free."""
    kept = Attendance.objects.filter(enrolment__in=[row.pk for row in rows]).count()
    later = Meeting.objects.held().filter(session=session, starts_at__gt=at).count()
    freed = sum(row.status in SEATED for row in rows)
    today = {"n": len(rows), "day": weekday_date(local_day(at, session.venue.time_zone))}
    said = [
        ngettext(
            "The enrolment ends now, on %(day)s, for good. Whoever comes back is enrolled anew.",
            "%(n)d enrolments end now, on %(day)s, for good. Whoever comes back is enrolled anew.",
            len(rows),
        )
        % today,
        ngettext("%(n)d mark of attendance is kept.", "%(n)d marks of attendance are kept.", kept) % {"n": kept}
        if kept
        else _("No attendance has been recorded yet."),
    ]
    if later:
        words = ngettext(
            "%(n)d later meeting is held without them.", "%(n)d later meetings are held without them.", later
        )
        said.append(words % {"n": later})
    if freed:
        said.append(ngettext("%(n)d seat is free at once.", "%(n)d seats are free at once.", freed) % {"n": freed})
    return said
