"""A program for the kill test: enrols one person after another and says each key only after its commit."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from accounts.roles import Role  # noqa: E402
from participants.services.enrolments import enrol  # noqa: E402
from tests.factories import NOW, acting, make_facility, make_inmates, make_session, make_user, post  # noqa: E402

PEOPLE = 400


def main() -> None:
    """Make one large class and fill it, seat by seat."""
    prison = make_facility("lpp-uji")
    officer = post(make_user("petugas"), Role.REGISTRAR, facility=prison)
    with acting(officer, prison):
        session = make_session(prison, capacity=PEOPLE)
        people = make_inmates(prison, PEOPLE)
    print("ready", officer.pk, prison.pk, flush=True)
    for person in people:
        with acting(officer, prison):
            answer = enrol([person.pk], session=session, at=NOW)[0]
        print(answer.enrolment, flush=True)


if __name__ == "__main__":
    main()
