"""Keep what a first reading of all files shows: who travelled, where to, which rows crowd each other."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Final

from desk.loading.trips import Person, Term, Trip

LONG_STAY: Final = 21
"""Days after which a stay is pointed out: so long a one is rare, and often a slip in a year or month."""

FIELDS: Final = 3


@dataclass(slots=True)
class Seen:
    """What the rows show of one traveller: the name, and the first and last day seen in office."""

    name: str
    first: date | None = None
    last: date | None = None

    def widen(self, trip: Trip) -> None:
        """Take in a trip made in office."""
        self.first = min(self.first or trip.start, trip.start)
        self.last = max(self.last or trip.end, trip.end)


@dataclass
class Survey:
    """What must be known before the first row is written; 24 bytes a row, and nothing of its text."""

    rows: dict[Path, int] = field(default_factory=dict)
    people: dict[Person, Seen] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    terms: list[Term] = field(default_factory=list)
    _stays: dict[Person, array[int]] = field(default_factory=dict)

    def note_file(self, path: Path, part: Survey, rows: int) -> None:
        """Take in what one file holds, once it has been read to its end."""
        self.rows[path] = rows
        self.codes |= part.codes
        self.terms += part.terms
        for person, seen in part.people.items():
            known = self.people.setdefault(person, seen)
            known.first = min(filter(None, (known.first, seen.first)), default=None)
            known.last = max(filter(None, (known.last, seen.last)), default=None)
        for person, stays in part._stays.items():
            self._stays.setdefault(person, array("q")).extend(stays)

    def note_trip(self, trip: Trip) -> None:
        """Take in a trip of the file being read."""
        self.codes.add(trip.code)
        seen = self.people.setdefault(trip.person, Seen(trip.name))
        if trip.in_office:
            seen.widen(trip)
        stay = (trip.start.toordinal(), trip.end.toordinal(), hash(trip.key))
        self._stays.setdefault(trip.person, array("q")).extend(stay)

    def repeated_keys(self) -> set[int]:
        """Find the hashes of the row keys that stand in the files more than once."""
        keys = array("q")
        for stays in self._stays.values():
            keys.extend(stays[2::FIELDS])
        return {one for one, other in pairwise(sorted(keys)) if one == other}

    def crowded(self) -> dict[int, date]:
        """Find each trip that starts before the traveller's previous one ends, by the hash of its row key.

        Gives the day on which the previous one ends. A shared border day is no crowding, and a row that
        stands in two files is one trip.
        """
        found = {}
        for stays in self._stays.values():
            rows = {stays[at + 2]: tuple(stays[at : at + FIELDS]) for at in range(0, len(stays), FIELDS)}
            for earlier, later in pairwise(sorted(rows.values(), key=itemgetter(0, 1))):
                if later[0] < earlier[1]:
                    found[later[2]] = date.fromordinal(earlier[1])
        return found
