"""Offer the formats in which what a page shows can be had."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from publication.addresses import address
from publication.api.filters import PAGING
from publication.formats import JSON, LINKED, OF_EVENTS, Format, of_list
from publication.pages.forms import said

USUAL = ("csv", "json", "atom", "ics")
"""The formats people ask for most, in the order they are offered in; the others follow."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One format: its name, its address and its media type."""

    label: str
    url: str
    media: str


def of_page(shelf: str, record_type: str, query: QueryDict) -> list[Offer]:
    """Offer a list under the same filters, without its place."""
    kept = said(query, *PAGING)
    asked = f"?{kept.urlencode()}" if kept else ""
    found = sorted(of_list(record_type), key=lambda each: (each.suffix not in USUAL, _place(each)))
    return [Offer(each.label, f"/{shelf}.{each.suffix}{asked}", each.media) for each in found]


def of_record(record_type: str, key: str) -> tuple[list[Offer], list[Offer]]:
    """Offer a record itself, and the events that belong to it."""
    base = address(record_type, key).rstrip("/")
    itself, events = (JSON, LINKED), sorted(OF_EVENTS, key=_place)
    return [_offer(base, each) for each in itself], [_offer(base, each) for each in events]


def _offer(base: str, each: Format) -> Offer:
    return Offer(each.label, f"{base}.{each.suffix}", each.media)


def _place(each: Format) -> int:
    return USUAL.index(each.suffix) if each.suffix in USUAL else len(USUAL)
