"""Read rows from CSV (RFC 4180: commas, a header, UTF-8)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from desk.loading.files import Unreadable, read_lines
from desk.loading.tables import MAX_CELL, Row, Table, listed


def read_csv(path: Path, tables: Sequence[Table]) -> Iterator[Row]:
    """Yield the rows of the table whose columns the header has; columns that nobody asks for are passed over.

    Refuses a header without a wanted column, naming it, and text that is not CSV, naming the line.
    """
    reader = csv.reader(read_lines(path), strict=True)
    try:
        header = next(reader, [])
        table = _choose(path, header, tables)
        places = {ours: header.index(theirs) for ours, theirs in table.in_csv.items()}
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(table, line, cells, places, len(header))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(path, f"this is not CSV ({error}).", reader.line_num or 1) from error


def _row(table: Table, line: int, cells: list[str], places: dict[str, int], width: int) -> Row:
    row = Row(table, line, table.in_csv, ragged=len(cells) != width)
    for column, place in places.items():
        if place < len(cells):
            row.put(column, cells[place][: MAX_CELL + 1], line)
    return row


def _choose(path: Path, header: list[str], tables: Sequence[Table]) -> Table:
    table = max(tables, key=lambda each: len(set(each.in_csv.values()) & set(header)))
    if missing := [name for name in table.in_csv.values() if name not in header]:
        noun = "column" if len(missing) == 1 else "columns"
        raise Unreadable(path, f"the table of {table.name} lacks the {noun} {listed(missing)}.", 1)
    if twice := [name for name in table.in_csv.values() if header.count(name) > 1]:
        raise Unreadable(path, f"the column {twice[0]} stands in the header twice.", 1)
    return table
