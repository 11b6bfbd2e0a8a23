"""Load files of other people's data, and publish what is ready if asked to."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from desk.loading.choosing import FORMATS, Load, run
from desk.loading.files import Unreadable, find_files
from desk.loading.formats import AlreadyLoading
from desk.loading.report import Report
from desk.tables.answers import Unresolved
from desk.tables.mapping import MappingRefused
from publication.drafting import StaleDraft

UNREAD = 2
"""Exit status when a file could not be read at all; rows that are reported leave it at 0."""


class Command(BaseCommand):
    """Load files into the newsroom."""

    help = "Load files or folders. The same rows again change nothing; a bad row stops nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files, their format, and what to do with them."""
        formats = "; ".join(f"{name}: {each.help}" for name, each in FORMATS.items())
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of files"
        )
        parser.add_argument("--as", dest="format", required=True, choices=sorted(FORMATS), help=formats)
        parser.add_argument("--dry-run", action="store_true", help="report the same, and write nothing")
        parser.add_argument("--publish", action="store_true", help="publish what is ready")
        parser.add_argument(
            "--source-name", default="", help="the name the rows are known by (default: the format's)"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the reported rows there as JSON Lines"
        )

        tables = parser.add_argument_group("tables")
        tables.add_argument(
            "--mapping",
            default="",
            metavar="NAME|FILE",
            help="what the columns and labels mean (default: known by the header, else our own columns)",
        )
        tables.add_argument(
            "--answers", type=Path, metavar="FILE", help="a filled in file of what was not resolved before"
        )
        tables.add_argument(
            "--unresolved", type=Path, metavar="FILE", help="write there what could not be resolved, as CSV"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say each row that needs an eye, and sum up."""
        with ExitStack() as stack:
            file = _opened("--report", options["report"], stack)
            listed = _opened("--unresolved", options["unresolved"], stack)
            bar = stack.enter_context(_Bar(self.stdout))
            report = Report(bar.say, file)
            files = self._files(options["files"], report)
            name = self._import_name(options, files)
            load = Load(
                files,
                name,
                f"load {name}",
                timezone.now,
                report,
                progress=bar,
            )
            load.publish, load.dry_run = options["publish"], options["dry_run"]
            load.mapping, load.answers = options["mapping"], options["answers"]
            load.unresolved = Unresolved(listed).add if listed else None
            try:
                with _quick_collector():
                    run(options["format"], load)
            except (AlreadyLoading, StaleDraft, Unreadable) as reason:
                raise CommandError(str(reason)) from reason
        self.stdout.write(("Dry run, nothing written: " if load.dry_run else "") + report.summary())
        if report.unreadable:
            many = "1 file" if len(report.unreadable) == 1 else f"{len(report.unreadable)} files"
            raise CommandError(f"{many} could not be read and left nothing behind.", returncode=UNREAD)

    def _files(self, given: list[Path], report: Report) -> list[Path]:
        found = []
        for each in find_files(given):
            if isinstance(each, Path):
                found.append(each)
            else:
                report.refuse_file(str(each))
        return found

    def _import_name(self, options: dict[str, Any], files: list[Path]) -> str:
        name = str(options["source_name"] or "")
        try:
            name = name or FORMATS[options["format"]].name_of(files, options["mapping"])
        except MappingRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if len(name) > 100 or not name.isprintable() or not name.strip():
            raise CommandError("--source-name: 1 to 100 printable characters are allowed.")
        return name


def _opened(option: str, path: Path | None, stack: ExitStack) -> BinaryIO | None:
    if path is None:
        return None
    try:
        return stack.enter_context(path.open("wb"))
    except OSError as error:
        raise CommandError(f"{option}: {path} cannot be written ({error.strerror}).") from error


@contextmanager
def _quick_collector() -> Iterator[None]:
    """Keep the garbage collector off what was there before the load: it spends a fifth of the time on it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Bar:
    """A progress bar on a terminal; nothing at all elsewhere."""

    def __init__(self, out: OutputWrapper) -> None:
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        console = Console(stderr=True)
        self._out = out
        self._shown = Progress(*columns, console=console, disable=not console.is_terminal)
        self._part: TaskID | None = None

    def __enter__(self) -> Self:
        self._shown.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._shown.stop()

    def begin(self, what: str, total: int) -> None:
        """Start a bar for a part of the work."""
        self._part = self._shown.add_task(what, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        if self._part is not None:
            self._shown.advance(self._part, steps)

    def say(self, line: str) -> None:
        """Print a line, above the bar where both stand on one terminal."""
        if self._shown.console.is_terminal and self._out.isatty():
            self._shown.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            self._out.write(line)
