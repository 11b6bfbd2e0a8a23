"""Check documents that another installation published, before they become public here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from publication.addresses import address, instant
from publication.contracts import Document
from publication.drafting import Problem
from publication.models import Listing


def header_problems(documents: Sequence[Document], now: datetime) -> list[Problem]:
    """Say what a header holds that no installation writes, such as an instant to come."""
    return [problem for document in documents for problem in _faults(document, now)]


def _faults(document: Document, now: datetime) -> Iterator[Problem]:
    if not _is_identity(document.id):
        yield Problem("id", "The id of a record is a UUID in lower case.")
    if document.url != (path := address(document.type, document.slug)):
        yield Problem("url", f"The url of this record is {path}.")
    if document.state != "published":
        yield Problem("state", "Only a published record has a document.")
    if document.version < 1:
        yield Problem("version", "Versions count from 1.")
    first, last = _instant(document.first_published_at), _instant(document.published_at)
    if first is None or last is None or not first <= last <= now:
        sentence = "published_at and first_published_at are instants in UTC to the microsecond, none to come."
        yield Problem("published_at", sentence)


def _is_identity(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo and instant(at) == text else None


def known_problems(documents: Sequence[Document]) -> list[Problem]:
    """Refuse the records that the ledger knows already: nothing that was published is replaced so."""
    known = Listing.objects.filter(id__in=[each.id for each in documents if _is_identity(each.id)])
    return [
        Problem("id", f"The record has «{title}» already.") for title in known.values_list("title", flat=True)
    ]
