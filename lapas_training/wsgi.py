"""The web application, for any WSGI server."""

import os
import sys

import django
from django.core.wsgi import get_wsgi_application

GIVE_UP = 4
"""The exit code by which gunicorn knows that trying again is of no use."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapas_training.settings")
try:
    django.setup()
    from lapas_training.start import require_good_start

    require_good_start()
except SystemExit as refusal:
    print(refusal, file=sys.stderr)
    raise SystemExit(GIVE_UP) from None

application = get_wsgi_application()
