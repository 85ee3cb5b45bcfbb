"""The settings under which the tests run: those of the demonstration, with quick passwords."""

import os

os.environ["LAPAS_DEMO"] = "1"
os.environ.pop("DEBUG", None)

from lapas_training.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
