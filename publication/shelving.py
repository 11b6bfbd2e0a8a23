"""Write reading rows: put current editions on the shelves, or take them off, in bulk.

Everything here is called inside the publishing transaction, or by ``refacet`` which rebuilds all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from publication.contracts import CONTRACTS
from publication.facets import Facets, derive
from publication.models import Edition, Link, Listing, Part, PartLink
from publication.models.listing import UNDATED
from publication.tallying import count, total
from publication.vocabulary import EditionState


@dataclass(frozen=True, slots=True)
class Shelf:
    """One edition with what its reading rows hold; an ending has no facets."""

    edition: Edition
    first_published_at: datetime
    document: dict[str, Any]
    facets: Facets | None


def shelve(editions: Sequence[Edition], first_published: dict[UUID, datetime]) -> None:
    """Make these editions the current ones of their records.

    Takes at most one edition a record, and the instant each record was first published, by its identity.
    """
    _unshelve([edition.record for edition in editions])
    shelves = [_shelf(edition, first_published[edition.record]) for edition in editions]
    standing = [(shelf.edition, shelf.facets) for shelf in shelves if shelf.facets]
    Listing.objects.bulk_create([_listing(shelf) for shelf in shelves], batch_size=1000)
    Link.objects.bulk_create([link for each in standing for link in _links(*each)], batch_size=5000)
    parts = [part for each in standing for part in _parts(*each)]
    Part.objects.bulk_create([part for part, _ in parts], batch_size=1000)
    PartLink.objects.bulk_create([link for _, links in parts for link in links], batch_size=5000)
    _write_search_rows(standing)
    count(total((edition.type, facets) for edition, facets in standing))


def _shelf(edition: Edition, first_published_at: datetime) -> Shelf:
    document = orjson.loads(edition.document) if edition.document else {}
    facets = derive(document) if edition.state == EditionState.PUBLISHED else None
    return Shelf(edition, first_published_at, document, facets)


_TAKE_OFF = (
    "DELETE FROM publication_partlink USING publication_part p WHERE p.id = part_id AND listing_id = ANY(%s)",
    "DELETE FROM publication_part WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_link WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_searchrow WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_listing WHERE id = ANY(%s)",
)


def _unshelve(records: list[UUID]) -> None:
    """Take the rows of these records off, and their counts with them."""
    standing = Listing.objects.filter(id__in=records, state=EditionState.PUBLISHED)
    counted = total((row.type, derive(orjson.loads(row.text))) for row in standing)
    count(Counter({key: -number for key, number in counted.items()}))
    with connection.cursor() as cursor:
        for statement in _TAKE_OFF:
            cursor.execute(statement, [records])


def _listing(shelf: Shelf) -> Listing:
    edition, facets = shelf.edition, shelf.facets
    listed, rest = _texts(shelf)
    return Listing(
        id=edition.record,
        type=edition.type,
        key=edition.key,
        title=shelf.document.get("title", ""),
        sort_title=facets.sort_title if facets else "",
        serial=edition.serial,
        version=edition.version,
        state=edition.state,
        note=edition.note,
        to=edition.to,
        sort_on=facets.sort_on if facets else UNDATED,
        earliest=facets.earliest if facets else None,
        first_published_at=shelf.first_published_at,
        published_at=edition.published_at,
        list_text=listed,
        rest_text=rest,
    )


def _texts(shelf: Shelf) -> tuple[str, str]:
    """Split the document's text into list form and rest, both JSON objects."""
    if shelf.facets is None:
        return shelf.edition.document, ""
    keys = CONTRACTS[shelf.edition.type].listed_keys()
    listed = {key: shelf.document[key] for key in keys}
    rest = {key: value for key, value in shelf.document.items() if key not in listed}
    return orjson.dumps(listed).decode(), orjson.dumps(rest).decode()


def _links(edition: Edition, facets: Facets) -> list[Link]:
    return [
        Link(listing_id=edition.record, type=edition.type, tag=tag, sort_on=facets.sort_on)
        for tag in facets.tags
    ]


def _parts(edition: Edition, facets: Facets) -> list[tuple[Part, list[PartLink]]]:
    rows = []
    for meeting in facets.meetings:
        part = Part(
            id=meeting.document["id"],
            listing_id=edition.record,
            sort_on=meeting.sort_on,
            earliest=meeting.earliest,
            text=orjson.dumps(meeting.document).decode(),
        )
        links = [PartLink(part_id=part.id, tag=tag, sort_on=part.sort_on) for tag in meeting.tags]
        rows.append((part, links))
    return rows


VECTOR = "setweight(to_tsvector('chancery', names), 'A') || setweight(to_tsvector('chancery', prose), 'B')"
"""The vector of a search row, in SQL, from its words."""

_SEARCH = f"""
INSERT INTO publication_searchrow (listing_id, type, names, prose, vector)
SELECT id::uuid, type, names, prose,
    {VECTOR}
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS row (id, type, names, prose)
"""  # noqa: S608  # the expression is ours

VECTOR_LIMIT = 200_000
"""Characters of prose that are indexed; PostgreSQL refuses a vector over 1 MB."""


def _search_row(edition: Edition, facets: Facets) -> tuple[str, str, str, str]:
    return str(edition.record), edition.type, facets.names, facets.prose[:VECTOR_LIMIT]


def _write_search_rows(standing: Sequence[tuple[Edition, Facets]]) -> None:
    rows = [_search_row(*each) for each in standing]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_SEARCH, [list(column) for column in zip(*rows, strict=True)])


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the reading tables hold of one edition."""

    facets: Facets | None
    listing: Listing
    links: list[Link]
    parts: list[Part]
    part_links: list[PartLink]
    search: tuple[str, str, str, str] | None


def derive_rows(edition: Edition, first_published_at: datetime) -> Rows:
    """Derive the rows of an edition that is the newest of its record, without writing them."""
    shelf = _shelf(edition, first_published_at)
    if shelf.facets is None:
        return Rows(None, _listing(shelf), [], [], [], None)
    parts = _parts(edition, shelf.facets)
    return Rows(
        facets=shelf.facets,
        listing=_listing(shelf),
        links=_links(edition, shelf.facets),
        parts=[part for part, _ in parts],
        part_links=[link for _, links in parts for link in links],
        search=_search_row(edition, shelf.facets),
    )


def clear() -> None:
    """Drop every reading row; the ledger alone stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE publication_partlink, publication_part, publication_link, publication_searchrow,"
            " publication_listing, publication_tally"
        )
