"""Refresh the words that published documents use for a record, from its published document alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from publication.contracts import CONTRACTS, Document
from publication.facets import NAMED
from publication.ledger import open_ledger
from publication.models import Link, Listing
from publication.vocabulary import EditionState, RecordType

BATCH = 500
"""Documents refreshed in one transaction."""


def recaption(record_type: str, key: str, *, by: str, at: datetime) -> int:
    """Publish a minor version of every document that mentions a record by other words than its title now.

    Mentions of a record that was merged lead on to the one that took over. Walks published documents, never
    drafts, so half-edited work stays where it is. Returns how many documents changed; running it again
    changes nothing.
    """
    tag = f"{record_type}:{key}"
    mentioning = Link.objects.filter(tag__in=[tag, f"{NAMED}:{tag}"]).order_by("listing_id")
    ids = list(mentioning.values_list("listing_id", flat=True).distinct())
    return sum(
        _refresh(ids[start : start + BATCH], record_type, key, by, at) for start in range(0, len(ids), BATCH)
    )


def where_it_leads(record_type: str, key: str) -> Listing | None:
    """Find the record that a key leads to, over any number of redirects; none where it ends in nothing.

    One that was merged away may lead to a record that was withdrawn since: its title may be said.
    """
    first = listing = Listing.objects.filter(type=record_type, key=key).first()
    passed = {key}
    while listing and listing.state == EditionState.REDIRECTED and listing.to not in passed:
        passed.add(listing.to)
        listing = Listing.objects.filter(type=record_type, key=listing.to).first()
    if listing is None or listing.state == EditionState.PUBLISHED:
        return listing
    return listing if listing != first and listing.state == EditionState.WITHDRAWN else None


def _refresh(ids: list[UUID], record_type: str, key: str, by: str, at: datetime) -> int:
    with open_ledger(by, at) as ledger:
        named = where_it_leads(record_type, key)
        if named is None:
            return 0
        for listing in Listing.objects.filter(id__in=ids, state=EditionState.PUBLISHED).order_by("id"):
            document = CONTRACTS[listing.type].model_validate(orjson.loads(listing.text))
            if note := _say_anew(document, key, named):
                document.retitle()
                ledger.reissue(document, listing, note=note)
    return len(ledger.editions)


def _say_anew(document: Document, key: str, named: Listing) -> str:
    """Let a document mention a record as it is to be mentioned now; gives the note, none if it did before."""
    mention, words = (named.type, key), named.title
    stale = [
        each
        for each in document.captions()
        if each.mention == mention and (each.words != words or key != named.key)
    ]
    if not stale:
        return ""
    note = f"«{words}» is named so now."
    if key != named.key:
        note = f"«{stale[0].words}» and «{words}» are one record now."
        if named.type == RecordType.OFFICIAL:
            document.join_officials(key, named.key)
    for caption in stale:
        caption.say(words)
        caption.lead_to(named.key)
    return note
