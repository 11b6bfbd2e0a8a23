"""Say what a load is asked for, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol, TypeAlias

from django.db import connection

from desk.loading.report import Report
from desk.loading.tables import Fault

TellUnresolved: TypeAlias = Callable[[Path, int, str, Fault], object]

LOCK_SECONDS = 10
"""How long to wait for another load of the same data set: as long as a killed one may hold its lock."""


class Progress(Protocol):
    """What shows how far a load has come."""

    def begin(self, what: str, total: int) -> None:
        """Start a part of the work of so many steps."""

    def advance(self, steps: int = 1) -> None:
        """Note that steps are done."""


class Silent:
    """Show nothing."""

    def begin(self, what: str, total: int) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""


@dataclass
class Load:
    """One load: its files, the name that its rows are known by, and who asked for it when.

    ``by`` is who publishes; ``clock`` gives the instant of each publication, and the day nothing loaded may
    start after. Tables have a ``mapping`` (a name or a file), ``answers`` to what had no meaning before, and
    ``unresolved``, which takes what has none now.
    """

    files: Sequence[Path]
    import_name: str
    by: str
    clock: Callable[[], datetime]
    report: Report
    publish: bool = False
    dry_run: bool = False
    progress: Progress = field(default_factory=Silent)
    mapping: str = ""
    answers: Path | None = None
    unresolved: TellUnresolved | None = None


class AlreadyLoading(Exception):
    """Another process loads the same data set."""


@contextmanager
def alone(import_name: str) -> Iterator[None]:
    """Hold the data set's lock, so that two loads cannot both take a row as new; wait a little for it."""
    patience = monotonic() + LOCK_SECONDS
    with connection.cursor() as cursor:
        while not _ask(cursor, "SELECT pg_try_advisory_lock(hashtextextended(%s, 1))", import_name):
            if monotonic() > patience:
                raise AlreadyLoading(f"Another load of «{import_name}» is running: wait until it is done.")
            sleep(0.25)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            _ask(cursor, "SELECT pg_advisory_unlock(hashtextextended(%s, 1))", import_name)


def _ask(cursor: object, question: str, name: str) -> bool:
    cursor.execute(question, [f"load:{name}"])  # type: ignore[attr-defined]  # Django's cursor has no public type
    return bool(cursor.fetchone()[0])  # type: ignore[attr-defined]
