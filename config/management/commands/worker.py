"""Work through the queue of background jobs."""

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
        parser.add_argument("--once", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, concurrency: int, once: bool, **options: Any) -> None:
        """Hand over to procrastinate's worker."""
        connection.ensure_connection()  # brings the embedded server up; the worker's own pool cannot
        waiting = "--one-shot" if once else "--wait"
        call_command("procrastinate", "worker", f"--concurrency={concurrency}", waiting)
