"""Know the rows of the travels data set: trips abroad, and presidents' terms of office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from desk.loading.tables import Fault, Row, Table
from publication.vocabulary import OfficeLevel

HOME: Final = "US"
OWN_SOIL: Final = frozenset(("US", "AS", "GU", "MP", "PR", "UM", "VI"))
"""The United States and its territories: a trip there joins no two countries."""

TRIPS: Final = Table(
    name="trips",
    root="trips",
    element="trip",
    in_xml={
        "role": "@role", "who": "@who", "key": "id", "name": "name", "start": "start-date", "end": "end-date",
        "country": "country", "locale": "locale", "remarks": "remarks",
    },
    in_csv={
        "role": "trip_role", "who": "trip_who", "key": "id", "name": "name", "start": "start_date",
        "end": "end_date", "country": "country", "locale": "locale", "remarks": "remarks",
    },
)  # fmt: skip
TERMS: Final = Table(
    name="terms of office",
    root="presidents",
    element="president",
    in_xml={"who": "id", "name": "name", "start": "took-office-date", "end": "left-office-date"},
    in_csv={"who": "id", "name": "name", "start": "took_office_date", "end": "left_office_date"},
)
TABLES: Final = (TRIPS, TERMS)
"""The kinds of row; the accounts of the data set's editors are in none of them, and are never read."""

LIMITS: Final = {"key": 100, "who": 100, "name": 150, "country": 200, "locale": 200, "remarks": 10_000}
TEXTS: Final = ("key", "role", "who", "name", "country", "locale", "remarks")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY: Final = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ELECT: Final = "Visit made as President-elect"


class OfficeHeld(NamedTuple):
    """The office that a role of the data set stands for."""

    title: str
    level: OfficeLevel


OFFICES: Final = {
    "president": OfficeHeld("President", OfficeLevel.HEAD_OF_STATE),
    "secretary": OfficeHeld("Secretary of State", OfficeLevel.FOREIGN_MINISTER),
}


class Person(NamedTuple):
    """A traveller: the identifier in the data set, and the role travelled in."""

    who: str
    role: str


@dataclass(frozen=True, slots=True)
class Trip:
    """One traveller's stay in one country. ``country`` is the label in the row, ``code`` ours."""

    key: str
    role: str
    who: str
    name: str
    start: date
    end: date
    country: str
    code: str
    locale: str
    remarks: str
    line: int = 0

    @property
    def person(self) -> Person:
        """Name the traveller in the role."""
        return Person(self.who, self.role)

    @property
    def in_office(self) -> bool:
        """Whether the row leaves it open that the office was held; seventeen say it was not yet."""
        return ELECT not in self.remarks

    def taken_for(self, code: str) -> Trip:
        """Give the trip with the code of its country."""
        return replace(self, code=code)

    @property
    def identity(self) -> tuple[str, str, str, date, date, str]:
        """Give what makes two rows the same stay: traveller, country, days and places."""
        return self.who, self.role, self.code, self.start, self.end, self.locale


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office of a president; no end while it lasts."""

    who: str
    name: str
    start: date
    end: date | None


def read_trip(row: Row, code_of: Callable[[str, date], str | Fault], today: date) -> Trip | list[Fault]:
    """Read a trip, or list everything that is wrong with its row.

    ``code_of`` gives the code of a country label on a day, or the fault. Refuses a start after the end, a
    trip that begins after today, and one to the United States themselves.
    """
    faults = _faults_of_form(row, wanted=("key", "role", "who", "name", "start", "end", "country"))
    start, end = _day(row, "start", faults), _day(row, "end", faults)
    faults += _faults_of_days(start, end, today)
    if faults or not start or not end:
        return faults
    code = code_of(row.cells["country"], start)
    if isinstance(code, Fault):
        return [code]
    if code in OWN_SOIL:
        return [Fault("country", "A trip to the United States or their territories joins no two countries.")]
    return Trip(
        start=start, end=end, code=code, line=row.line, **{name: row.cells.get(name, "") for name in TEXTS}
    )


def _faults_of_days(start: date | None, end: date | None, today: date) -> Iterator[Fault]:
    if start and end and start > end:
        yield Fault("end", f"The trip ends on {end}, before it starts on {start}.")
    if start and start > today:
        yield Fault("start", f"The trip starts on {start}, which is after today.")


def read_term(row: Row) -> Term | list[Fault]:
    """Read a term of office, or list everything that is wrong with its row."""
    faults = _faults_of_form(row, wanted=("who", "name", "start"))
    start = _day(row, "start", faults)
    end = _day(row, "end", faults) if row.cells.get("end") else None
    if start and end and start > end:
        faults.append(Fault("end", f"The term ends on {end}, before it starts on {start}."))
    if faults or not start:
        return faults
    return Term(row.cells["who"], row.cells["name"], start, end)


def _faults_of_form(row: Row, wanted: tuple[str, ...]) -> list[Fault]:
    faults = [Fault("", "The row has more or fewer cells than the header.")] if row.ragged else []
    for column in row.doubled:
        faults.append(Fault(column, "This stands in the row twice."))
    for column in wanted:
        if not row.cells.get(column):
            faults.append(
                Fault(column, f"Every row needs a {row.word_for(column)}; here it is empty or missing.")
            )
    for column, limit in LIMITS.items():
        if (length := len(row.cells.get(column, ""))) > limit:
            faults.append(
                Fault(column, f"At most {limit:,} characters are allowed here; there are {length:,}.")
            )
    if row.cells.get("role") and row.cells["role"] not in OFFICES:
        allowed = " or ".join(OFFICES)
        faults.append(Fault("role", f"The role must be {allowed}; here it is «{_short(row, 'role')}»."))
    if row.cells.get("key") and not KEY.fullmatch(row.cells["key"]):
        faults.append(
            Fault("key", "A row is named by letters, digits, dots, hyphens and underscores, such as 4113.")
        )
    if row.cells.get("who") and not SLUG.fullmatch(row.cells["who"]):
        faults.append(
            Fault(
                "who", "A traveller is named by small letters, digits and hyphens, such as rusk-david-dean."
            )
        )
    return faults


def _day(row: Row, column: str, faults: list[Fault]) -> date | None:
    text = row.cells.get(column, "")
    if not text:
        return None
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    faults.append(
        Fault(column, f"A day is written YYYY-MM-DD, such as 1943-01-14; here it is «{_short(row, column)}».")
    )
    return None


def _short(row: Row, column: str) -> str:
    text = row.cells[column]
    return text if len(text) <= 40 else f"{text[:39]}…"
