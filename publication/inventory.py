"""Compare what stands on the shelves, row by row, with what the ledger puts there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Model

from publication.deriving import Rows, derive_rows, derive_superseded
from publication.folding import sound
from publication.models import Edition, Former, Link, Listing, Part, PartLink, Service, Tally, Word
from publication.shelving import VECTOR
from publication.tallying import Tallies, total
from publication.wording import words_of

CHUNK = 1000
"""Rows read at a time."""

SAID = {
    "listing": "The listing of {} does not read as its edition.",
    "links": "The links of {} are not those of its document.",
    "parts": "The meetings of {} do not read as its edition.",
    "part_links": "The links of the meetings of {} are not those of its document.",
    "services": "The days in office of {} are not those of its document.",
    "search": "The words that find {} are not those of its document.",
}
"""What is told of the rows of an edition that are not as they should be."""


def newest() -> Iterator[list[Edition]]:
    """Walk the newest edition of every record, in chunks by serial."""
    rows = Edition.objects.order_by("record", "-version").distinct("record").values_list("serial", flat=True)
    serials = sorted(rows)
    for start in range(0, len(serials), CHUNK):
        yield list(Edition.objects.filter(serial__in=serials[start : start + CHUNK]).order_by("serial"))


def superseded() -> Iterator[list[tuple[Edition, int]]]:
    """Walk the superseded editions of events, each with the serial of the one that followed."""
    found = Edition.objects.superseded().iterator(CHUNK)
    while chunk := [(edition, int(getattr(edition, "until"))) for edition in islice(found, CHUNK)]:  # noqa: B009
        yield chunk


def first_published(editions: Sequence[Edition]) -> dict[UUID, datetime]:
    """Find when the records of these editions were first published, as their first document says."""
    records = [edition.record for edition in editions]
    rows = Edition.objects.filter(record__in=records).order_by("record", "version").distinct("record")
    first = rows.values_list("record", "document", "published_at")
    return {record: _first_published(document) or at for record, document, at in first}


def _first_published(document: str) -> datetime | None:
    """Read a document's own instant; none where it cannot be read, of which its seal tells."""
    try:
        return datetime.fromisoformat(orjson.loads(document)["first_published_at"])
    except (ValueError, KeyError, TypeError):
        return None


def reading_faults() -> Iterator[str]:
    """Derive every reading row from the ledger again and compare it with what stands on the shelves."""
    tallies, words = Tallies(), Counter[str]()
    known = 0
    for editions in newest():
        known += len(editions)
        yield from _chunk_faults(editions, tallies, words)
    if Listing.objects.count() != known:
        yield f"There are {Listing.objects.count()} listings for {known} records in the ledger."
    stored = {(row.type, row.tag, row.year, row.kind): row.count for row in Tally.objects.iterator(CHUNK)}
    for key in sorted(stored.keys() | tallies.keys()):
        if stored.get(key, 0) != tallies[key]:
            yield f"The tally {key} says {stored.get(key, 0)} where the record holds {tallies[key]}."
    yield from _word_faults(words)
    yield from _former_faults()


def _word_faults(words: Counter[str]) -> Iterator[str]:
    stored = {row.word: (row.sound, row.count) for row in Word.objects.iterator(CHUNK)}
    wanted = {word: (sound(word), number) for word, number in words.items()}
    for word in sorted({word for word, _ in stored.items() ^ wanted.items()}):
        yield f"The word «{word}» is kept as {stored.get(word)} where the record makes it {wanted.get(word)}."


def _former_faults() -> Iterator[str]:
    """Derive how superseded editions stood in the lists again, and compare it with what is kept."""
    known = 0
    for chunk in superseded():
        serials = [edition.serial for edition, _ in chunk]
        kept: dict[int, set[Row]] = defaultdict(set)
        for former in Former.objects.filter(serial__in=serials):
            kept[former.serial].add(_row(former))
        for edition, until in chunk:
            wanted = {_row(row) for row in derive_superseded(edition, until)}
            known += len(wanted)
            if kept[edition.serial] != wanted:
                yield f"How {edition} (serial {edition.serial}) stood in the lists is not kept as it was."
    if Former.objects.count() != known:
        yield f"There are {Former.objects.count()} former rows where the ledger makes {known}."


def _chunk_faults(editions: list[Edition], tallies: Tallies, words: Counter[str]) -> Iterator[str]:
    standing = _stored([edition.record for edition in editions])
    first = first_published(editions)
    for edition in editions:
        try:
            rows = derive_rows(edition, first[edition.record])
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"The document of {edition} (serial {edition.serial}) cannot be read."
            continue
        wanted = _wanted(rows)
        yield from (
            SAID[kind].format(edition) for kind in SAID if standing[kind][edition.record] != wanted[kind]
        )
        if rows.facets:
            tallies.update(total([(edition.type, rows.facets)]))
            words.update(words_of([rows.facets.names]))


Row = tuple[str, ...]
Stock = dict[str, dict[UUID, set[Row]]]


def _wanted(rows: Rows) -> dict[str, set[Row]]:
    return {
        "listing": {_row(rows.listing)},
        "links": {tuple(map(str, link)) for link in rows.links},
        "parts": {_row(part) for part in rows.parts},
        "part_links": {tuple(map(str, link)) for link in rows.part_links},
        "services": {_row(service)[1:] for service in rows.services},
        "search": {(*map(str, rows.search), "True")} if rows.search else set(),
    }


def _row(row: Model) -> Row:
    return tuple(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)


def _stored(records: list[UUID]) -> Stock:
    """Read everything the reading tables hold of these records."""
    stock: Stock = {kind: defaultdict(set) for kind in SAID}
    for listing in Listing.objects.filter(id__in=records):
        stock["listing"][listing.id].add(_row(listing))
    for link in Link.objects.filter(listing_id__in=records):
        stock["links"][link.listing_id].add(_row(link))
    for part in Part.objects.filter(listing_id__in=records):
        stock["parts"][part.listing_id].add(_row(part))
    for tag in PartLink.objects.filter(part__listing_id__in=records).select_related("part"):
        stock["part_links"][tag.part.listing_id].add(_row(tag))
    for service in Service.objects.filter(listing_id__in=records):
        stock["services"][service.listing_id].add(_row(service)[1:])
    for record, row in _search_rows(records):
        stock["search"][record].add(row)
    return stock


def _search_rows(records: list[UUID]) -> Iterator[tuple[UUID, Row]]:
    """Read search rows, each with whether its vector is that of its words."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT listing_id, type, sort_on, names, prose, vector = ({VECTOR}) FROM publication_searchrow"  # noqa: S608
            " WHERE listing_id = ANY(%s)",
            [records],
        )
        for listing, *rest in cursor.fetchall():
            yield listing, (str(listing), *map(str, rest))
