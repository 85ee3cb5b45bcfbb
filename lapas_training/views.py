"""What a machine asks of the installation."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lapas_training.start import missing_migrations


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Whether pages can be answered now: the database is there and knows every migration."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        well = not missing_migrations()
    except DatabaseError:
        well = False
    return HttpResponse("ok\n" if well else "not ready\n", content_type="text/plain", status=200 if well else 503)
