"""Cite a row of the data set, so that the citation alone says what the row said.

A row that was loaded before is compared with its citation and text. So a later load sees what changed in
the data set, and never takes an editor's work on the event for a change.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from desk.loading.trips import OFFICES, Trip
from relations.models import Source

PUBLISHER: Final = "Office of the Historian, U.S. Department of State"
DATA_SET: Final = "Travels abroad (data set HistoryAtState/travels)"
SITE: Final = "https://history.state.gov/departmenthistory/travels"
RIGHTS: Final = "public domain"

ROW: Final = re.compile(
    re.escape(DATA_SET)
    + r", row (?P<key>[^:]+): (?P<name>[^;]+); (?P<country>[^;]+); "
    + r"(?P<start>\d{4}-\d\d-\d\d) to (?P<end>\d{4}-\d\d-\d\d)(; (?P<locale>.*))?"
)


def cite_trip(trip: Trip, import_name: str) -> Source:
    """Make the source of a trip: its row, with the remarks as text."""
    places = f"; {trip.locale}" if trip.locale else ""
    title = f"{DATA_SET}, row {trip.key}: {trip.name}; {trip.country}; {trip.start} to {trip.end}{places}"
    return _source(title, page_of(trip.role, trip.who), import_name, trip.key).with_text(trip.remarks)


def cite_traveller(name: str, role: str, who: str, import_name: str) -> Source:
    """Make the source of a traveller's office: all rows on this person in this role."""
    title = f"{DATA_SET}: {OFFICES[role].title} {name}"
    return _source(title, page_of(role, who), import_name, f"{role}/{who}")


def cite_terms(import_name: str) -> Source:
    """Make the source of presidents' terms of office."""
    return _source(
        f"{DATA_SET}: terms of office of presidents", f"{SITE}/president", import_name, "terms/presidents"
    )


def page_of(role: str, who: str) -> str:
    """Give the address of a traveller's page."""
    return f"{SITE}/{role}/{who}"


def row_cited(source: Source) -> Trip | None:
    """Read back the trip that a source cites, without a country code; None where the words are not ours."""
    found = ROW.fullmatch(source.title)
    if not found:
        return None
    role, _, who = source.url.removeprefix(f"{SITE}/").partition("/")
    return Trip(
        key=source.import_key,
        role=role,
        who=who,
        name=found["name"],
        start=date.fromisoformat(found["start"]),
        end=date.fromisoformat(found["end"]),
        country=found["country"],
        code="",
        locale=found["locale"] or "",
        remarks=source.text,
    )


def _source(title: str, url: str, import_name: str, import_key: str) -> Source:
    return Source(
        publisher=PUBLISHER,
        title=title,
        url=url,
        language="en",
        rights=RIGHTS,
        import_name=import_name,
        import_key=import_key,
    )
