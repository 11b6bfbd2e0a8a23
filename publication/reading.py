"""Read single records and the ledger through the ``public`` connection: one row a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connections
from django.db.models import QuerySet

from publication.differing import Difference, difference
from publication.models import Edition, Listing
from publication.vocabulary import SILENT, EditionState

PUBLIC = "public"
"""The database alias of public reads: it may SELECT the published tables and nothing else."""

_NAMES = [field.attname for field in Listing._meta.concrete_fields]
# Written out where every reader asks: composing them anew takes as long as all else together.
_LAST = "SELECT serial, published_at FROM publication_edition ORDER BY serial DESC LIMIT 1"
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_RECORD = f"SELECT {_COLUMNS} FROM publication_listing WHERE type = %s AND key = %s"  # noqa: S608  # ours


def last_serial() -> int:
    """Give the newest serial, 0 for an empty ledger."""
    return Edition.objects.using(PUBLIC).last_serial()


def last_change() -> tuple[int, datetime | None]:
    """Give the newest serial and when it was published."""
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_LAST)
        return cursor.fetchone() or (0, None)


def record(record_type: str, key: str) -> Listing | None:
    """Find the current edition of a record, of whatever state."""
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_RECORD, [record_type, key])
        row = cursor.fetchone()
    return Listing.from_db(PUBLIC, _NAMES, row) if row else None


def editions(record_type: str, key: str) -> QuerySet[Edition]:
    """Select the editions of a record, newest first, without their documents."""
    return (
        Edition.objects.using(PUBLIC).filter(type=record_type, key=key).order_by("-version").defer("document")
    )


def edition(record_type: str, key: str, version: int) -> Edition | None:
    """Find one edition of a record."""
    return Edition.objects.using(PUBLIC).filter(type=record_type, key=key, version=version).first()


def document_of(edition: Edition | None) -> dict[str, Any] | None:
    """Read an edition's document; none for an ending."""
    if edition is None or edition.state != EditionState.PUBLISHED:
        return None
    document: dict[str, Any] = orjson.loads(edition.document)
    return document


def changed_by(newer: Edition | None) -> list[Difference]:
    """Compare an edition with the one before it; nothing where either has no document of its own."""
    new = document_of(newer)
    old = document_of(edition(newer.type, newer.key, newer.version - 1)) if newer and new else None
    return difference(old, new) if old and new else []


def changes(since: int, size: int) -> list[Edition]:
    """List the editions after a serial, oldest first; one more than asked for tells that there are more."""
    return list(Edition.objects.using(PUBLIC).after(since)[: size + 1])


def corrections(size: int) -> list[Edition]:
    """List the newest editions that corrected what was published."""
    return list(Edition.objects.using(PUBLIC).corrections()[:size])


def between(first: int, end: int) -> list[tuple[str, str, datetime]]:
    """List type, key and instant of the published records whose serials are from one to before another."""
    found = Listing.objects.using(PUBLIC).filter(serial__gte=first, serial__lt=end)
    shown = found.filter(state=EditionState.PUBLISHED).order_by("serial")
    return list(shown.values_list("type", "key", "published_at"))


def standing_events(keys: Sequence[str]) -> dict[str, Listing]:
    """Find the published events of these keys, without their documents."""
    found = Listing.objects.using(PUBLIC).filter(type="event", key__in=keys, state=EditionState.PUBLISHED)
    return {each.key: each for each in found.defer("list_text", "rest_text")}


def rests(records: Sequence[str]) -> dict[str, str]:
    """Give what the published ones of these records say beyond the list form, as JSON texts by identity."""
    found = Listing.objects.using(PUBLIC).filter(id__in=records, state=EditionState.PUBLISHED)
    return {str(identity): text or "{}" for identity, text in found.values_list("id", "rest_text")}


def unspeakable(records: Sequence[UUID]) -> set[UUID]:
    """Find which of these records were withdrawn or retracted: their old documents are not shown either."""
    ended = Listing.objects.using(PUBLIC).filter(id__in=records, state__in=SILENT)
    return set(ended.values_list("id", flat=True))


def standing(record_type: str, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Read published records of these keys in their list form."""
    found = Listing.objects.using(PUBLIC).filter(type=record_type, key__in=keys, state=EditionState.PUBLISHED)
    return {key: orjson.loads(text) for key, text in found.values_list("key", "list_text")}


def documents(record_type: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Read published records of these keys whole, in the order of the keys."""
    found = Listing.objects.using(PUBLIC).filter(type=record_type, key__in=keys, state=EditionState.PUBLISHED)
    by_key = {each.key: orjson.loads(each.text) for each in found}
    return [by_key[key] for key in keys if key in by_key]


def missing(mentions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Find which of these records, by type and key, the public record does not hold."""
    keys = [key for _, key in mentions]
    found = set(Listing.objects.using(PUBLIC).filter(key__in=keys).values_list("type", "key"))
    return [mention for mention in mentions if mention not in found]
