"""Show one record: as it stands, or how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from publication import reading, walking
from publication.addresses import PLURALS, address, list_address
from publication.models import Edition, Listing
from publication.pages import offers
from publication.pages.glance import visits
from publication.pages.missed import missed
from publication.pages.picturing import of_record
from publication.pages.rendering import page, public_page
from publication.pages.sharing import Sharing
from publication.searching import search
from publication.selecting import EVENTS_BY, Selection

Json = dict[str, Any]

OWN_ROWS: Final = 25
"""Events, agreements and relations shown on the page of what they concern; the rest stands in the list."""

MEANT: Final = 5
"""Records suggested in place of one that is not there."""

RECORD_TYPES: Final = {plural: record_type for record_type, plural in PLURALS.items()}
"""The record type by the first word of an address."""

MORE_BY: Final = {
    "relation": [("agreement", "pair")],
    "sector": [("agreement", "sector"), ("sector", "sector")],
    "country": [("relation", "country")],
}
"""What else stands on a record's page: record type and filter, by record type."""


@public_page
def record(request: HttpRequest, shelf: str, key: str) -> HttpResponseBase:
    """Show a record by its key: 404 with suggestions where there is none, 301 redirected, 410 retracted.

    Of one that is withdrawn the title and the reason are shown.
    """
    found = reading.record(RECORD_TYPES[shelf], key)
    return ANSWERS[found.state](request, found) if found else unknown(request, key)


def unknown(request: HttpRequest, key: str) -> HttpResponseBase:
    """Say that there is no such record, and which ones may have been meant."""
    hits = search(key.replace("-", " "), size=MEANT).hits
    suggested = [{"title": hit.title, "url": address(hit.type, hit.key)} for hit in hits]
    return render(request, "404.html", {"suggested": suggested}, status=404)


def find(shelf: str, key: str) -> Listing:
    """Find a record by its shelf and key, of whatever state; refuses an unknown one with 404."""
    found = reading.record(RECORD_TYPES[shelf], key)
    if found is None:
        raise Http404
    return found


def standing(request: HttpRequest, found: Listing) -> HttpResponseBase:
    """Show a published record with the newest records that concern it."""
    now, today = reading.last_change(), timezone.now().date()

    def context() -> Json:
        document = orjson.loads(found.text)
        itself, events = offers.of_record(found.type, found.key)
        wall = of_record(document)
        hung = wall.shown(wall.pictures(now[0]))
        return {
            "document": document,
            "shelf": PLURALS[found.type],
            "offers": itself,
            "event_offers": events,
            "pictures": hung,
            "sharing": Sharing.of(request, document, face(document, hung)),
            "visits": visits(document, now[0]),
            **company(document),
            **missed(document, now[0], today),
        }

    return page(request, f"publication/{found.type}.html", context, now, f"-{today}")


def face(document: Json, pictures: Sequence[Json]) -> str:
    """Choose the picture that stands for a record where it is shared: its own first, or its relation's."""
    if pictures:
        return f"{pictures[0]['address']}.png"
    pairs = document.get("pairs", [])
    return f"{address('relation', pairs[0])}pictures/levels.png" if pairs else ""


def withdrawn(request: HttpRequest, found: Listing) -> HttpResponseBase:
    """Show the title and the reason."""
    return page(request, "publication/withdrawn.html", lambda: {"document": orjson.loads(found.text)})


def redirected(request: HttpRequest, found: Listing | Edition) -> HttpResponseBase:
    """Send the reader to where the record went."""
    return HttpResponsePermanentRedirect(address(found.type, found.to))


def retracted(request: HttpRequest, found: Listing | Edition) -> HttpResponseBase:
    """Say that the record is gone, and why."""
    context = {"note": found.note, "published_at": found.published_at}
    return render(request, "publication/gone.html", context, status=410)


ANSWERS: Final[dict[str, Callable[[HttpRequest, Listing], HttpResponseBase]]] = {
    "published": standing,
    "withdrawn": withdrawn,
    "redirected": redirected,
    "retracted": retracted,
}


def company(document: Json) -> Json:
    """Gather what stands on a record's page beside its own facts, from the published record alone."""
    record_type, key = document["type"], document["slug"]
    if record_type not in EVENTS_BY:
        return {}
    shown = gather("event", EVENTS_BY[record_type], key)
    for other, axis in MORE_BY.get(record_type, []):
        shown |= gather(other, axis, key)
    return shown


def gather(record_type: str, axis: str, key: str) -> Json:
    """Read the first records that carry a value of a filter, and the address of the whole list."""
    name = PLURALS[record_type]
    found = walking.rows(Selection(record_type, tags=(f"{axis}:{key}",)), OWN_ROWS)
    return {
        name: [orjson.loads(row.text) for row in found.rows],
        f"more_{name}": found.more,
        f"all_{name}": f"{list_address(record_type)}?{axis}={key}",
    }
