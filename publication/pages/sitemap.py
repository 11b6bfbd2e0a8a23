"""Tell search engines which pages there are, by serial: a file of the map changes when its records do."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from publication import reading
from publication.addresses import address, instant
from publication.api.answers import tagged
from publication.pages.rendering import public_page

AT_ONCE: Final = 10_000
"""Serials that one file of the map covers; the protocol allows 50,000 addresses."""

XML: Final = "application/xml; charset=utf-8"


@public_page
def index(request: HttpRequest) -> HttpResponseBase:
    """List the files of the map."""
    serial, changed = reading.last_change()

    def build() -> HttpResponse:
        files = [
            request.build_absolute_uri(f"/sitemaps/{place}.xml") for place in range(serial // AT_ONCE + 1)
        ]
        return render(request, "publication/sitemap_index.xml", {"files": files}, content_type=XML)

    return tagged(request, f"sitemap-{serial}", changed, build)


@public_page
def stretch(request: HttpRequest, place: int) -> HttpResponseBase:
    """List the pages of the records whose current edition has a serial in one stretch."""
    serial, changed = reading.last_change()
    if place > serial // AT_ONCE:
        raise Http404

    def build() -> HttpResponse:
        origin = request.build_absolute_uri("/").rstrip("/")
        found = reading.between(place * AT_ONCE, (place + 1) * AT_ONCE)
        pages = [(f"{origin}{address(kind, key)}", instant(at)) for kind, key, at in found]
        return render(request, "publication/sitemap.xml", {"pages": pages}, content_type=XML)

    return tagged(request, f"sitemap-{place}-{serial}", changed, build)


@public_page
def robots(request: HttpRequest) -> HttpResponseBase:
    """Say where programs that read everything need not go, and where the map is."""
    context = {"map": request.build_absolute_uri("/sitemap.xml")}
    return render(request, "publication/robots.txt", context, content_type="text/plain; charset=utf-8")
