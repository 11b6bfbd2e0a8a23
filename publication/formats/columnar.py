"""Write documents as Parquet, in the columns of the CSV, each with its type."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from publication.formats.columns import columns_of, kind_of
from publication.formats.frame import Frame, Json

GROUP: Final = 5000
"""Rows held, and written, at a time."""

LISTS: Final = frozenset({
    "countries", "hosts", "visitors", "parties", "pairs", "sectors", "officials", "official_slugs",
    "absent_principals",
})  # fmt: skip


def columnar(documents: Iterable[Json], frame: Frame, out: IO[bytes] | io.RawIOBase) -> int:
    """Write a row for each document; gives their number. ``out`` is only written to."""
    columns = columns_of(frame.record_type, frame)
    shape = pa.schema([(name, type_of(name)) for name, _ in columns])
    number = 0
    with pq.ParquetWriter(pa.PythonFile(out, mode="w"), shape, compression="zstd") as writer:
        for group in groups(documents):
            values = [[plain(value(row)) for row in group] for _, value in columns]
            arrays = [pa.array(column, type=each.type) for column, each in zip(values, shape, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=shape))
            number += len(group)
    return number


def groups(documents: Iterable[Json]) -> Iterator[list[Json]]:
    """Take documents in groups that fit into memory."""
    rows = iter(documents)
    while group := list(islice(rows, GROUP)):
        yield group


def type_of(column: str) -> pa.DataType:
    """Give the type of a column by its name; text unless it is known to be another."""
    if column in LISTS:
        return pa.list_(pa.string())
    return {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}.get(
        kind_of(column), pa.string()
    )


def plain(value: Any) -> Any:
    """Give a value as Arrow takes it: lists as lists, all else as it stands."""
    return value if value is None or isinstance(value, str | int | float) else list(value)
