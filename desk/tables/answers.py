"""Collect what could not be resolved in a file that people fill in, and read their answers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final

from desk.loading.csv_rows import read_csv
from desk.loading.files import Unreadable
from desk.loading.tables import Fault, Table, listed
from publication.formats.quoting import guard

COLUMNS: Final = ("file", "line", "row", "column", "label", "sentence", "answer")
ANSWERS: Final = Table("answers", "", "", {}, {name: name for name in ("row", "column", "label", "answer")})
MAX_ANSWERS: Final = 200_000
NOTHING: Final = "-"
"""The answer that leaves a label out."""


@dataclass(frozen=True)
class Answers:
    """Words for labels: for one row of a table, or for every row."""

    words: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def of(self, row: str, column: str, label: str) -> str | None:
        """Give the word for a label in a column; None where nobody has answered."""
        if not self.words:
            return None
        everywhere = self.words.get(("", column, label))
        return self.words.get((row, column, label), everywhere)


def read_answers(path: Path) -> Answers:
    """Read a file of answers; lines without one are passed over. ``Unreadable`` says what is wrong."""
    words: dict[tuple[str, str, str], str] = {}
    for row in read_csv(path, [ANSWERS]):
        cells = row.cells
        if row.ragged:
            raise Unreadable(path, f"this line has not the columns {listed(ANSWERS.in_csv)}.", row.line)
        if cells["answer"]:
            words[cells["row"], cells["column"], cells["label"]] = cells["answer"]
        if len(words) > MAX_ANSWERS:
            raise Unreadable(path, f"there are more than {MAX_ANSWERS:,} answers.", row.line)
    return Answers(words)


class Unresolved:
    """Write each label that has no meaning once, where it first stands, with a place for the answer."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a binary file; UTF-8 with a byte order mark is written, which spreadsheets read rightly."""
        text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        self._table: Any = csv.writer(text)
        self._table.writerow(COLUMNS)
        self._seen: set[int] = set()

    def add(self, path: Path, line: int, row: str, fault: Fault) -> None:
        """Write a fault that another word would mend; one that is right for its row alone names the row."""
        mark = hash((row if fault.once else "", fault.column, fault.label))
        if not fault.label or mark in self._seen:
            return
        self._seen.add(mark)
        cells = (path, line, row if fault.once else "", fault.column, fault.label, fault.sentence, "")
        self._table.writerow([guard(str(cell)) for cell in cells])
