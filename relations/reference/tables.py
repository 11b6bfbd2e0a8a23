"""Read the tables of reference data that are shipped with the product."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/<name>.csv`` as text by column; nothing is read as missing, not even «NA».

    UTF-8, comma-separated with a header (RFC 4180). A row with more or fewer cells than the header is
    refused with ``ValueError`` and its line.
    """
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{name}.csv, line {reader.line_num}: a row needs a cell for every column.")
            yield row


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell that lists several values between bars."""
    return tuple(cell.split("|")) if cell else ()
