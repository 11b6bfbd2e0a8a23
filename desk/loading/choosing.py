"""Choose how a file is loaded: by the word for its format, or by how it begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desk.copies.loading import load_copies
from desk.loading.files import Unreadable
from desk.loading.formats import Load, alone
from desk.loading.reader import read_rows
from desk.loading.travels import load_travels
from desk.tables.loading import Tables, guess_table, name_of

__all__ = ["FORMATS", "Format", "Load", "guess_format", "run"]


@dataclass(frozen=True)
class Format:
    """A kind of file that can be loaded: what it is, the name its rows are known by, and how.

    ``name_of`` takes the files and the mapping asked for, or nothing.
    """

    help: str
    name_of: Callable[[Sequence[Path], str], str]
    load: Callable[[Load], None]


def _table(format_name: str, help: str) -> Format:
    return Format(help, partial(name_of, format_name), lambda load: Tables(format_name, load).run())


FORMATS = {
    "travels-xml": Format(
        help="trips of U.S. presidents and secretaries of state: XML or CSV of HistoryAtState/travels",
        name_of=lambda *_: "history-at-state-travels",
        load=load_travels,
    ),
    "events-csv": _table("events-csv", "a table of events"),
    "events-jsonl": Format(
        help="documents of a record, as export writes them: JSON Lines of all kinds",
        name_of=lambda *_: "events-jsonl",
        load=load_copies,
    ),
    "officials-csv": _table("officials-csv", "a table of who held which office when"),
    "agreements-csv": _table("agreements-csv", "a table of agreements"),
}
"""The formats, by the word for them."""


def guess_format(path: Path) -> str | None:
    """Tell the format of a file from its beginning; None where no format fits."""
    if path.suffix.lower() == ".jsonl":
        return "events-jsonl"
    try:
        next(read_rows(path), None)
    except Unreadable:
        return guess_table(path)
    return "travels-xml"


def run(format_name: str, load: Load) -> None:
    """Load files of a format; ``AlreadyLoading`` where another process loads the same data set."""
    with alone(load.import_name):
        FORMATS[format_name].load(load)
