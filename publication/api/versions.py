"""Read all editions of a record over HTTP, and each for ever."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from publication import reading
from publication.api.answers import tagged
from publication.api.filters import allow_only
from publication.api.views import PublicView, at_api, find, found_record, gone, told
from publication.models import Edition, Listing
from publication.vocabulary import SILENT, EditionState


def found_edition(record_type: str, key: str, version: int) -> tuple[Listing, Edition]:
    """Find an edition and its record; raises ``NotFound`` where either is missing."""
    listing = find(record_type, key)
    edition = reading.edition(record_type, key, version) if listing and version < 2**31 else None
    if listing is None or edition is None:
        raise NotFound(f"There is no version {version} of a published {record_type} «{key[:100]}».")
    return listing, edition


class VersionList(PublicView):
    """All editions of a record, newest first, without their documents."""

    kind = "versions"
    record_type = "event"

    def get(self, request: Request, key: str) -> HttpResponseBase:
        """Answer with the editions."""
        allow_only(request.query_params, [])
        listing = found_record(self.record_type, key)
        if listing.state == EditionState.RETRACTED:
            return gone(listing)
        base = f"{at_api(listing.type, listing.key)}versions/"

        def build() -> bytes:
            rows = reading.editions(self.record_type, listing.key)
            results = [
                {**told(each), "url": request.build_absolute_uri(f"{base}{each.version}/")} for each in rows
            ]
            return orjson.dumps({"results": results, "next": None, "previous": None})

        tag = f"{listing.type}-{listing.key}-versions-{listing.version}"
        return tagged(request._request, tag, listing.published_at, build)


class VersionDifference(PublicView):
    """List what an edition changed against the one before it, place by place, header apart.

    Rows are matched by what identifies them. There is nothing to list where either edition is an ending, and
    for the first.
    """

    kind = "difference"
    record_type = "event"

    def get(self, request: Request, key: str, version: int) -> HttpResponseBase:
        """Answer with the places that differ."""
        allow_only(request.query_params, [])
        listing, edition = found_edition(self.record_type, key, version)
        if listing.state in SILENT:
            return gone(listing)

        def build() -> bytes:
            found = [asdict(each) for each in reading.changed_by(edition)]
            return orjson.dumps({"from": version - 1 or None, "to": version, "differences": found})

        tag = f"{edition.type}-{edition.key}-difference-{edition.version}"
        return tagged(request._request, tag, edition.published_at, build)


class VersionView(PublicView):
    """One edition for ever; 410 while the record is withdrawn or retracted."""

    kind = "version"
    record_type = "event"

    def get(self, request: Request, key: str, version: int) -> HttpResponseBase:
        """Answer with the edition's document."""
        allow_only(request.query_params, [])
        listing, edition = found_edition(self.record_type, key, version)
        if listing.state in SILENT and edition.version != listing.version:
            return gone(listing)
        if not edition.document:
            return gone(edition)
        tag = f"{edition.type}-{edition.key}-{edition.version}"
        return tagged(request._request, tag, edition.published_at, lambda: edition.document)
