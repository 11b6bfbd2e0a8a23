"""List the files of the whole record, and hand them out."""

from __future__ import annotations

import logging

import orjson
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from publication import downloads, reading
from publication.addresses import instant
from publication.api.answers import FRESH_SECONDS, tagged
from publication.api.filters import allow_only
from publication.api.filters import serial as at_serial
from publication.api.problems import away, not_found, problem
from publication.api.views import PublicView
from publication.formats.describing import MEDIA
from publication.models import Download

logger = logging.getLogger(__name__)

TAKEN_BACK = (
    "This snapshot may hold a record that was taken back since, and is silent like that record's earlier"
    " versions. Take a newer one from /api/v1/downloads/."
)


class Downloads(PublicView):
    """List the dated snapshots of the whole record as files, the newest first.

    ``before`` a serial leads to older ones. A file is never altered. ``available`` is false while a record
    that it may hold is withdrawn or retracted.
    """

    kind = "downloads"

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the files."""
        allow_only(request.query_params, ["before"])
        before = at_serial(request.query_params, "before")
        serial, changed = reading.last_change()
        found, more = downloads.standing(before)

        def build() -> bytes:
            results = [told(request, each, available) for each, available in found]
            onward = request.build_absolute_uri(f"{request.path}?before={more}") if more else None
            return orjson.dumps({"results": results, "next": onward, "previous": None})

        newest = found[0][0].serial if found else 0
        return tagged(request._request, f"downloads-{newest}-{serial}", changed, build)


def told(request: Request, each: Download, available: bool) -> dict[str, object]:
    """Tell of a file: what it holds, how large it is, and where its schema stands."""
    snapshot, _, name = each.name.partition("/")
    described = downloads.PACKAGE if each.form in ("csv", "parquet") else downloads.SCHEMA
    return {
        "name": name,
        "url": request.build_absolute_uri(each.path),
        "snapshot": snapshot,
        "date": f"{each.made_at:%Y-%m-%d}",
        "made_at": instant(each.made_at),
        "serial": each.serial,
        "format": each.form,
        "shelf": each.shelf or None,
        "rows": each.rows,
        "bytes": each.size,
        "sha256": each.sha256,
        "schema": request.build_absolute_uri(f"/data/{snapshot}/{described}"),
        "available": available,
    }


def handed_out(download: Download, name: str, *, told_only: bool) -> HttpResponseBase:
    """Answer with the bytes of a file, or only with what goes before them."""
    media = MEDIA.get(download.form, "application/json")
    if not told_only:
        opened = downloads.opened(download)
        return FileResponse(opened, as_attachment=True, filename=name, content_type=media)
    if not downloads.kept(download):
        raise FileNotFoundError(download.name)
    said = {
        "Content-Length": str(download.size),
        "Content-Disposition": content_disposition_header(True, name) or "",
    }
    return HttpResponse(content_type=media, headers=said)


@require_safe
def file(request: HttpRequest, snapshot: str, name: str) -> HttpResponseBase:
    """Hand out a file; 410 while it may hold what was taken back."""
    found = downloads.find(f"{snapshot}/{name}")
    if found is None:
        return not_found("There is no such file; /api/v1/downloads/ lists those there are.")
    download, available = found
    if not available:
        return problem(410, TAKEN_BACK)
    tag, stamp = f'"{download.sha256}"', int(download.made_at.timestamp())
    answer: HttpResponseBase | None = get_conditional_response(request, etag=tag, last_modified=stamp)
    if answer is None:
        try:
            answer = handed_out(download, name, told_only=request.method == "HEAD")
        except FileNotFoundError:
            return not_found("This file is not where it was kept; take a newer one.")
        except downloads.StorageAway:
            logger.exception("The storage of the record's files does not answer.")
            return away("The files cannot be read just now: try again.")
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return answer
