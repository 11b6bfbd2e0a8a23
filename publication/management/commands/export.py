"""Write the public record to a file."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from publication.exporting import KINDS, WRITERS, Counted, standing_still


class Command(BaseCommand):
    """Write the published record in a format, streamed; the file appears whole or not at all."""

    help = "Write the published record to FILE (- for standard output)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the format, the shelf and the site's address."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--as", dest="form", choices=list(WRITERS), required=True)
        parser.add_argument("--of", choices=list(KINDS), help="One shelf; jsonl holds all unless told.")
        parser.add_argument("--origin", default="", help="Scheme and host before the paths of records.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how much."""
        form, shelf = options["form"], options["of"]
        if form == "jsonl" and shelf == "meetings":
            raise CommandError("Meetings stand inside their events: write --of events, or --as csv.")
        if form != "jsonl":
            shelf = shelf or "events"
        with written(options["file"]) as out, standing_still() as serial:
            counted = Counted(out)
            try:
                number = WRITERS[form](shelf or "", counted, options["origin"].rstrip("/"))
            except ImportError as missing:
                raise CommandError("Parquet needs the extra: pip install 'chancery[parquet]'.") from missing
        what = f"{number} {shelf or 'records'} as of serial {serial}"
        self.stderr.write(f"{what}, {counted.size} bytes, sha256 {counted.sha256}")


@contextmanager
def written(name: str) -> Iterator[IO[bytes]]:
    """Open a file that takes its name once all is written; standard output for «-»."""
    if name == "-":
        yield sys.stdout.buffer
        return
    path = Path(name)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as failure:
        raise CommandError(f"{path} cannot be written: {failure.strerror or failure}.") from failure
    finally:
        part.unlink(missing_ok=True)
