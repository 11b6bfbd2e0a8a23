"""Read trips and terms of office from files of either kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from desk.loading.csv_rows import read_csv
from desk.loading.files import Unreadable, read_chunks
from desk.loading.tables import Fault, Row
from desk.loading.trips import TABLES, TRIPS, Term, Trip, read_term, read_trip
from desk.loading.xml_rows import read_xml
from relations.reference.labels import Unresolved, country_labels


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file, XML or CSV by its first sign; refuse with ``Unreadable`` what is neither."""
    first = next((text.lstrip()[:1] for text in read_chunks(path) if text.strip()), "")
    if not first:
        raise Unreadable(path, "the file holds nothing but white space.")
    yield from (read_xml if first == "<" else read_csv)(path, TABLES)


class Reader:
    """Read trips and terms, each row with its faults."""

    def __init__(self, today: date, codes: Collection[str]) -> None:
        """Take the day no trip may start after, and the codes of the countries there are."""
        self._today = today
        self._codes = codes

    def read(self, path: Path) -> Iterator[tuple[Row, Trip | Term | list[Fault]]]:
        """Yield each row with what it says, or with its faults."""
        for row in read_rows(path):
            yield row, read_trip(row, self._code_of, self._today) if row.table is TRIPS else read_term(row)

    def _code_of(self, label: str, day: date) -> str | Fault:
        meant = country_labels().resolve(label, day)
        if isinstance(meant, Unresolved):
            near = f" Known labels like it: {', '.join(meant.near)}." if meant.near else ""
            return Fault("country", meant.sentence + near)
        if meant.code not in self._codes:
            return Fault(
                "country", f"«{label}» is {meant.code}, which is not among the countries loaded here."
            )
        return meant.code
