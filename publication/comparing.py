"""Compare a working copy with what the public reads, and one document with another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from publication.contracts import CONTRACTS
from publication.differing import Difference, body_of, difference
from publication.drafting import Publishable
from publication.ledger import compose
from publication.models import Listing
from publication.vocabulary import EditionState

Json = dict[str, Any]

__all__ = ["Difference", "changed", "composed", "difference", "differs", "preview", "unpublished_changes"]


def preview(draft: Publishable) -> Json:
    """Build the document as it would be published now, whether or not the draft is ready."""
    whole = type(draft).fetch_for_snapshot([draft.pk])[draft.pk]
    return composed(whole, Listing.objects.filter(id=draft.pk).first())


def composed(draft: Publishable, listing: Listing | None) -> Json:
    """Build the document, as ``preview`` does, of a draft fetched ``for_snapshot`` and its shelf row."""
    return CONTRACTS[draft.record_type].model_validate(compose(draft, listing)).model_dump(mode="json")


def unpublished_changes(draft: Publishable) -> bool:
    """Whether the public reads something else than this working copy says, or nothing."""
    return bool(changed([draft]))


def differs(draft: Publishable, listing: Listing | None) -> bool:
    """Whether the public reads something else, or nothing, than a draft fetched ``for_snapshot`` says.

    ``listing`` is its row of the shelf, if it has one.
    """
    if listing is None or listing.state != EditionState.PUBLISHED:
        return True
    return body_of(orjson.loads(listing.text)) != body_of(composed(draft, listing))


def changed(drafts: Sequence[Publishable]) -> set[UUID]:
    """Find the working copies, of one kind, whose snapshot is not what the public reads now."""
    if not drafts:
        return set()
    ids = [draft.pk for draft in drafts]
    standing = Listing.objects.filter(id__in=ids, state=EditionState.PUBLISHED)
    public = {row.id: body_of(orjson.loads(row.text)) for row in standing}
    with transaction.atomic():
        found = type(drafts[0]).fetch_for_snapshot(ids)
    return {pk for pk, draft in found.items() if body_of(composed(draft, None)) != public.get(pk)}
