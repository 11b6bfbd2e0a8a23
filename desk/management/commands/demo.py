"""Run the whole product on this machine, with real content."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from desk import demo
from desk.accounts import NewAccount, make_accounts
from desk.facts.shelf import MissingReference
from publication.downloads import make as make_downloads

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
INTERRUPTED = 130
"""The exit code of a program that Ctrl-C stopped."""


class Command(BaseCommand):
    """Prepare what is missing, say where to look, and serve."""

    help = "Prepare the database, load and publish the demo's content, make accounts, and serve."
    requires_system_checks: list[str] = []  # start fast: `check` is a command of its own

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port, what more to load, and whether to begin anew or to end before serving."""
        parser.add_argument("--port", default="8000", help="port to listen on (default: %(default)s)")
        parser.add_argument("--no-serve", action="store_true", help="end when everything is prepared")
        parser.add_argument("--fresh", action="store_true", help="drop the local database first")
        parser.add_argument(
            "--with", dest="more", nargs="+", type=Path, default=[], metavar="FILE",
            help="files or folders to load and publish as well",
        )  # fmt: skip

    def handle(
        self, *args: Any, port: str, no_serve: bool, fresh: bool, more: list[Path], **options: Any
    ) -> None:
        """Prepare, tell and serve; Ctrl-C ends it at any point, and the next run goes on from there."""
        number = read_port(port)
        if not no_serve:
            refuse_taken(number)
        console = Console(file=options.get("stdout") or sys.stdout, highlight=False, soft_wrap=True)
        try:
            self._prepare(console, fresh, more)
            tell_accounts(console, make_accounts())
            tell_addresses(console, f"http://{HOST}:{number}", no_serve)
            if not no_serve:
                call_command("serve", port=number, host=HOST, stdout=self.stdout)
        except KeyboardInterrupt:
            console.print("\nStopped. Run it again to go on.")
            sys.exit(INTERRUPTED)

    def _prepare(self, console: Console, fresh: bool, more: list[Path]) -> None:
        try:
            files = demo.sort_files(more)
            if fresh:
                demo.start_over()
            with Bars(console) as bars:
                demo.migrate(bars.tell)
                problems = demo.fill(at=timezone.now(), tell=bars.tell)
        except (demo.ServerMode, demo.NotLoadable, MissingReference) as refused:
            raise CommandError(str(refused)) from refused
        for problem in problems:
            console.print(f"Not published: {problem.field}: {problem.sentence}", markup=False)
        demo.load_more(files)
        make_downloads(at=timezone.now())  # nothing where the newest files say the same


class Bars(Progress):
    """Show a bar for each piece of work, from the moment it is first heard of."""

    def __init__(self, console: Console) -> None:
        name = TextColumn("{task.description:<28}")
        super().__init__(name, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console)
        self._bars: dict[str, TaskID] = {}

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Move the bar of this work."""
        if what not in self._bars:
            self._bars[what] = self.add_task(what, total=total)
        self.update(self._bars[what], completed=done, total=total)


def read_port(text: str) -> int:
    """Read a port number from 1 to 65535; refuse anything else."""
    plain = text.isascii() and text.isdecimal() and len(text) <= len(str(HIGHEST_PORT))
    if not plain or not 1 <= int(text) <= HIGHEST_PORT:
        raise CommandError(f"The port must be a whole number from 1 to {HIGHEST_PORT}, not «{text}».")
    return int(text)


def refuse_taken(port: int) -> None:
    """Refuse a port that another program listens on, or that this account may not use."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one just closed is free
        try:
            trial.bind((HOST, port))
        except PermissionError as refused:
            raise CommandError(f"This account may not use port {port}; choose one above 1023.") from refused
        except OSError as refused:
            other = port % 60000 + 1
            raise CommandError(f"Port {port} is taken; choose another, such as --port {other}.") from refused


def tell_accounts(console: Console, made: list[NewAccount]) -> None:
    """Print new accounts with their passwords, this once; else say how to set a password."""
    if not made:
        console.print("\nThe accounts are there; set a password with: manage.py changepassword editor")
        return
    console.print("\n[bold]Accounts[/bold] (passwords are shown this once)")
    for account in made:
        console.print(f"  {account.name:<14} {account.password}", markup=False)


def tell_addresses(console: Console, root: str, no_serve: bool) -> None:
    """Say what to open."""
    console.print("\n[bold]Addresses[/bold]" + (" (once it serves: manage.py serve)" if no_serve else ""))
    for what, path in (
        ("Public pages", "/"),
        ("The Munir visit", f"/events/{demo.STORY_KEY}/"),
        ("Its pair in the API", "/api/v1/events/?pair=KZ-PK"),
        ("Newsroom", "/desk/"),
    ):
        console.print(f"  {what:<20} {root}{path}", markup=False)
