"""Work through the queue of background jobs."""

import os
import signal
import time
from threading import Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection


class Command(BaseCommand):
    """Run jobs until stopped; on SIGTERM finish those that have begun."""

    help = "Run the background worker: scheduled publication, caption refresh, imports."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many jobs run at once, and whether to end when there are none."""
        parser.add_argument("--concurrency", type=int, default=1, help="jobs at once (default: %(default)s)")
        parser.add_argument(
            "--while-parent-lives", action="store_true", help="stop when the process that started it is gone"
        )
        parser.add_argument("--once", action="store_true", help="end when the queue is empty")

    def handle(
        self, *args: Any, concurrency: int, once: bool, while_parent_lives: bool = False, **options: Any
    ) -> None:
        """Hand over to procrastinate's worker."""
        if while_parent_lives:
            Thread(target=stop_after, args=(os.getppid(),), daemon=True).start()
        connection.ensure_connection()  # brings the embedded server up; the worker's own pool cannot
        waiting = "--one-shot" if once else "--wait"
        call_command("procrastinate", "worker", f"--concurrency={concurrency}", waiting)


def stop_after(parent: int) -> None:
    """Stop this process, as SIGTERM would, once its parent is no longer the one given."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
