"""Serve with granian: the web server of local mode, of `manage.py serve` and of the container."""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

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
    port with OSError. In local mode the background worker runs beside it.
    """
    _use_web_connections()
    os.register_at_fork(after_in_child=os.setpgrp)  # a terminal's Ctrl-C reaches this process alone
    with _shared_counts(), _background_worker():
        import_module(
            APPLICATION
        )  # before the fork: less memory, and a worker that is ready hears its signals
        gc.collect()
        gc.freeze()  # what the workers share stays shared, and no collection walks it again
        _server(port, host).serve()


def _server(port: int, host: str) -> Any:
    return Server(
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
    )


@contextmanager
def _shared_counts() -> Iterator[None]:
    """Give the web workers, forked or spawned, one file to count readers in together."""
    with tempfile.NamedTemporaryFile(prefix="chancery-counts-") as file:
        os.environ["CHANCERY_COUNTS"] = file.name
        yield


@contextmanager
def _background_worker() -> Iterator[None]:
    """Run the job worker in local mode, where nobody else starts one, until the server stops."""
    if not settings.LOCAL:
        yield
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--while-parent-lives"]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()


def _use_web_connections() -> None:
    """Let no connection cross the fork, and give the workers' connections their time limits."""
    if settings.LOCAL:  # this process must hold the embedded server: workers end without a last word
        connections["default"].ensure_connection()
    connections.close_all()
    for alias in connections:
        options = connections.settings[alias]["OPTIONS"]
        options["options"] = settings.WEB_OPTIONS
