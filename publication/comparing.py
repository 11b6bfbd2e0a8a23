"""Compare a working copy with what the public reads, and one document with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from publication.contracts import CONTRACTS
from publication.drafting import Publishable
from publication.models import Listing
from publication.publishing import body_of, compose
from publication.vocabulary import EditionState

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two documents differ: the path of keys and row numbers, and both values."""

    path: str
    old: Any
    new: Any


def preview(draft: Publishable) -> Json:
    """Build the document as it would be published now, whether or not the draft is ready."""
    found = type(draft).fetch_for_snapshot([draft.pk])[draft.pk]
    listing = Listing.objects.filter(id=draft.pk).first()
    return CONTRACTS[draft.record_type].model_validate(compose(found, listing)).model_dump(mode="json")


def unpublished_changes(draft: Publishable) -> bool:
    """Whether the public reads something else than this working copy says, or nothing."""
    return bool(changed([draft]))


def changed(drafts: Sequence[Publishable]) -> set[UUID]:
    """Find the working copies, of one kind, whose snapshot is not what the public reads now."""
    if not drafts:
        return set()
    ids = [draft.pk for draft in drafts]
    standing = Listing.objects.filter(id__in=ids, state=EditionState.PUBLISHED)
    public = {row.id: body_of(orjson.loads(row.text)) for row in standing}
    with transaction.atomic():
        found = type(drafts[0]).fetch_for_snapshot(ids)
    bodies = {
        pk: CONTRACTS[draft.record_type].model_validate(compose(draft, None)).model_dump(mode="json")
        for pk, draft in found.items()
    }
    return {pk for pk, body in bodies.items() if body_of(body) != public.get(pk)}


def difference(old: Json | None, new: Json | None) -> list[Difference]:
    """List where two documents differ, header apart; rows with an ``id`` are matched by it, not by place."""
    return list(_walk("", body_of(old or {}), body_of(new or {})))


def _walk(path: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _walk(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _walk(path, _by_row(old), _by_row(new))
    else:
        yield Difference(path, old, new)


def _by_row(rows: list[Any]) -> Json:
    """Name each row by what identifies it: its id, its record's key, else its place."""
    named = {}
    for place, row in enumerate(rows, start=1):
        name = None
        if isinstance(row, dict):
            official = row.get("official")
            name = row.get("id") or row.get("code") or row.get("slug")
            if isinstance(official, dict):
                name = f"{official['slug']}/{row.get('role', '')}"
        elif isinstance(row, str):
            name = row
        named[str(name or place)] = row
    return named
