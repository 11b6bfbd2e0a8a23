"""Serve an installation that is already migrated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.serving import LOOPBACK, serve


class Command(BaseCommand):
    """Serve until stopped."""

    help = "Serve with the production server; migrates and loads nothing."
    requires_system_checks: list[str] = []  # start fast: `check` is a command of its own

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address; loopback unless told otherwise."""
        parser.add_argument("--host", default=LOOPBACK, help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Say where, and serve."""
        self.stdout.write(f"Serving on http://{host}:{port}; Ctrl-C stops it.")
        self.stdout.flush()
        serve(port=port, host=host)
