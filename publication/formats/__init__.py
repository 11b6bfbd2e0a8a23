"""Hold every format in which the record is read: what it is called, what it is for, and who writes it."""

from __future__ import annotations

from dataclasses import dataclass

from publication.addresses import PLURALS
from publication.formats.agenda import agenda
from publication.formats.dyads import dyads
from publication.formats.feed import feed
from publication.formats.frame import Frame, Json, Writer
from publication.formats.geography import geography
from publication.formats.linked import linked
from publication.formats.table import table

EVERY = ("meeting", *PLURALS)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the end of addresses that choose it, its media type, its name, and whose lists have it."""

    suffix: str
    media: str
    label: str
    types: tuple[str, ...] = EVERY


@dataclass(frozen=True, slots=True)
class Written(Format):
    """A format that is written from documents; JSON is not, as its text is passed through.

    ``whole`` are the types for which the list form is too short. ``paged`` ones answer a page at a time, the
    others all rows up to the setting that ``most`` names. ``ordering`` is the order it is always in.
    """

    write: Writer = table
    whole: tuple[str, ...] = ()
    paged: bool = False
    most: str = "STREAM_ROWS_MAX"
    ordering: str = ""


JSON = Format("json", "application/json", "JSON")
CSV = Written("csv", "text/csv", "CSV")
ATOM = Written("atom", "application/atom+xml", "Atom", write=feed, paged=True, ordering="-published")
CALENDAR = Written("ics", "text/calendar", "iCalendar", write=agenda, most="CALENDAR_ROWS_MAX")
GEOJSON = Written(
    "geojson",
    "application/geo+json",
    "GeoJSON",
    ("event", "meeting", "country"),
    write=geography,
    whole=("country",),
)
PLOVER = Written("plover.jsonl", "application/x-ndjson", "PLOVER", ("event",), write=dyads, whole=("event",))
LINKED = Written("jsonld", "application/ld+json", "JSON-LD", (), write=linked)

FORMATS: tuple[Format, ...] = (JSON, CSV, ATOM, CALENDAR, GEOJSON, PLOVER, LINKED)
OF_EVENTS = tuple(each for each in FORMATS if "event" in each.types and each is not JSON)
"""The formats of the events that belong to a record."""


def of_list(record_type: str) -> tuple[Format, ...]:
    """List the formats of a kind's list, the plainest first."""
    return tuple(each for each in FORMATS if record_type in each.types)


__all__ = [
    "CALENDAR",
    "CSV",
    "FORMATS",
    "GEOJSON",
    "JSON",
    "LINKED",
    "OF_EVENTS",
    "Format",
    "Frame",
    "Json",
    "Written",
    "of_list",
]
