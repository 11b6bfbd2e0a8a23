"""Know where each kind of record lives on the public site."""

from __future__ import annotations

from typing import Final

SHELVES: Final = {
    "event": "events",
    "relation": "relations",
    "country": "countries",
    "official": "officials",
    "agreement": "agreements",
    "sector": "sectors",
}
"""The first word of a record's address, by record type."""


def shelf_address(record_type: str) -> str:
    """Give the address of the list of a record type, such as ``/events/``."""
    return f"/{SHELVES[record_type]}/"


def record_address(record_type: str, key: str) -> str:
    """Give the address of a record, such as ``/countries/KZ/``."""
    return f"/{SHELVES[record_type]}/{key}/"
