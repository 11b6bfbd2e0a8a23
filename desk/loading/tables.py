"""Read rows out of XML and CSV alike: the same columns, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_CELL: Final = 20_000
"""How much of one value is kept, in characters; a longer one is cut here and refused by its column."""


class Fault(NamedTuple):
    """Why a row cannot be loaded: the column, and a sentence.

    ``label`` is what stands there, if another word for it would help; ``once`` tells that such a word would
    be right for this row alone.
    """

    column: str
    sentence: str
    label: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of row: our names of its columns, with those in XML (``@``: the row's attribute) and CSV."""

    name: str
    root: str
    element: str
    in_xml: Mapping[str, str]
    in_csv: Mapping[str, str]


@dataclass(slots=True)
class Row:
    """One row as it stands in the file; white space is reduced to single spaces."""

    table: Table
    line: int
    called: Mapping[str, str]
    cells: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)
    ragged: bool = False

    def put(self, column: str, text: str, line: int) -> None:
        """Keep a value; note a column that comes twice."""
        if column in self.cells:
            self.doubled.append(column)
        self.cells[column] = " ".join(text.split())
        self.lines[column] = line

    def line_of(self, column: str) -> int:
        """Give the line a column stands on, or the row's own."""
        return self.lines.get(column, self.line)

    def word_for(self, column: str) -> str:
        """Name a column as the file does."""
        return self.called.get(column, column).lstrip("@")


def listed(words: Iterable[str]) -> str:
    """Join words as in a sentence."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
