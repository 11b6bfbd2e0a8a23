"""Know what a picture is of: a published record at a serial, and the lists of what concerns it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings

from publication import walking
from publication.addresses import list_address
from publication.counting import tallied
from publication.crossing import crossed
from publication.reading import documents
from publication.selecting import EVENTS_BY, Selection

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A published record, as its document says, and the serial at which the record of all is read."""

    document: Json
    serial: int

    @property
    def type(self) -> str:
        """Give its record type."""
        return str(self.document["type"])

    @property
    def key(self) -> str:
        """Give its key."""
        return str(self.document["slug"])

    @property
    def axis(self) -> str:
        """Give the filter by which lists ask for it."""
        return EVENTS_BY[self.type]

    @property
    def capped(self) -> bool:
        """Whether it concerns more events than are counted."""
        table = tallied(self.selection()) if self.type in EVENTS_BY else None
        return table is not None and table.count > settings.FACET_ROWS

    def selection(self, record_type: str = "event", *tags: str) -> Selection:
        """Select the records that concern it and bear these tags too."""
        return Selection(record_type, tags=tuple(sorted({f"{self.axis}:{self.key}", *tags})))

    def records(self, record_type: str, most: int, *tags: str) -> list[Json]:
        """Read the newest of these in their list form."""
        return [orjson.loads(row.text) for row in walking.rows(self.selection(record_type, *tags), most).rows]

    def documents(self, record_type: str, most: int) -> list[Json]:
        """Read the newest of these whole."""
        return documents(record_type, [each["slug"] for each in self.records(record_type, most)])

    def shared(self, axis: str, *tags: str) -> Counter[str]:
        """Count the events that concern it by the values of an axis, its own apart."""
        found = Counter[str]()
        for (_year, (value,)), number in crossed(
            self.selection("event", *tags), {axis: ()}, self.serial
        ).items():
            found[value] += number
        for apart in ("", self.key if axis == self.axis else ""):
            found.pop(apart, None)
        return found

    def list_of(self, year: int | None = None, /, **filters: str) -> str:
        """Give the address of the list that holds what a number counts; none for dates that are open."""
        if year == 0:
            return ""
        days = {"from": f"{year:04}-01-01", "to": f"{year:04}-12-31"} if year else {}
        asked = [(self.axis, self.key), *filters.items(), *days.items()]  # a filter may be its own once more
        return f"{list_address('event')}?{urlencode(asked)}"
