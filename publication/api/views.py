"""Read the public record over HTTP: parse, one call, answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from rest_framework.request import Request
from rest_framework.views import APIView

from publication import counting, reading, walking
from publication.addresses import PLURALS, instant
from publication.api.answers import envelope, linked, sparse, tagged
from publication.api.cursors import Cursor, read_cursor
from publication.api.filters import allow_only, counted, fields, page_size
from publication.api.filtersets import FILTERS
from publication.api.problems import BadRequest, not_found, problem
from publication.api.schema import PublicSchema
from publication.contracts import document_keys, listed_keys
from publication.models import Edition, Listing
from publication.selecting import Selection
from publication.vocabulary import EditionState

STANDING = (EditionState.PUBLISHED, EditionState.WITHDRAWN)


class PublicView(APIView):
    """A view for everybody: no login is asked for, and none is looked at."""

    authentication_classes = ()
    permission_classes = ()
    schema = PublicSchema()
    kind = ""
    record_type = ""


class RecordList(PublicView):
    """List the published records of a type, or the meetings inside published events."""

    kind = "list"
    record_type = "event"

    def get(self, request: Request) -> HttpResponse:
        """Answer with a page of list forms; filters and paging by query."""
        query = request.query_params
        filters = FILTERS[self.record_type]
        selection = filters.selection(query)
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX)
        wanted, count = fields(query, listed_keys(self.record_type)), counted(query)
        shape = walking.POSITIONS[selection.order()]
        cursor = read_cursor(query["cursor"], selection.name(), shape) if query.get("cursor") else Cursor(())
        serial, changed = reading.last_change()
        links: dict[str, str | None] = {}

        def build() -> str:
            found = walking.rows(selection, size, position=cursor.position, backward=cursor.backward)
            if not found.rows:
                _check_mentions(filters.mentions(selection))
            links.update(_neighbours(request, selection, found, cursor))
            total = {"count": counting.count(selection)} if count else {}
            return envelope((sparse(row.text, wanted) for row in found.rows), **links, **total)

        answer = tagged(request._request, f"{self.record_type}s-{serial}", changed, build)
        return linked(answer, links)


def _check_mentions(mentions: dict[tuple[str, str], str]) -> None:
    """Refuse an empty list that asks for records there are none of, so that a typo is told from silence."""
    missing = reading.missing(list(mentions)) if mentions else []
    if missing:
        raise BadRequest(
            (mentions[kind, key], f"{mentions[kind, key]}: there is no published {kind} «{key}».")
            for kind, key in missing
        )


def _neighbours(
    request: Request, selection: Selection, found: walking.Rows, cursor: Cursor
) -> dict[str, str | None]:
    """Give the addresses of the next and the previous page, or none."""
    has_next = bool(found.rows) and (found.more if not cursor.backward else True)
    has_previous = bool(found.rows) and (found.more if cursor.backward else bool(cursor.position))
    name = selection.name()
    return {
        "next": _at(request, Cursor(found.rows[-1].position).write(name)) if has_next else None,
        "previous": _at(request, Cursor(found.rows[0].position, True).write(name)) if has_previous else None,
    }


def _at(request: Request, cursor: str) -> str:
    """Give this list's address at a cursor, all else kept."""
    kept = [
        (name, value) for name, values in request.query_params.lists() for value in values if name != "cursor"
    ]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")


class RecordView(PublicView):
    """One record as it stands; 410 with the reason once retracted, 301 once merged into another."""

    kind = "record"
    record_type = "event"

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer with the document."""
        query = request.query_params
        allow_only(query, ["fields"])
        wanted = fields(query, document_keys(self.record_type))
        listing = find(self.record_type, key)
        if listing is None:
            return not_found(f"There is no published {self.record_type} «{key[:100]}».")
        if listing.state not in STANDING:
            return ended(listing)
        tag = f"{listing.type}-{listing.key}-{listing.version}"
        answer = tagged(request._request, tag, listing.published_at, lambda: sparse(listing.text, wanted))
        history = f"{at_api(listing.type, listing.key)}versions/"
        return linked(answer, {"version-history": request.build_absolute_uri(history)})


def find(record_type: str, key: str) -> Listing | None:
    """Find a record's current edition; none for a key that cannot be one."""
    return reading.record(record_type, key) if len(key) <= 200 else None


def ended(listing: Listing, below: str = "") -> HttpResponse:
    """Answer for a record that was merged or retracted; ``below`` is the rest of its address."""
    if listing.state == EditionState.REDIRECTED:
        return HttpResponsePermanentRedirect(f"{at_api(listing.type, listing.to)}{below}")
    return gone(listing)


def at_api(record_type: str, key: str) -> str:
    """Give the path of a record in the API."""
    return f"/api/v1/{PLURALS[record_type]}/{key}/"


def gone(ended: Listing | Edition) -> HttpResponse:
    """Answer 410 with the public reason."""
    return problem(410, f"This {ended.type} was {ended.state}: {ended.note}", state=ended.state)


def told(edition: Edition) -> dict[str, Any]:
    """Tell of an edition what the change feed tells, without the document."""
    told = {
        "serial": edition.serial,
        "type": edition.type,
        "slug": edition.key,
        "version": edition.version,
        "state": edition.state,
        "change": {"kind": edition.change, "note": edition.note or None},
        "published_at": instant(edition.published_at),
    }
    return told | ({"to": edition.to} if edition.state == EditionState.REDIRECTED else {})


class Changes(PublicView):
    """Every edition after a serial, in order; endings are tombstones without a document."""

    kind = "changes"

    def get(self, request: Request) -> HttpResponse:
        """Answer with editions after ``since``, oldest first."""
        query = request.query_params
        allow_only(query, ["since", "page_size"])
        since = _serial(query.get("since", "0"))
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX)
        serial, changed = reading.last_change()

        def build() -> str:
            found = reading.changes(since, size)
            hidden = reading.unspeakable([each.record for each in found])
            texts = [_told(each, each.record in hidden) for each in found[:size]]
            following = _following(request, found[size - 1].serial) if len(found) > size else None
            return envelope(texts, next=following, previous=None, last_serial=serial)

        return tagged(request._request, f"changes-{serial}", changed, build)


def _serial(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest(
            [("since", f"since: «{text[:60]}» is not allowed; write the serial last seen, 0 at first.")]
        )
    return int(text)


def _following(request: Request, serial: int) -> str:
    kept = {name: value for name, value in request.query_params.items() if name != "since"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({'since': serial, **kept})}")


def _told(edition: Edition, hidden: bool) -> str:
    """Write one entry of the feed; the document of what was taken back is not told again."""
    head = orjson.dumps(told(edition)).decode()
    document = edition.document if edition.document and not _silenced(edition, hidden) else "null"
    return f'{head[:-1]},"document":{document}}}'


def _silenced(edition: Edition, hidden: bool) -> bool:
    return hidden and edition.state == EditionState.PUBLISHED


def unknown(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer 404 for an address the API does not have."""
    return not_found(
        "There is nothing at this address. The API begins at /api/v1/, its schema is /api/v1/schema/."
    )
