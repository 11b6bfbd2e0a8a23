"""Serve with granian: the web server of local mode, of `manage.py serve` and of the container."""

from importlib import import_module

from django.conf import settings
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

APPLICATION = "config.wsgi"
LOOPBACK = "127.0.0.1"
STOP_SECONDS = 10  # a worker that has not stopped by then is killed; without it an early stop hangs for ever
RESPAWN_SECONDS = 0.5  # how soon a worker that died is replaced


def serve(port: int = 8000, host: str = LOOPBACK) -> None:
    """Serve until SIGINT or SIGTERM, then return with every worker gone.

    Workers are forked from this process, so nothing may be half done when it is called. Refuses a taken
    port with OSError.
    """
    _use_web_connections()
    import_module(APPLICATION)  # before the fork: shared memory, and a worker that is ready hears its signals
    Server(
        f"{APPLICATION}:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # HTTP/2 is the proxy's business
        workers=settings.WEB_WORKERS,
        blocking_threads=settings.WEB_THREADS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


def _use_web_connections() -> None:
    """Let no connection cross the fork, and give the workers' connections their time limits."""
    if settings.LOCAL:  # this process must hold the embedded server: workers end without a last word
        connections["default"].ensure_connection()
    connections.close_all()
    for alias in connections:
        options = connections.settings[alias]["OPTIONS"]
        options["options"] = settings.WEB_OPTIONS
