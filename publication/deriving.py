"""Derive everything the reading tables hold of an edition: a pure function of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db.backends.postgresql.psycopg_any import DateRange

from publication.contracts import CONTRACTS
from publication.facets import Facets, derive
from publication.models import Edition, Former, Listing, Part, Service
from publication.models.listing import UNDATED
from publication.vocabulary import EditionState, RecordType

Values = tuple[Any, ...]
"""A row as values, in the order of the table's own columns: an event has some forty links."""

VECTOR_LIMIT = 200_000
"""Characters of prose that are indexed; PostgreSQL refuses a vector over 1 MB."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the reading tables hold of one edition; an ending has a listing and no more."""

    listing: Listing
    facets: Facets | None
    links: list[Values]
    parts: list[Part]
    part_links: list[Values]
    services: list[Service]
    search: tuple[str, str, str, str, str] | None


def derive_rows(edition: Edition, first_published_at: datetime) -> Rows:
    """Derive the rows of an edition that is the newest of its record, without writing them."""
    document = orjson.loads(edition.document) if edition.document else {}
    facets = derive(document) if edition.state == EditionState.PUBLISHED else None
    listing = _listing(edition, first_published_at, document, facets)
    if facets is None:
        return Rows(listing, None, [], [], [], [], None)
    parts = _parts(edition, facets)
    return Rows(
        listing=listing,
        facets=facets,
        links=_links(edition, facets),
        parts=[part for part, _ in parts],
        part_links=[link for _, links in parts for link in links],
        services=_services(edition, facets),
        search=(
            str(edition.record),
            edition.type,
            facets.sort_on.isoformat(),
            facets.names,
            facets.prose[:VECTOR_LIMIT],
        ),
    )


def derive_former(listing: Listing, facets: Facets, until: int) -> list[Former]:
    """Derive how an event and its meetings stood in the lists, from its rows, superseded at a serial."""
    if listing.type != RecordType.EVENT:
        return []
    event = {"id": listing.id, "type": "event", "sort_on": facets.sort_on, "earliest": facets.earliest,
             "tags": facets.tags, "text": listing.list_text}  # fmt: skip
    meetings: list[dict[str, Any]] = [
        {"id": each.id, "type": "meeting", "sort_on": each.sort_on, "earliest": each.earliest,
         "tags": each.tags, "text": each.text}
        for each in facets.meetings
    ]  # fmt: skip
    return [
        Former(
            serial=listing.serial,
            until=until,
            record=listing.id,
            sort_title=facets.sort_title,
            published_at=listing.published_at,
            prose=f"{facets.names} {facets.prose}"[:VECTOR_LIMIT],
            **row,
        )
        for row in (event, *meetings)
    ]


def derive_superseded(edition: Edition, until: int) -> list[Former]:
    """Derive the same from the edition itself, for one that is long superseded."""
    rows = derive_rows(edition, edition.published_at)
    return derive_former(rows.listing, rows.facets, until) if rows.facets else []


def _listing(
    edition: Edition, first_published_at: datetime, document: dict[str, Any], facets: Facets | None
) -> Listing:
    listed, rest = _texts(edition, document) if facets else (edition.document, "")
    return Listing(
        id=edition.record,
        type=edition.type,
        key=edition.key,
        title=document.get("title", ""),
        sort_title=facets.sort_title if facets else "",
        serial=edition.serial,
        version=edition.version,
        state=edition.state,
        note=edition.note,
        to=edition.to,
        sort_on=facets.sort_on if facets else UNDATED,
        earliest=facets.earliest if facets else None,
        first_published_at=first_published_at,
        published_at=edition.published_at,
        list_text=listed,
        rest_text=rest,
    )


def _texts(edition: Edition, document: dict[str, Any]) -> tuple[str, str]:
    """Split the document's text into list form and rest, both JSON objects."""
    keys = CONTRACTS[edition.type].listed_keys()
    listed = {key: document[key] for key in keys}
    rest = {key: value for key, value in document.items() if key not in listed}
    return orjson.dumps(listed).decode(), orjson.dumps(rest).decode()


def _links(edition: Edition, facets: Facets) -> list[Values]:
    return [(edition.record, edition.type, tag, facets.sort_on) for tag in facets.tags]


def _services(edition: Edition, facets: Facets) -> list[Service]:
    return [
        Service(
            listing_id=edition.record,
            country=each.country,
            level=each.level,
            days=DateRange(each.first, each.last + timedelta(days=1) if each.last else None),
        )
        for each in facets.services
    ]


def _parts(edition: Edition, facets: Facets) -> list[tuple[Part, list[Values]]]:
    rows = []
    for meeting in facets.meetings:
        part = Part(
            id=meeting.id,
            listing_id=edition.record,
            serial=edition.serial,
            sort_on=meeting.sort_on,
            earliest=meeting.earliest,
            text=meeting.text,
        )
        rows.append((part, [(part.id, tag, meeting.sort_on) for tag in meeting.tags]))
    return rows
