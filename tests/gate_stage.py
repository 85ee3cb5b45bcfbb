"""Where random histories of classes play, and how an act is asked."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from organisations.models import Facility
from participants.choices import AffiliationKind
from participants.models import Person
from participants.services.people import affiliate
from programs.models import Meeting, Programme
from programs.services.sessions import Hours
from tests import gate_model as model
from tests.factories import acting, make_inmate, make_programme
from tests.gate_model import DAY, half_hours, instant
from tests.rules_on_joining import make_rule

MINIMA = [None, 50, 80]
"""The attendance in percent that programmes ask for."""


@dataclass
class Stage:
    """Where the histories play, and who acts there."""

    places: dict[str, Facility]
    staff: dict[str, User]
    people: list[model.Person] = field(default_factory=list)
    programmes: dict[int | None, Programme] = field(default_factory=dict)
    """By the attendance that they ask for."""

    def acting(self, home: str = "venue"):
        """The scope of somebody of the staff of a prison."""
        return acting(self.staff[home], self.places[home])

    def everywhere(self):
        """The scope of whoever sees both prisons."""
        return acting(self.staff["venue"], *self.places.values())

    def fill(self) -> None:
        """People of both prisons: one who is young, one whose sentence ends soon, an officer; and a rule."""
        with self.everywhere():
            make_rule("age", facility=self.places["venue"], least=21, by="day", strength="override")
            self.programmes = {minimum: make_programme(minimum_attendance=minimum) for minimum in MINIMA}
            for n in range(7):
                home, ends = "guest" if n > 4 else "venue", 3 if n == 2 else 1000
                born, last = date(2004 if n == 1 else 1980, 1, 1), instant(ends * DAY).date()
                row = make_inmate(self.places[home], f"Warga {n}", ends_on=last, birth_date=born)
                self.people.append(model.Person(row.pk, "convict", home, ends=ends, young=n == 1))
            officer = Person(name="Petugas", sex="P", birth_date=date(1980, 1, 1))
            affiliate(officer, facility=self.places["venue"], kind=AffiliationKind.OFFICER, on=date(2022, 1, 1))
            self.people.append(model.Person(officer.pk, "officer", "venue"))


def said(act):
    """What an act answers, or the code of its refusal."""
    try:
        with transaction.atomic():
            return act()
    except ValidationError as refused:
        return getattr(refused, "code", None) or ",".join(sorted({one.code or "" for one in refused.error_list}))
    except IntegrityError as refused:
        return refused.__cause__.diag.constraint_name


def hours_on(first: int, last: int, span: tuple[int, int]) -> Hours:
    """Hours from one day to another, both counted from the first."""
    day, (starts, ends) = model.MIDNIGHT.date(), (time(half // 2, half % 2 * 30) for half in span)
    return Hours(day + timedelta(first), day + timedelta(last), starts, ends)


def meeting_of(row: Meeting) -> model.Meeting:
    """The meeting as the model knows it."""
    return model.Meeting(row.pk, half_hours(row.starts_at), half_hours(row.ends_at))


def half_hours_of(busy) -> set[int]:
    """A set of spans in half hours."""
    return {hour for span in busy for hour in range(half_hours(span.lower), half_hours(span.upper))}
