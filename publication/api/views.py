"""Read the public record over HTTP: parse, one call, answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from publication import counting, reading, walking
from publication.addresses import PLURALS, instant
from publication.api.answers import envelope, linked, sparse, tagged
from publication.api.choosing import choose
from publication.api.cursors import Cursor
from publication.api.english import InEnglish
from publication.api.filters import allow_only, counted, fields, page_size
from publication.api.filters import serial as at_serial
from publication.api.filtersets import FILTERS
from publication.api.formatted import list_as, record_as, tells_itself
from publication.api.paging import check_mentions, neighbours, place
from publication.api.problems import away, not_found, problem
from publication.api.schema import PublicSchema
from publication.contracts import document_keys, listed_keys
from publication.formats import JSON, LINKED, OF_EVENTS, Format, Written, of_list
from publication.models import Edition, Listing
from publication.selecting import Selection
from publication.shortlisting import settle
from publication.vocabulary import EditionState

STANDING = (EditionState.PUBLISHED, EditionState.WITHDRAWN)


class PublicView(InEnglish):
    """A view for everybody: no login is asked for, and none is looked at."""

    authentication_classes = ()
    permission_classes = ()
    schema = PublicSchema()
    kind = ""
    record_type = ""
    form: Format = JSON

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Choose the format of the answer; what REST framework itself has to say is JSON."""
        self.form = choose(request._request, self.offered(), self.kwargs.get("suffix", ""))
        return JSONRenderer(), JSON.media

    def handle_exception(self, exc: Exception) -> HttpResponseBase:  # type: ignore[override]  # any answer
        """Say 503 in words while the database does not answer."""
        if isinstance(exc, OperationalError | InterfaceError):
            return away()
        return super().handle_exception(exc)

    def offered(self) -> tuple[Format, ...]:
        """List the formats there are, the usual one first."""
        return (JSON,)


class RecordList(PublicView):
    """List the published records of a type, or the meetings inside published events."""

    kind = "list"
    record_type = "event"

    def offered(self) -> tuple[Format, ...]:
        """List the formats of this list."""
        return of_list(self.record_type)

    def get(self, request: Request, suffix: str = "") -> HttpResponseBase:
        """Answer with a page of list forms, or in another format; filters and paging by query."""
        if isinstance(self.form, Written):
            return list_as(request._request, self.form, self.record_type)
        query = request.query_params
        filters = FILTERS[self.record_type]
        selection = filters.selection(query)
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX)
        wanted, count = fields(query, listed_keys(self.record_type)), counted(query)
        cursor = place(request._request, selection)
        serial, changed = reading.last_change()
        links: dict[str, str | None] = {}

        def build() -> str:
            looked_up = settle(selection)
            along = counting.statement(looked_up) if count else None
            found = walking.rows(
                looked_up, size, position=cursor.position, backward=cursor.backward, counted=along
            )
            if not found.rows:
                check_mentions(filters.mentions(selection))
            links.update(neighbours(request._request, selection, found, cursor))
            capped = {"capped": looked_up.capped} if selection.words else {}
            total = {"count": in_all(looked_up, found, cursor)} if count else {}
            return envelope((sparse(row.text, wanted) for row in found.rows), **links, **capped, **total)

        answer = tagged(request._request, f"{self.record_type}s-{serial}", changed, build)
        return linked(answer, links)


def in_all(selection: Selection, found: walking.Rows, cursor: Cursor) -> int:
    """Count a list of which a page was read, by the page itself where it says so."""
    if not (cursor.position or found.more):
        return len(found.rows)
    return counting.count(selection) if found.count is None else found.count


class RecordView(PublicView):
    """One record as it stands; 410 with the reason once retracted, 301 once merged into another."""

    kind = "record"
    record_type = "event"

    def offered(self) -> tuple[Format, ...]:
        """List the formats of the record, and where the address chooses, of its events."""
        return (JSON, LINKED, *OF_EVENTS) if self.kwargs.get("suffix") else (JSON, LINKED)

    def get(self, request: Request, key: str, suffix: str = "") -> HttpResponseBase:
        """Answer with the document, or in another format."""
        wanted: tuple[str, ...] = ()
        if self.form is JSON:
            allow_only(request.query_params, ["fields"])
            wanted = fields(request.query_params, document_keys(self.record_type))
        listing = found_record(self.record_type, key)
        if listing.state == EditionState.RETRACTED:
            return gone(listing)
        if listing.state == EditionState.REDIRECTED:
            return HttpResponsePermanentRedirect(self.moved(listing.to))
        if isinstance(self.form, Written):
            if listing.state == EditionState.WITHDRAWN and tells_itself(self.form, listing):
                return gone(listing)
            return record_as(request._request, self.form, listing)
        tag = f"{listing.type}-{listing.key}-{listing.version}"
        answer = tagged(request._request, tag, listing.published_at, lambda: sparse(listing.text, wanted))
        history = f"{at_api(listing.type, listing.key)}versions/"
        return linked(answer, {"version-history": request.build_absolute_uri(history)})

    def moved(self, key: str) -> str:
        """Give the address of another record of this type, in the same format and under the same filters."""
        path, query = f"/{PLURALS[self.record_type]}/{key}", self.request.META.get("QUERY_STRING", "")
        if self.kwargs.get("suffix"):
            return f"{path}.{self.form.suffix}" + (f"?{query}" if query else "")
        return f"/api/v1{path}/"


def find(record_type: str, key: str) -> Listing | None:
    """Find a record's current edition; none for a key that cannot be one."""
    return reading.record(record_type, key) if len(key) <= 200 else None


def found_record(record_type: str, key: str) -> Listing:
    """Find a record's current edition; raises ``NotFound``, the same whether it is missing or a draft."""
    listing = find(record_type, key)
    if listing is None:
        raise NotFound(f"There is no published {record_type} «{key[:100]}».")
    return listing


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

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with editions after ``since``, oldest first."""
        query = request.query_params
        allow_only(query, ["since", "page_size"])
        since = at_serial(query, "since") or 0
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX)
        serial, changed = reading.last_change()

        def build() -> str:
            found = reading.changes(since, size)
            hidden = reading.unspeakable([each.record for each in found])
            texts = [_told(each, each.record in hidden) for each in found[:size]]
            following = _following(request, found[size - 1].serial) if len(found) > size else None
            return envelope(texts, next=following, previous=None, last_serial=serial)

        return tagged(request._request, f"changes-{serial}", changed, build)


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
