"""The settings under which the tests run: those of the demonstration, with quick passwords."""

import os

os.environ["LAPAS_DEMO"] = "1"
os.environ.pop("DEBUG", None)

from lapas_training.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE") or None}  # noqa: F405
"""A name of one's own lets two runs go side by side."""
