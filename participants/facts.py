"""What is known of one person, as the person's page needs it: each part is read once, when asked for."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import access_of
from organisations.states import State
from participants.choices import CustodyDateKind, EnrolmentStatus, LegalStatus
from participants.days import local_day, months_between, years_between
from participants.marks import CAME
from participants.models import Custody, CustodyDate, Enrolment, Person, RegisterNumber, Sentence
from participants.register.classes import WITHOUT_END
from participants.states import enrolment_state, standing_state
from web.dates import date_range, long_date
from web.numbers import percent

MARKS = {EnrolmentStatus.PROPOSED: "todo", EnrolmentStatus.WAITING: "todo", EnrolmentStatus.WITHDRAWN: "gone"}

FOREIGNER = "WNA"
FAR_IN_MONTHS = 2
"""From here on, how far away a day is is said in months."""


@dataclass(frozen=True)
class Stage:
    """A day of the sentence: in the version known now, where that comes from, and the days it was before."""

    label: str
    day: date | None = None
    origin: str = ""
    known_from: date | None = None
    passed: bool = False
    earlier: tuple[date, ...] = ()


@dataclass(frozen=True)
class Event:
    """One point of a history: a training anywhere, or coming to or leaving a facility."""

    day: date
    mark: str
    """Done or todo: a training; gone: left a training; place: came to or left a facility."""
    when: str
    title: str
    lines: tuple[str, ...] = ()
    href: str = ""
    state: State | None = None


class Facts:
    """One person with their standing, for a reader, on a day."""

    def __init__(self, person: Person, *, user, day: date):
        self.person, self.user, self.day = person, user, day

    @property
    def state(self) -> State:
        """How the person stands towards the facility."""
        return standing_state(self.person, self.day)

    @property
    def age(self) -> int | None:
        """In whole years."""
        return years_between(self.person.birth_date, self.day)

    @cached_property
    def stays(self) -> list[Custody]:
        """The stays that the reader may know of, the newest first, with numbers and days of the sentence."""
        newest_first = RegisterNumber.objects.order_by("-valid_from", "-pk")
        versions = CustodyDate.objects.order_by("-known_from", "-pk")
        stays = Custody.objects.visible_to(self.user).filter(person=self.person).select_related("facility")
        together = (Prefetch("numbers", newest_first), Prefetch("dates", versions))
        return list(stays.prefetch_related(*together).order_by("-admitted_on", "-pk"))

    @property
    def stay(self) -> Custody | None:
        """The newest of them."""
        return self.stays[0] if self.stays else None

    @property
    def first_admitted(self) -> date | None:
        """When the first of the stays that the reader may know of began, where there was one before the newest."""
        return self.stays[-1].admitted_on if len(self.stays) > 1 else None

    @property
    def until(self) -> str:
        """How far away the end of the sentence is: in months, or in days where it is near."""
        end = self.person.ends_on
        if end is None or end < self.day:
            return ""
        months = months_between(self.day, end)
        if months >= FAR_IN_MONTHS:
            return ngettext("in %(n)d month", "in %(n)d months", months) % {"n": months}
        days = (end - self.day).days
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days} if days else _("today")

    @property
    def missing(self) -> list[str]:
        """What nobody has told yet of somebody held here, each as a sentence."""
        person = self.person
        if not person.custody_id:
            return []
        nothing = [
            (not person.nik and person.nationality != FOREIGNER, _("No NIK yet.")),
            (person.birth_date is None, _("No birth date yet.")),
            (not person.sex, _("Sex is not recorded yet.")),
            (not person.nationality, _("No nationality yet.")),
            (not person.education, _("No education yet.")),
            (not person.number, _("No register number that holds today.")),
            (not person.block, _("No block yet.")),
            (self._lacks_end, _("No end of sentence yet; a sentence for life has none.")),
        ]
        return [words for lacking, words in nothing if lacking]

    @property
    def _lacks_end(self) -> bool:
        """Whether a convict's sentence should end on a day and none is known: one for life, or to death, has none."""
        if self.person.ends_on is not None or self.person.legal_status != LegalStatus.CONVICT:
            return False
        return not any(number.register_class in WITHOUT_END.values() for number in self.numbers)

    @property
    def numbers(self) -> list[RegisterNumber]:
        """Every register number known, the newest first."""
        return [number for stay in self.stays for number in stay.numbers.all()]

    @property
    def stages(self) -> list[Stage]:
        """The days of the newest sentence, in their order; one that nobody recorded stands there without a day."""
        versions = [row for row in self.stay.dates.all() if row.known_from <= self.day] if self.stay else []
        return [self._stage(kind, [row for row in versions if row.kind == kind]) for kind in CustodyDateKind]

    def _stage(self, kind: CustodyDateKind, versions: list[CustodyDate]) -> Stage:
        if not versions:
            return Stage(str(kind.label))
        newest, *older = versions
        earlier = tuple(row.day for row in older if row.day != newest.day)
        return Stage(str(kind.label), newest.day, newest.origin, newest.known_from, newest.day < self.day, earlier)

    @cached_property
    def sentence(self) -> Sentence | None:
        """For what and how long: read only for a reader whose postings open it, and row security says the same."""
        if not self.reads_offence:
            return None
        return Sentence.objects.filter(custody=self.stay).first()

    @property
    def reads_offence(self) -> bool:
        """Whether the reader is registrar or head at the facility of the stay."""
        return self.stay is not None and self.stay.facility_id in access_of(self.user).offence_facilities

    @property
    def length(self) -> str:
        """The length of the sentence in words, empty where unknown."""
        sentence = self.sentence
        parts = sentence and (
            sentence.years and ngettext("%(n)d year", "%(n)d years", sentence.years) % {"n": sentence.years},
            sentence.months and ngettext("%(n)d month", "%(n)d months", sentence.months) % {"n": sentence.months},
            sentence.days and ngettext("%(n)d day", "%(n)d days", sentence.days) % {"n": sentence.days},
        )
        return " ".join(part for part in parts or () if part)

    @cached_property
    def history(self) -> list[Event]:
        """Trainings anywhere, and stays that the reader may know of, the newest on top."""
        events = [self._training(row) for row in self._trainings()]
        for stay in self.stays:
            events += _stay_events(stay)
        return sorted(events, key=lambda event: event.day, reverse=True)

    def _trainings(self):
        """Every enrolment of the person: training history travels with the person, the other participants do not."""
        attended = Count("attendance", filter=Q(attendance__mark__in=CAME))
        rows = Enrolment.objects.filter(person=self.person).annotate(came=attended, marked=Count("attendance"))
        return rows.select_related("session__programme", "session__venue").order_by("status_at", "pk")

    def _training(self, row: Enrolment) -> Event:
        session, here = row.session, row.session.venue_id in access_of(self.user).facilities
        first, last = session.actual_start or session.planned_start, session.actual_end or session.planned_end
        left = row.status == EnrolmentStatus.WITHDRAWN
        ended = local_day(row.status_at, session.venue.time_zone)
        title = _("Left %(title)s") % {"title": session.title} if left else session.title
        lines = (session.programme.title, session.venue.name, _attended(row))
        if left and here:
            lines += (_("Reason: %(reason)s") % {"reason": row.get_reason_kind_display()},)
        return Event(
            day=ended if left else first or ended,
            mark=MARKS.get(row.status, "done"),
            when=long_date(ended) if left else date_range(first, last),
            title=title,
            lines=tuple(line for line in lines if line),
            href=session.get_absolute_url() if here else "",
            state=None if left else enrolment_state(row),
        )


def _attended(row: Enrolment) -> str:
    """At how many of the meetings that were recorded the person was."""
    if not row.marked:
        return ""
    share = {"came": row.came, "marked": row.marked, "percent": percent(row.came, row.marked)}
    return _("attended %(came)d of %(marked)d meetings (%(percent)s)") % share


def _stay_events(stay: Custody) -> list[Event]:
    place = {"place": stay.facility.name}
    first = min(stay.numbers.all(), key=lambda number: number.valid_from or date.min, default=None)
    numbers = (_("Number %(number)s") % {"number": first.number},) if first else ()
    came = Event(stay.admitted_on, "place", long_date(stay.admitted_on), _("Came to %(place)s") % place, numbers)
    if stay.left_on is None:
        return [came]
    return [Event(stay.left_on, "place", long_date(stay.left_on), _("Left %(place)s") % place), came]
