"""Prove that nothing in the public record was altered or lost.

Each check walks the record once and yields a sentence wherever something disagrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import orjson
from django.apps import apps

from publication.comparing import changed
from publication.drafting import Publishable
from publication.facets import Facets, derive
from publication.models import Edition, Link, Listing, Part, PartLink, SearchRow, Tally
from publication.models.edition import GENESIS
from publication.vocabulary import EditionState

CHUNK = 1000
"""Rows read at a time."""


def ledger_faults() -> Iterator[str]:
    """Walk the chain of seals from the first edition to the last."""
    serial, seal = 0, GENESIS
    for edition in Edition.objects.order_by("serial").iterator(CHUNK):
        if edition.serial != serial + 1:
            yield f"Serial {edition.serial} follows {serial}: editions between them are missing."
        if edition.previous_seal != seal:
            yield f"{edition} (serial {edition.serial}) does not chain to the edition before it."
        if edition.compute_sha256() != edition.sha256:
            yield f"The document of {edition} (serial {edition.serial}) is not the one that was published."
        if edition.compute_seal() != edition.seal:
            yield f"The context of {edition} (serial {edition.serial}) is not the one that was published."
        serial, seal = edition.serial, edition.seal


def newest() -> Iterator[list[Edition]]:
    """Walk the newest edition of every record, in chunks by serial."""
    rows = Edition.objects.order_by("record", "-version").distinct("record").values_list("serial", flat=True)
    serials = sorted(rows)
    for start in range(0, len(serials), CHUNK):
        yield list(Edition.objects.filter(serial__in=serials[start : start + CHUNK]).order_by("serial"))


def reading_faults() -> Iterator[str]:
    """Derive every reading row from the ledger again and compare it with what stands on the shelves."""
    tallies: Counter[tuple[str, str, int, str]] = Counter()
    known = 0
    for editions in newest():
        known += len(editions)
        yield from _chunk_faults(editions, tallies)
    if Listing.objects.count() != known:
        yield f"There are {Listing.objects.count()} listings for {known} records in the ledger."
    stored = {(row.type, row.tag, row.year, row.kind): row.count for row in Tally.objects.iterator(CHUNK)}
    for key in sorted(stored.keys() | tallies.keys()):
        if stored.get(key, 0) != tallies[key]:
            yield f"The tally {key} says {stored.get(key, 0)} where the record holds {tallies[key]}."


def _chunk_faults(editions: list[Edition], tallies: Counter[tuple[str, str, int, str]]) -> Iterator[str]:
    shelves = _Shelves([edition.record for edition in editions])
    for edition in editions:
        listing = shelves.listings.get(edition.record)
        if listing is None or (listing.serial, listing.state) != (edition.serial, edition.state):
            yield f"The listing of {edition} is not at serial {edition.serial}."
        elif edition.state != EditionState.PUBLISHED:
            if listing.text != edition.document:
                yield f"The listing of {edition} does not read as its edition."
        else:
            facets = derive(orjson.loads(edition.document))
            yield from shelves.faults(edition, facets)
            for (tag, year, kind), count in facets.tallies.items():
                tallies[edition.type, tag, year, kind] += count


class _Shelves:
    """What the reading tables hold of some records."""

    def __init__(self, records: list[UUID]) -> None:
        self.listings = {each.id: each for each in Listing.objects.filter(id__in=records)}
        of_records = {"listing_id__in": records}
        self.links = set(Link.objects.filter(**of_records).values_list("listing_id", "tag", "sort_on"))
        self.parts = {str(each.id): each for each in Part.objects.filter(**of_records)}
        of_parts = PartLink.objects.filter(part__listing_id__in=records)
        self.part_links = {(str(part), tag) for part, tag in of_parts.values_list("part_id", "tag")}
        self.searched = set(SearchRow.objects.filter(**of_records).values_list("listing_id", flat=True))

    def faults(self, edition: Edition, facets: Facets) -> Iterator[str]:
        """Compare the rows of a published edition with what its document gives."""
        listing = self.listings[edition.record]
        document = orjson.loads(edition.document)
        if orjson.loads(listing.text) != document or listing.title != document["title"]:
            yield f"The listing of {edition} does not read as its edition."
        if any((edition.record, tag, facets.sort_on) not in self.links for tag in facets.tags):
            yield f"A link of {edition} is missing."
        if edition.record not in self.searched:
            yield f"{edition} cannot be found by search."
        for meeting in facets.meetings:
            identity = meeting.document["id"]
            part = self.parts.get(identity)
            if part is None or orjson.loads(part.text) != meeting.document:
                yield f"A meeting of {edition} does not read as its edition."
            if any((identity, tag) not in self.part_links for tag in meeting.tags):
                yield f"A link of a meeting of {edition} is missing."


def working_kinds() -> list[type[Publishable]]:
    """List the models of working copies, whichever rooms they stand in."""
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def draft_faults() -> Iterator[str]:
    """Find public records whose working copy is gone."""
    for model in working_kinds():
        there = set(model._default_manager.values_list("pk", flat=True))
        for listing in Listing.objects.filter(type=model.record_type).iterator(CHUNK):
            if listing.id not in there and listing.state == EditionState.PUBLISHED:
                yield f"The working copy of {listing} is gone."


def unpublished() -> Iterator[Publishable]:
    """Walk the working copies of public records that say something else than the public reads."""
    for model in working_kinds():
        ids = list(
            Listing.objects.filter(type=model.record_type, state=EditionState.PUBLISHED).values_list(
                "id", flat=True
            )
        )
        for start in range(0, len(ids), CHUNK):
            drafts = list(model._default_manager.filter(pk__in=ids[start : start + CHUNK]))
            different = changed(drafts)
            yield from (draft for draft in drafts if draft.pk in different)
