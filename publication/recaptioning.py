"""Refresh the words that published documents use for a record, from its published document alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from publication.contracts import CONTRACTS
from publication.facets import NAMED
from publication.ledger import open_ledger
from publication.models import Link, Listing
from publication.vocabulary import EditionState

BATCH = 500
"""Documents refreshed in one transaction."""


def recaption(record_type: str, key: str, *, by: str, at: datetime) -> int:
    """Publish a minor version of every document that mentions a record by other words than its title now.

    Walks published documents, never drafts, so half-edited work stays where it is. Returns how many
    documents changed; running it again changes nothing.
    """
    named = Listing.objects.filter(type=record_type, key=key, state=EditionState.PUBLISHED).first()
    if named is None:
        return 0
    tag = f"{record_type}:{key}"
    mentioning = Link.objects.filter(tag__in=[tag, f"{NAMED}:{tag}"]).order_by("listing_id")
    ids = list(mentioning.values_list("listing_id", flat=True).distinct())
    return sum(
        _refresh(ids[start : start + BATCH], (record_type, key), named.title, by, at)
        for start in range(0, len(ids), BATCH)
    )


def _refresh(ids: list[UUID], mention: tuple[str, str], words: str, by: str, at: datetime) -> int:
    with open_ledger(by, at) as ledger:
        for listing in Listing.objects.filter(id__in=ids, state=EditionState.PUBLISHED).order_by("id"):
            document = CONTRACTS[listing.type].model_validate(orjson.loads(listing.text))
            stale = [each for each in document.captions() if each.mention == mention and each.words != words]
            for caption in stale:
                caption.say(words)
            if stale:
                document.retitle()
                ledger.reissue(document, listing, note=f"«{words}» is named so now.")
    return len(ledger.editions)
