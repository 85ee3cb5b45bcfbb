"""The database nobody has to install: our own PostgreSQL, used when ``DATABASE_URL`` names none.

Read in this order: ``places`` (where it lies, whose it is), ``programs`` (the server's binaries), ``cluster`` (how a
data directory is made), ``keeper`` (the process that holds the server and stops it), ``server`` (how a process of
the project gets it), ``base`` (the hook in Django).
"""

from pathlib import Path

from lapas_training.embedded.places import Places

DATABASE = "lapas"
APP = "lapas_app"
OWNER = "lapas_owner"
SETUP = "lapas_setup"
"""The superuser that initdb must make; used for nothing but making the two others."""


def login(base: Path, role: str) -> dict:
    """The settings with which Django connects as this role to the server of the checkout at ``base``."""
    places = Places.of(base)
    return {
        "ENGINE": "lapas_training.embedded",
        "NAME": DATABASE,
        "USER": role,
        "PASSWORD": "",
        "HOST": str(places.socket),
        "PORT": "",
        "OPTIONS": {"requirepeer": places.user, "application_name": "lapas"},
    }
