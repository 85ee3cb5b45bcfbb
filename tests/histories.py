"""Random histories of a body, and a simple model of its names that knows nothing of ``organisations.naming``."""

from datetime import date, timedelta

from hypothesis import strategies as st

from organisations.models import Organisation, OrganisationName, Succession

OCTOBER = date(2024, 10, 1)


def body(*names: tuple) -> Organisation:
    """A body with official names, each with its first and its last day as (day, precision) or nothing."""
    organisation = Organisation.objects.create()
    for name, *days in names:
        call(organisation, name, *days)
    return organisation


def call(organisation, name, begins=None, ends=None) -> OrganisationName:
    """Give a body an official name."""
    days = {"valid_from": begins, "valid_until": ends}
    columns = {}
    for field, told in days.items():
        columns |= {field: told and told[0], f"{field}_precision": told[1] if told else ""}
    return OrganisationName.objects.create(organisation=organisation, name=name, **columns)


def became(old, *new, day=OCTOBER, precision="m") -> None:
    """Let a body become others."""
    for one in new:
        Succession.objects.create(predecessor=old, successor=one, day=day, day_precision=precision)


def kept(day: date, precision: str) -> date:
    """The day as it is stored: a month as its first day, a year as its 1 January."""
    return {"d": day, "m": day.replace(day=1), "y": day.replace(month=1, day=1)}[precision]


def last_of(day: date, precision: str) -> date:
    """The last day of the period in which the day lies."""
    first = kept(day, precision)
    return next(first + timedelta(n - 1) for n in range(1, 400) if kept(first + timedelta(n), precision) != first)


def days_of(day: date, precision: str) -> list[date]:
    """Every day that one may mean who says only the day, the month or the year."""
    first = kept(day, precision)
    return [first + timedelta(n) for n in range((last_of(day, precision) - first).days + 1)]


@st.composite
def chains(draw, *, apart: bool):
    """What truly happened to a body: on which day its name changed or another followed it, and how well one knows.

    ``apart``: each change in a year of its own.
    """
    days = st.dates(date(1990, 1, 1), date(2030, 12, 30))
    by = (lambda day: day.year) if apart else None
    changes = sorted(draw(st.lists(days, min_size=1, max_size=5, unique_by=by or (lambda day: day))))
    return [(day, draw(st.sampled_from("dmy")), draw(st.sampled_from(["renamed", "followed"]))) for day in changes]


def build(chain, called=str) -> list[tuple[Organisation, str]]:
    """The bodies as they would be recorded; one (body, name) for each time between two changes.

    ``called``: the name of a time, by its place.
    """
    times, current = [], Organisation.objects.create()
    begins = None
    for place, (day, precision, how) in enumerate([*chain, (None, "", "")]):
        last = None
        if day:
            last = (day - timedelta(1), "d") if precision == "d" else (kept(day, precision), precision)
        call(current, called(place), begins, last)
        times.append((current, called(place)))
        begins = (kept(day, precision), precision) if day else None
        if how == "followed":
            following = Organisation.objects.create()
            became(current, following, day=kept(day, precision), precision=precision)
            current = following
    return times


def possible(chain, day: date) -> list[int]:
    """The simple model: a name is possible from the first day that its change may mean to the last of the next one.

    The names are told by their places.
    """
    places = []
    for place in range(len(chain) + 1):
        begun = place == 0 or kept(*chain[place - 1][:2]) <= day
        over = place < len(chain) and day > last_of(*chain[place][:2])
        if place < len(chain) and chain[place][1] == "d":
            over = day >= chain[place][0]
        if begun and not over:
            places.append(place)
    return places
