"""Write reading rows: put current editions on the shelves, or take them off, in bulk.

Everything here is called inside the publishing transaction, or by ``refacet`` which rebuilds all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from publication.contracts import CONTRACTS
from publication.facets import Facets, derive
from publication.models import Edition, Link, Listing, Part, PartLink
from publication.models.listing import UNDATED
from publication.vocabulary import EditionState

Tallies = Counter[tuple[str, str, int, str]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One edition with what its reading rows hold; an ending has no facets."""

    edition: Edition
    first_published_at: datetime
    document: dict[str, Any]
    facets: Facets | None


def shelve(editions: Sequence[Edition], first_published: dict[Any, datetime]) -> None:
    """Make these editions the current ones of their records.

    Takes at most one edition a record, and the instant each record was first published, by its identity.
    """
    shelves = [_shelf(edition, first_published[edition.record]) for edition in editions]
    _unshelve([edition.record for edition in editions])
    Listing.objects.bulk_create([_listing(shelf) for shelf in shelves], batch_size=1000)
    standing = [shelf for shelf in shelves if shelf.facets]
    Link.objects.bulk_create([link for shelf in standing for link in _links(shelf)], batch_size=5000)
    parts = [_part(shelf, index) for shelf in standing for index in range(len(_facets(shelf).meetings))]
    Part.objects.bulk_create([part for part, _ in parts], batch_size=1000)
    PartLink.objects.bulk_create([link for _, links in parts for link in links], batch_size=5000)
    _write_search_rows(standing)
    _count(_sum((shelf.edition.type, _facets(shelf)) for shelf in standing))


def _facets(shelf: Shelf) -> Facets:
    assert shelf.facets is not None, "only a standing edition has facets"
    return shelf.facets


def _shelf(edition: Edition, first_published_at: datetime) -> Shelf:
    document = orjson.loads(edition.document) if edition.document else {}
    facets = derive(document) if edition.state == EditionState.PUBLISHED else None
    return Shelf(edition, first_published_at, document, facets)


def _unshelve(records: Sequence[Any]) -> None:
    """Take the rows of these records off, and their counts with them."""
    old = Listing.objects.filter(id__in=records)
    counted = [
        (row.type, derive(orjson.loads(row.text))) for row in old if row.state == EditionState.PUBLISHED
    ]
    _count(Counter({key: -count for key, count in _sum(counted).items()}))
    with connection.cursor() as cursor:
        for table, column in (
            ("publication_partlink", "part_id IN (SELECT id FROM publication_part WHERE listing_id"),
            ("publication_part", "(listing_id"),
            ("publication_link", "(listing_id"),
            ("publication_searchrow", "(listing_id"),
            ("publication_listing", "(id"),
        ):
            cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s))", [list(records)])


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


def _links(shelf: Shelf) -> list[Link]:
    facets, edition = _facets(shelf), shelf.edition
    return [
        Link(listing_id=edition.record, type=edition.type, tag=tag, sort_on=facets.sort_on)
        for tag in facets.tags
    ]


def _part(shelf: Shelf, index: int) -> tuple[Part, list[PartLink]]:
    meeting = _facets(shelf).meetings[index]
    part = Part(
        id=meeting.document["id"],
        listing_id=shelf.edition.record,
        sort_on=meeting.sort_on,
        earliest=meeting.earliest,
        text=orjson.dumps(meeting.document).decode(),
    )
    return part, [PartLink(part_id=part.id, tag=tag, sort_on=part.sort_on) for tag in meeting.tags]


_SEARCH = """
INSERT INTO publication_searchrow (listing_id, type, names, prose, vector)
SELECT id::uuid, type, names, prose,
    setweight(to_tsvector('chancery', names), 'A') || setweight(to_tsvector('chancery', prose), 'B')
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS row (id, type, names, prose)
"""

VECTOR_LIMIT = 200_000
"""Characters of prose that are indexed; PostgreSQL refuses a vector over 1 MB."""


def _write_search_rows(shelves: Sequence[Shelf]) -> None:
    rows = [
        (
            str(shelf.edition.record),
            shelf.edition.type,
            _facets(shelf).names,
            _facets(shelf).prose[:VECTOR_LIMIT],
        )
        for shelf in shelves
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_SEARCH, [list(column) for column in zip(*rows, strict=True)])


def _sum(counted: Iterable[tuple[str, Facets]]) -> Tallies:
    """Add up what documents, each with its type, count under."""
    total: Tallies = Counter()
    for record_type, facets in counted:
        for (tag, year, kind), count in facets.tallies.items():
            total[(record_type, tag, year, kind)] += count
    return total


_COUNT = """
INSERT INTO publication_tally AS t (type, tag, year, kind, count)
SELECT * FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::int[])
ON CONFLICT (type, tag, year, kind) DO UPDATE SET count = t.count + excluded.count
"""

_FORGET = """
DELETE FROM publication_tally AS t USING unnest(%s::text[], %s::text[], %s::int[], %s::text[]) AS r (type, tag, year, kind)
WHERE (t.type, t.tag, t.year, t.kind) = (r.type, r.tag, r.year, r.kind) AND t.count = 0
"""


def _count(changes: Tallies) -> None:
    """Add to the counts; rows that fall to nothing go."""
    rows = sorted((*key, count) for key, count in changes.items() if count)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [list(column) for column in zip(*rows, strict=True)])
            if fallen := [row[:4] for row in rows if row[4] < 0]:
                cursor.execute(_FORGET, [list(column) for column in zip(*fallen, strict=True)])


def clear() -> None:
    """Drop every reading row; the ledger alone stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE publication_partlink, publication_part, publication_link, publication_searchrow,"
            " publication_listing, publication_tally"
        )
