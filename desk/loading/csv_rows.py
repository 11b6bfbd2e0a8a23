"""Read rows from CSV (RFC 4180: a header, and commas, semicolons or tabs between cells)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from desk.loading.files import Unreadable, read_lines
from desk.loading.tables import MAX_CELL, Row, Table, listed
from publication.formats.quoting import unguard

SEPARATORS: Final = ",;\t"
MAX_COLUMNS: Final = 1000


def read_csv(path: Path, tables: Sequence[Table], encoding: str = "") -> Iterator[Row]:
    """Yield the rows of the table whose columns the header has; columns that nobody asks for are passed over.

    Refuses a header without a wanted column, naming it, and text that is not CSV, naming the line.
    """
    reader = _reader(path, encoding)
    try:
        header = _header(path, reader)
        table = _choose(path, header, tables)
        places = {ours: header.index(theirs) for ours, theirs in table.in_csv.items()}
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield _row(table, line, cells, places, len(header))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(path, f"this is not CSV ({error}).", reader.line_num or 1) from error


def read_header(path: Path, encoding: str = "") -> list[str]:
    """Give the names of a table's columns."""
    reader = _reader(path, encoding)
    try:
        return _header(path, reader)
    except csv.Error as error:
        raise Unreadable(path, f"this is not CSV ({error}).", reader.line_num or 1) from error


def _reader(path: Path, encoding: str) -> Any:
    """Read cells by the separator that the first line has most of."""
    lines = read_lines(path, encoding)
    first = next(lines, "")
    separator = max(SEPARATORS, key=first.count)
    return csv.reader(chain((first,), lines), delimiter=separator, strict=True)


def _header(path: Path, reader: Any) -> list[str]:
    header = [name.strip() for name in next(reader, [])]
    if not any(header):
        raise Unreadable(path, "the first line is empty; it must name the columns.", 1)
    if len(header) > MAX_COLUMNS:
        raise Unreadable(path, f"the table has {len(header):,} columns; {MAX_COLUMNS:,} are allowed.", 1)
    return header


def _row(table: Table, line: int, cells: list[str], places: dict[str, int], width: int) -> Row:
    row = Row(table, line, table.in_csv, ragged=len(cells) != width)
    for column, place in places.items():
        if place < len(cells):
            row.put(column, unguard(cells[place][: MAX_CELL + 2]), line)
    return row


def _choose(path: Path, header: list[str], tables: Sequence[Table]) -> Table:
    table = max(tables, key=lambda each: len(set(each.in_csv.values()) & set(header)))
    if missing := [name for name in table.in_csv.values() if name not in header]:
        noun = "column" if len(missing) == 1 else "columns"
        raise Unreadable(path, f"the table of {table.name} lacks the {noun} {listed(missing)}.", 1)
    if twice := [name for name in table.in_csv.values() if header.count(name) > 1]:
        raise Unreadable(path, f"the column {twice[0]} stands in the header twice.", 1)
    return table
