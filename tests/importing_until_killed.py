"""A program for the kill test: makes a preview and names it, or confirms one and says how far it is."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from organisations.models import Facility  # noqa: E402
from participants.register.importer import importing  # noqa: E402
from participants.services.imports import confirm, prepare, receive  # noqa: E402
from tests.factories import NOW, make_facility, make_user, post  # noqa: E402
from tests.register_rows import SPOKEN_OF, register_file  # noqa: E402

PEOPLE = 3_000


def main(key: str = "") -> None:
    """Without a key make a preview; with one confirm it."""
    if key:
        clerk, prison = User.objects.get(), Facility.objects.get()
        with importing(prison, clerk):
            confirm(key, by=clerk, at=NOW, report=lambda what, _done, _whole: print(what, flush=True))
        print("done", flush=True)
        return
    prison = make_facility("lpp-uji")
    clerk = post(make_user("petugas"), Role.REGISTRAR, facility=prison)
    rows = [{"register_no": f"B.I.{n}/2022", "name": f"Orang {n}", "nik": ""} for n in range(PEOPLE)]
    file = register_file(*rows).getvalue()
    with importing(prison, clerk):
        imported = receive(prison, by=clerk, at=NOW, file=file, file_name="register.csv", said_day=SPOKEN_OF)
        prepare(imported.pk, at=NOW)
    print(imported.pk, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
