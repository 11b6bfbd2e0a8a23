"""Show the files of the whole record."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publication import downloads, reading
from publication.api.filters import allow_only
from publication.api.filters import serial as at_serial
from publication.models import Download
from publication.pages.rendering import page, public_page

Json = dict[str, Any]


@public_page
def data(request: HttpRequest) -> HttpResponseBase:
    """List the snapshots, each with its files, the newest first, ``before`` a serial older ones."""
    allow_only(request.GET, ["before"])
    before = at_serial(request.GET, "before")
    found, more = downloads.standing(before)
    serial, changed = reading.last_change()
    newest = found[0][0].serial if found else 0

    def context() -> Json:
        by_snapshot = groupby(found, key=lambda each: each[0].name.partition("/")[0])
        snapshots = [snapshot(name, list(files)) for name, files in by_snapshot]
        onward = f"?before={more}" if more else None
        return {"snapshots": snapshots, "earlier": before is not None, "next": onward}

    return page(request, "publication/data.html", context, (serial, changed), mark=f"-{newest}")


def snapshot(name: str, files: list[tuple[Download, bool]]) -> Json:
    """Show one snapshot: when it was made, as of which serial, and its files."""
    first, available = files[0]
    shown = [
        {"name": each.name.partition("/")[2], "url": each.path, "rows": each.rows, "size": each.size,
         "sha256": each.sha256, "form": each.form}
        for each, _ in files
    ]  # fmt: skip
    return {
        "name": name,
        "made_at": first.made_at,
        "serial": first.serial,
        "available": available,
        "files": shown,
    }
