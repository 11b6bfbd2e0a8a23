"""Show how a record came to say what it says: its editions, what each changed, and any of them for ever."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from publication import reading
from publication.addresses import PLURALS, address
from publication.differing import Difference
from publication.models import Edition, Listing
from publication.pages.records import ANSWERS, find, redirected, retracted
from publication.pages.rendering import page, public_page
from publication.vocabulary import EditionState

Json = dict[str, Any]
SPEAKABLE = (EditionState.PUBLISHED, EditionState.REDIRECTED)


@public_page
def versions(request: HttpRequest, shelf: str, key: str) -> HttpResponseBase:
    """List the editions of a record, newest first; ``?difference=<version>`` shows what one changed."""
    found = find(shelf, key)
    if found.state == EditionState.RETRACTED:
        return retracted(request, found)
    asked = request.GET.get("difference", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        sentence = _("difference is «%(value)s»; allowed is the number of a version.")
        refused = {"refused": [sentence % {"value": asked[:40]}]}
        return render(request, "publication/refused.html", refused, status=400)
    return page(request, "publication/versions.html", lambda: history(found, int(asked or found.version)))


def history(found: Listing, shown: int) -> Json:
    """List the editions; one of them, by its version, with what it changed."""
    editions = list(reading.editions(found.type, found.key))
    readable = found.state in SPEAKABLE
    return {
        "title": found.title or editions[-1].key,
        "url": address(found.type, found.key),
        "shelf": PLURALS[found.type],
        "editions": editions,
        "readable": readable,
        "shown": shown,
        "before": shown - 1,
        "differences": changed_by(found, shown) if readable and shown > 1 else [],
    }


def changed_by(found: Listing, shown: int) -> list[Difference]:
    """List what an edition of a record changed."""
    return reading.changed_by(reading.edition(found.type, found.key, shown))


@public_page
def version(request: HttpRequest, shelf: str, key: str, number: int) -> HttpResponseBase:
    """Show one edition as it was published, and lead to the current one.

    What was withdrawn or retracted is not told by its old editions either.
    """
    found = find(shelf, key)
    if found.state not in SPEAKABLE:
        return ANSWERS[found.state](request, found)
    edition = reading.edition(found.type, found.key, number) if number < 2**31 else None
    if edition is None:
        raise Http404
    if edition.state != EditionState.PUBLISHED:
        return ending(request, edition)
    document = reading.document_of(edition)
    current = {"version": found.version, "url": address(found.type, found.key)}
    context = {"document": document, "edition": edition, "current": current, "shelf": shelf}
    return page(request, f"publication/{found.type}.html", lambda: context)


def ending(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Show an edition that ended the record for a time: what it said then."""
    if edition.state == EditionState.WITHDRAWN:
        return page(
            request, "publication/withdrawn.html", lambda: {"document": orjson.loads(edition.document)}
        )
    if edition.state == EditionState.RETRACTED:
        return retracted(request, edition)
    return redirected(request, edition)
