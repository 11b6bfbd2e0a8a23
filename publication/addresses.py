"""Know where records live and how instants are written, in documents, API and pages alike."""

from __future__ import annotations

from datetime import UTC, datetime

PLURALS = {
    "event": "events",
    "relation": "relations",
    "country": "countries",
    "official": "officials",
    "agreement": "agreements",
    "sector": "sectors",
}
"""The first word of a record's address, by record type."""


def list_address(record_type: str) -> str:
    """Give the path of the list of a record type, such as ``/events/``."""
    return f"/{PLURALS[record_type]}/"


def address(record_type: str, key: str) -> str:
    """Give the path of a record's page, such as ``/countries/KZ/``."""
    return f"/{PLURALS[record_type]}/{key}/"


def instant(at: datetime) -> str:
    """Write an instant in UTC, RFC 3339, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
