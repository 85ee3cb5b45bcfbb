"""Answer web requests until Ctrl-C; the database that nobody else uses stops with it."""

import signal
import socket

from django.conf import settings
from django.core.management import BaseCommand
from django.core.wsgi import get_wsgi_application
from gunicorn import glogging
from gunicorn.app.base import BaseApplication

from lapas_training import env
from lapas_training.embedded.places import Places
from lapas_training.embedded.server import leave
from lapas_training.start import require_good_start


class Command(BaseCommand):
    help = "Answer web requests at 127.0.0.1 and PORT (8000)."

    def handle(self, **options):
        require_good_start()
        host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000, 1, 65535)
        require_free(host, port)
        print(f"\nLapas Training answers at http://{host}:{port}/ (Ctrl-C stops it)", flush=True)
        Server(f"{host}:{port}").run()


def require_free(host: str, port: int) -> None:
    """Refuse an address that somebody else has."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            env.refuse(f"{host}:{port} cannot be used ({error.strerror}): name another port in PORT.")


def leave_ctrl_c_to_the_master(_worker) -> None:
    """Ctrl-C reaches every process of the group; a worker that gets it together with its master's order may hang."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Log(glogging.Logger):
    """gunicorn's log, through the project's: the address of a request may carry what was searched for."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.handlers, self.error_log.propagate = [], True

    def exception(self, msg, *args, **kwargs):
        super().exception("Error while answering a request", **kwargs)


class Server(BaseApplication):
    """gunicorn, told everything here. A request waits in a thread, not in a process: pages wait for the database."""

    def __init__(self, address: str):
        self.address = address
        super().__init__()

    def load_config(self):
        for name, value in {
            "bind": self.address,
            "workers": env.number("WEB_CONCURRENCY", 2, 1, 64),
            "worker_class": "gthread",
            "threads": env.number("WEB_THREADS", 8, 1, 64),
            "preload_app": True,
            "logger_class": Log,
            "loglevel": "warning",
            "control_socket_disable": True,
            "graceful_timeout": 10,
            "post_worker_init": leave_ctrl_c_to_the_master,
            "on_exit": lambda _server: leave(Places.of(settings.BASE_DIR)),
        }.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()
