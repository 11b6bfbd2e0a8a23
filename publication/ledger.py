"""Hold the ledger while it is locked: number, seal and shelve the editions of one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from pydantic import ValidationError

from publication.addresses import address, instant
from publication.contracts import CONTRACTS, Document, WithdrawnDocument
from publication.copying import copy_plain
from publication.drafting import Problem, Publishable, Snapshot
from publication.models import Edition, Listing
from publication.models.edition import GENESIS
from publication.refusals import NotReady
from publication.shelving import shelve
from publication.vocabulary import ChangeKind, EditionState

LEDGER_LOCK = 0x6368616E63657279
"""The advisory lock of the ledger: "chancery" in ASCII."""


def header(
    record_type: str, key: str, record: str, version: int, at: str, first_at: str, change: str, note: str
) -> Snapshot:
    """Write what every document begins with."""
    return {
        "id": record,
        "type": record_type,
        "slug": key,
        "url": address(record_type, key),
        "version": version,
        "state": EditionState.PUBLISHED.value,
        "published_at": at,
        "first_published_at": first_at,
        "change": {"kind": str(change), "note": note or None},
    }


def compose(draft: Publishable, listing: Listing | None) -> Snapshot:
    """Put a header before the snapshot of a draft, fetched ``for_snapshot``, as of its last save."""
    at = instant(draft.updated_at)
    first = instant(listing.first_published_at) if listing else at
    version = (listing.version if listing else 0) + 1
    change = ChangeKind.MAJOR if listing else ChangeKind.INITIAL
    return {
        **header(draft.record_type, draft.key, str(draft.pk), version, at, first, change, ""),
        **draft.snapshot(),
    }


def queue_for_ledger() -> None:
    """Wait for the ledger, and hold it for the rest of the transaction.

    Who locks a draft and publishes it afterwards calls this before: everybody takes the ledger first, so that
    no two wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])


@contextmanager
def open_ledger(by: str, at: datetime) -> Iterator[Ledger]:
    """Lock the ledger for one transaction; what was added is written when the block ends well.

    ``by`` is who publishes, ``at`` the instant (aware), moved on to that of the newest edition if it lags.
    """
    with transaction.atomic():
        queue_for_ledger()
        head = Edition.objects.order_by("-serial").first()
        ledger = Ledger(by, max(at, head.published_at) if head else at, head)
        yield ledger
        ledger.close()


class Ledger:
    """The ledger while it is locked: numbers, seals and shelves the editions of one transaction."""

    def __init__(self, by: str, at: datetime, head: Edition | None) -> None:
        self.by = by
        self.at = at.astimezone(UTC)
        self.serial, self.seal = (head.serial, head.seal) if head else (0, GENESIS)
        self.editions: list[Edition] = []
        self.first_published: dict[UUID, datetime] = {}

    def close(self) -> None:
        """Write the editions and their reading rows."""
        copy_plain(Edition, self.editions)
        shelve(self.editions, self.first_published)

    def current(self, records: Collection[UUID]) -> dict[UUID, Listing]:
        """Read the current editions of records, by identity."""
        return {listing.id: listing for listing in Listing.objects.filter(id__in=records)}

    def document(self, draft: Publishable, listing: Listing | None, change: str, note: str) -> Document:
        """Compose the document of a draft's next edition and hold it to its contract."""
        kind = change if listing else ChangeKind.INITIAL
        head = self._header(draft.record_type, draft.key, draft.pk, listing, kind, note)
        try:
            return CONTRACTS[draft.record_type].model_validate({**head, **draft.snapshot()})
        except ValidationError as broken:
            raise NotReady(
                Problem(".".join(map(str, each["loc"])), f"{draft}: {each['msg']}.")
                for each in broken.errors()
            ) from broken

    def _header(
        self, record_type: str, key: str, record: UUID, listing: Listing | None, change: str, note: str
    ) -> Snapshot:
        first = listing.first_published_at if listing else self.at
        version = (listing.version if listing else 0) + 1
        return header(record_type, key, str(record), version, instant(self.at), instant(first), change, note)

    def write(self, document: Document) -> None:
        """Add a published edition of what its header says."""
        self._append(
            record=UUID(document.id),
            first=datetime.fromisoformat(document.first_published_at),
            type=document.type,
            key=document.slug,
            version=document.version,
            state=EditionState.PUBLISHED,
            change=document.change.kind,
            note=document.change.note or "",
            document=document.model_dump_json(),
        )

    def reissue(self, document: Document, listing: Listing, note: str) -> None:
        """Add a minor version of a published document whose captions were refreshed."""
        document.version = listing.version + 1
        document.published_at = instant(self.at)
        document.change.kind = "minor"
        document.change.note = note
        self.write(document)

    def end(self, listing: Listing, state: EditionState, change: str, note: str, to: str) -> Edition:
        """Add an ending; a withdrawn record keeps its header as document, other endings keep none."""
        document = ""
        if state == EditionState.WITHDRAWN:
            head = self._header(listing.type, listing.key, listing.id, listing, change, note)
            head |= {"state": state.value, "title": listing.title}
            document = WithdrawnDocument.model_validate(head).model_dump_json()
        return self._append(
            record=listing.id,
            first=listing.first_published_at,
            type=listing.type,
            key=listing.key,
            version=listing.version + 1,
            state=state,
            change=change,
            note=note,
            to=to,
            document=document,
        )

    def _append(self, *, first: datetime, **facts: Any) -> Edition:
        self.serial += 1
        edition = Edition(
            serial=self.serial, published_at=self.at, published_by=self.by, previous_seal=self.seal, **facts
        )
        edition.sha256 = edition.compute_sha256()
        self.seal = edition.seal = edition.compute_seal()
        self.editions.append(edition)
        self.first_published[edition.record] = first
        return edition
