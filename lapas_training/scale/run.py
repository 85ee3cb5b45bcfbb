"""The steps, all of them or none. Whatever a later concept needs is one more step at the end."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from datetime import time as clock
from uuid import UUID

from django.db import connection, transaction

from accounts.models import User
from lapas_training.demo import SYSTEM
from lapas_training.scale import Size, World
from lapas_training.scale.agreements import make_agreements
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from lapas_training.scale.documents import make_documents
from lapas_training.scale.facilities import make_facilities
from lapas_training.scale.organisations import make_organisations
from lapas_training.scale.people import make_people
from lapas_training.scale.programmes import make_programmes
from lapas_training.scale.rules import make_rules
from lapas_training.scale.skills import make_skills
from lapas_training.scale.training import make_training
from organisations.models import Organisation
from participants.models import Person
from programs.models import Programme

STEPS = (
    make_organisations,
    make_facilities,
    make_skills,
    make_agreements,
    make_documents,
    make_programmes,
    make_people,
    make_training,
    make_rules,
)


@transaction.atomic
def seed(size: Size, tell: Callable[[str], object]) -> None:
    """Make everything, signed by the system's own user, with every constraint checked at the end of each table.

    As the owner of the tables: row security is for readers, and the triggers of keys and history work for everybody.
    Where enrolments go another way than single rows, ``enrolling`` says.
    """
    began, world, loading = time.perf_counter(), World(), Loading(tell, _signer(size))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SELECT set_config('app.actor', %s, true)", [loading.signer])
        cursor.execute("SELECT set_config('app.page', 'seed_scale', true)")
    for step in STEPS:
        step(size, world, loading)
        loading.report()
    tell(f"Made in {time.perf_counter() - began:.0f} s.")


def holds_others() -> bool:
    """Whether there is anything that this did not find empty."""
    return any(model.objects.exists() for model in (Organisation, Programme, Person))


def _signer(size: Size) -> str:
    """The system's own user; its key follows from the seed where the demonstration has not made it."""
    user, _made = User.objects.get_or_create(
        username=SYSTEM,
        defaults={
            "id": UUID(key(chance(size.seed, "signer"), size.since)),
            "name": "Sistem",
            "is_active": False,
            "password": "!",
            "date_joined": datetime.combine(size.since, clock(), UTC),
        },
    )
    return str(user.pk)
