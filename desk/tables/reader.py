"""Read the rows of somebody else's table as rows of ours, each with its faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from desk.loading.csv_rows import read_csv
from desk.loading.files import Unreadable
from desk.loading.tables import MAX_CELL, Fault, Row, Table
from desk.tables.checks import faults_of
from desk.tables.mapping import HOLE, TableMapping
from desk.tables.values import Column, Lexicon, says_nothing
from relations.dates import PartialDate

MAX_BESIDE = 200_000
MAX_KEY = 150

Beside = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Rows of other tables, by the name of the table and what they are found by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row in our words: what it says, where it is shown, and what is to be told of it."""

    key: str
    line: int
    facts: Mapping[str, str]
    url: str = ""
    warnings: tuple[Fault, ...] = ()

    def list(self, column: str) -> Sequence[str]:
        """Give the values of a column that may hold several."""
        return self.facts[column].split("; ") if self.facts.get(column) else ()

    def date(self, column: str) -> PartialDate | None:
        """Give a date."""
        return PartialDate.parse(self.facts[column]) if self.facts.get(column) else None

    def span(self) -> PartialDate:
        """Give start and end as one date, of a row that has a start."""
        return PartialDate.span(PartialDate.parse(self.facts["start"]), self.date("end"))


class Reader:
    """Read tables by one mapping."""

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        self._lexicon = lexicon
        self._mapping = lexicon.mapping
        self._today = today

    def read(self, path: Path) -> Iterator[tuple[Row, Entry | list[Fault]]]:
        """Yield each row with what it says, or with its faults."""
        mapping = self._mapping
        table = Table(mapping.shape.noun, "", "", {}, {name: name for name in mapping.theirs})
        beside = read_beside(path.parent, mapping)
        for row in read_csv(path, [table], mapping.encoding):
            cells = {**row.cells, **_joined(row.cells, beside, mapping)}
            cells = {name: "" if says_nothing(text, mapping) else text for name, text in cells.items()}
            row.cells["key"] = _filled(mapping.columns.get("key", ""), cells)
            yield row, self._entry(row, cells)

    def _entry(self, row: Row, cells: Mapping[str, str]) -> Entry | list[Fault]:
        key = row.cells["key"]
        faults = _faults_of_form(row, key)
        facts, warnings = self._facts(key, cells, faults) if not faults else ({}, [])
        for name in self._mapping.shape.required:
            if name != "key" and not facts.get(name) and not any(each.column == name for each in faults):
                faults.append(Fault(name, f"Every row needs a {name}; here it is empty or missing."))
        if not faults:
            faults += faults_of(self._mapping.shape, facts, cells, self._mapping, self._today)
        if faults:
            return faults
        return Entry(key, row.line, facts, _address(self._mapping.url, cells), tuple(warnings))

    def _facts(
        self, key: str, cells: Mapping[str, str], faults: list[Fault]
    ) -> tuple[dict[str, str], list[Fault]]:
        facts: dict[str, str] = {}
        warnings: list[Fault] = []
        day: date | None = None
        for name, field in self._mapping.shape.fields.items():
            text = self._text(name, cells)
            if not text:
                continue
            column = Column(self._lexicon, name, field, key, day)
            if value := column.read(text):
                facts[name] = self._qualified(name, value, cells)
            faults += column.faults
            for label in column.left_out if field.kind in ("country", "countries") else ():
                warnings.append(Fault(name, f"«{label}» is no country of ours and is left out."))
            if day is None and field.kind == "date" and value:
                day = PartialDate.parse(value).earliest
        return facts, warnings

    def _text(self, name: str, cells: Mapping[str, str]) -> str:
        if name in self._mapping.always:
            return self._mapping.always[name]
        when = self._mapping.when.get(name)
        if when and when.then == "leave out" and when.applies(cells.get(when.column, "")):
            return ""
        return _filled(self._mapping.columns.get(name, ""), cells)

    def _qualified(self, name: str, value: str, cells: Mapping[str, str]) -> str:
        when = self._mapping.when.get(name)
        about = when and when.then == "about" and when.applies(cells.get(when.column, ""))
        return f"{value}~" if about and not value.endswith(("~", "?", "%")) else value


def _faults_of_form(row: Row, key: str) -> list[Fault]:
    faults = [Fault("", "The row has more or fewer cells than the header.")] if row.ragged else []
    if not key:
        faults.append(Fault("key", "Every row needs a key; here it is empty or missing."))
    elif len(key) > MAX_KEY or not key.isprintable():
        faults.append(Fault("key", f"A row is named by 1 to {MAX_KEY} printable characters."))
    for name, text in row.cells.items():
        if len(text) > MAX_CELL and name != "key":
            faults.append(Fault(name, f"At most {MAX_CELL:,} characters are allowed in a cell."))
    return faults


def _filled(value: str, cells: Mapping[str, str]) -> str:
    """Give the cell that a value names, or its words with the cells it names in braces."""
    if "{" not in value:
        return cells.get(value, "")
    return " ".join(HOLE.sub(lambda hole: cells.get(hole[1], ""), value).split())


def _address(template: str, cells: Mapping[str, str]) -> str:
    """Give the address in a column, or one with cells put into it."""
    if "://" not in template:
        return cells.get(template, "").replace("\\", "/")
    return HOLE.sub(lambda hole: quote(cells.get(hole[1], ""), safe=""), template)


def read_beside(folder: Path, mapping: TableMapping) -> Beside:
    """Read the tables that a mapping joins, of the same folder."""
    return {
        name: _by_id(folder / each.file, name, each.theirs, mapping) for name, each in mapping.beside.items()
    }


def _by_id(path: Path, name: str, theirs: str, mapping: TableMapping) -> dict[str, dict[str, str]]:
    wanted = {hole for value in mapping.columns.values() for hole in HOLE.findall(value)}
    columns = {hole.removeprefix(f"{name}."): hole for hole in wanted if hole.startswith(f"{name}.")}
    table = Table(f"{name} beside it", "", "", {}, {each: each for each in (theirs, *columns)})
    rows: dict[str, dict[str, str]] = {}
    for row in read_csv(path, [table]):
        rows[row.cells.get(theirs, "")] = {columns[each]: row.cells.get(each, "") for each in columns}
        if len(rows) > MAX_BESIDE:
            raise Unreadable(path, f"a table that is joined may have {MAX_BESIDE:,} rows.")
    return rows


def _joined(cells: Mapping[str, str], beside: Beside, mapping: TableMapping) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, each in mapping.beside.items():
        found |= beside[name].get(cells.get(each.ours, ""), {})
    return found
