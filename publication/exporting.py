"""Write the public record to a file: streamed, in constant memory, as it stood when the writing began."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, Final

from django.conf import settings
from django.db import connections, transaction

from publication import reading, walking
from publication.addresses import PLURALS
from publication.formats import CALENDAR, CSV, GEOJSON, Frame, Json, Written
from publication.formats.rows import blocks, walk
from publication.reading import PUBLIC
from publication.selecting import Selection

KINDS: Final = {**{plural: kind for kind, plural in PLURALS.items()}, "meetings": "meeting"}
"""The record type of each shelf."""

# Copied as CSV whose quote and delimiter no JSON text holds, so that each line is the text itself.
_LINES: Final = r"""
COPY (
    SELECT CASE WHEN rest_text IN ('', '{}') THEN list_text
        ELSE left(list_text, -1) || ',' || substr(rest_text, 2) END
    FROM publication_listing WHERE state = 'published' AND (type = %s OR %s = '')
    ORDER BY type COLLATE "C", key COLLATE "C"
) TO STDOUT (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01')
"""


class Counted(io.RawIOBase):
    """A stream that counts what is written through it: bytes and lines, and their sha256."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__()
        self.out, self.size, self.lines, self.hash = out, 0, 0, hashlib.sha256()

    def writable(self) -> bool:
        """Say that it is there to be written to."""
        return True

    def write(self, block: Any) -> int:
        """Write a block of bytes."""
        piece = bytes(block)
        self.size += len(piece)
        self.lines += piece.count(b"\n")
        self.hash.update(piece)
        return self.out.write(piece)

    @property
    def sha256(self) -> str:
        """Give the sha256 of all that was written, as 64 hexadecimal digits."""
        return self.hash.hexdigest()


@contextmanager
def standing_still() -> Iterator[int]:
    """Hold the record as it stands while it is read; gives its last serial."""
    connection = connections[PUBLIC]
    begun = connection.in_atomic_block
    with transaction.atomic(using=PUBLIC):
        if not begun:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield reading.last_serial()


def write_lines(shelf: str, out: Counted) -> int:
    """Write the documents of a shelf, or of all, as JSON Lines by type and key; gives their number."""
    kind = KINDS.get(shelf, "")
    with connections[PUBLIC].cursor() as cursor, cursor.copy(_LINES, [kind, kind]) as copy:
        for block in copy:
            out.write(block)
    return out.lines


def write_rows(form: Written, shelf: str, out: Counted, origin: str = "") -> int:
    """Write a shelf in a format, by the order of its list; gives how many documents it was made of.

    ``origin`` is put before the paths of records: scheme and host of the site.
    """
    number = 0

    def counted(documents: Iterator[Json]) -> Iterator[Json]:
        nonlocal number
        for number, document in enumerate(documents, 1):  # noqa: B007  # told at the end
            yield document

    documents = counted(documents_of(shelf, whole=KINDS[shelf] in form.whole))
    for piece in blocks(form.write(documents, framed(form, shelf, origin))):
        out.write(piece.encode())
    return number


def write_columns(shelf: str, out: Counted, origin: str = "") -> int:
    """Write a shelf as Parquet, with the columns of its CSV; gives the number of rows."""
    from publication.formats.columnar import columnar  # needs the extra «parquet»

    return columnar(documents_of(shelf, whole=False), framed(CSV, shelf, origin), out)


def documents_of(shelf: str, *, whole: bool) -> Iterator[Json]:
    """Read every document of a shelf, stretch by stretch."""
    selection = Selection(KINDS[shelf])
    return walk(selection, walking.rows(selection, settings.STREAM_STRETCH), sys.maxsize, whole=whole)


def framed(form: Written, shelf: str, origin: str) -> Frame:
    """Say what a file is called and where its records are read."""
    page = f"{origin}/{shelf}/"
    at = f"{origin}/{shelf}.{form.suffix}"
    return Frame(KINDS[shelf], f"Chancery: {shelf}", origin, at, at, page, reading.last_change()[1])


WRITERS: Final[dict[str, Callable[[str, Counted, str], int]]] = {
    "jsonl": lambda shelf, out, _origin: write_lines(shelf, out),
    "csv": partial(write_rows, CSV),
    "parquet": write_columns,
    "geojson": partial(write_rows, GEOJSON),
    "ics": partial(write_rows, CALENDAR),
}
"""Who writes a shelf to a file, by format."""
