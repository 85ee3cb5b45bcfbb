"""The steps of the demonstration, all of them or none."""

from datetime import datetime

from django.db import connection, transaction

from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import ZONE
from lapas_training.demo.accounts import make_accounts, make_system_user
from lapas_training.demo.additions import add_what_tangerang_tells
from lapas_training.demo.classes import hold_classes
from lapas_training.demo.joining import tell_what_rules_read
from lapas_training.demo.names import leave_several_prisons
from lapas_training.demo.organisations import make_organisations
from lapas_training.demo.places import make_facilities
from lapas_training.demo.programmes import load_real_programmes
from lapas_training.demo.register import import_people
from lapas_training.demo.skills import make_skills
from lapas_training.demo.today import meet_today
from organisations.models import Facility
from participants.models import Person
from reports.editions import publish_history

LOCK = 0x1A9A5
"""Two starts at once make one demonstration: the second waits and finds it made."""


@transaction.atomic
def make_demo(password: str, at: datetime) -> None:
    """Make what is missing of the demonstration; what is there, and what people made of it, stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    system = make_system_user()
    make_organisations()
    make_facilities()
    make_accounts(password)
    load_real_programmes()
    add_what_tangerang_tells()
    leave_several_prisons(by=system, at=at)
    make_skills()
    import_people(by=system)
    staff, instructor = (User.objects.get(username=f"{role}.tangerang") for role in ("staff", "instructor"))
    hold_classes(staff, instructor)
    meet_today(staff, at)
    tell_what_rules_read(staff, at)
    publish_history(at=at, on=at.astimezone(ZONE).date())


def holds_others() -> bool:
    """Whether the database holds people who are not invented and was no demonstration before."""
    if User.objects.filter(is_demo=True).exists():
        return False
    with scope(actor=None, facilities=Facility.objects.values_list("pk", flat=True)):
        return Person.objects.filter(invented=False).exists()
