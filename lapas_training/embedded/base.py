"""The hook in Django: the first connection of a process brings the server up, and so does one after its death."""

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import OperationalError

from lapas_training.embedded.places import Places
from lapas_training.embedded.server import answers, ensure, used


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with a server that is there when it is needed."""

    def get_new_connection(self, conn_params):
        places = Places.of(settings.BASE_DIR)
        if not used(places):
            ensure(places)
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            if answers(places):
                raise
            ensure(places)
            return super().get_new_connection(conn_params)
