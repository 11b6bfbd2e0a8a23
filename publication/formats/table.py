"""Write documents as CSV (RFC 4180) that a spreadsheet opens without being told how.

UTF-8 with a byte order mark, CRLF, lists joined by «; », texts that look like formulas guarded.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from publication.formats.columns import columns_of
from publication.formats.frame import Frame, Json
from publication.formats.quoting import guard

MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
BETWEEN: Final = "; "


class _Line:
    """Hand a written line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def table(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write one line of headings, then one for each document."""
    columns = columns_of(frame.record_type, frame)
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield MARK + line(writer, [name for name, _ in columns])
    for document in documents:
        yield line(writer, [cell(value(document)) for _, value in columns])


def line(writer: Any, cells: Sequence[str]) -> str:
    """Write one line."""
    written: str = writer.writerow(cells)
    return written


def cell(value: Any) -> str:
    """Write a value: nothing for null, true and false, numbers bare, texts guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return guard(value if isinstance(value, str) else BETWEEN.join(value))
