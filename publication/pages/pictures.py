"""Show pictures on the page of a record, and give each by itself: drawn, as a table, as a spec, to embed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any, Final

import orjson
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from publication import reading
from publication.addresses import address
from publication.api.answers import tagged
from publication.formats.quoting import guard
from publication.models import Listing
from publication.pages.picturing import shown
from publication.pages.records import ANSWERS, find
from publication.pages.rendering import away, page, public_page
from publication.pictures.catalogue import pictures
from publication.pictures.drawing import NotDrawn, png, svg
from publication.pictures.look import LIGHT, STYLE_HASH, dressed
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject
from publication.vocabulary import EditionState

Json = dict[str, Any]

FOR_ANY_PAGE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": f"default-src 'none'; style-src {STYLE_HASH}",
}
"""A picture runs and fetches nothing, and whoever likes may show it."""


def table(picture: Picture) -> bytes:
    """Write a picture's rows as CSV (RFC 4180), safe in a spreadsheet."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([member for member, _heading in picture.columns])
    for row in picture.rows:
        cells = [row[member] for member, _heading in picture.columns]
        writer.writerow([guard(each) if isinstance(each, str) else each for each in cells])
    return written.getvalue().encode("utf-8-sig")


def spec(picture: Picture) -> bytes:
    """Write a picture's Vega-Lite spec with its data."""
    return orjson.dumps(dressed(picture, LIGHT, titled=True))


FORMS: Final[dict[str, tuple[str, Callable[[Picture], bytes]]]] = {
    "svg": ("image/svg+xml", svg),
    "png": ("image/png", png),
    "csv": ("text/csv; charset=utf-8", table),
    "vl.json": ("application/json", spec),
}
"""The forms in which a picture is given, by the end of its address: media type, and who writes it."""


@public_page
def file(request: HttpRequest, shelf: str, key: str, name: str, form: str) -> HttpResponseBase:
    """Give a picture in a form; any page may show it."""
    listing = find(shelf, key)
    if listing.state != EditionState.PUBLISHED:
        return ANSWERS[listing.state](request, listing)
    serial, changed = reading.last_change()
    media, write = FORMS[form]

    def build() -> HttpResponseBase:
        return HttpResponse(write(chosen(listing, serial, name)), content_type=media)

    try:
        answer = tagged(request, f"picture-{listing.type}-{key}-{name}-{form}-{serial}", changed, build)
    except NotDrawn:
        return away(request)
    for header, value in FOR_ANY_PAGE.items():
        answer.headers[header] = value
    return answer


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public_page
def embed(request: HttpRequest, shelf: str, key: str, name: str) -> HttpResponseBase:
    """Show a picture alone, to be framed by any page."""
    listing = find(shelf, key)
    if listing.state != EditionState.PUBLISHED:
        return ANSWERS[listing.state](request, listing)
    now = reading.last_change()

    def context() -> Json:
        base = address(listing.type, listing.key)
        return {"each": shown([chosen(listing, now[0], name)], base)[0], "of": listing.title, "base": base}

    return page(request, "publication/embed.html", context, as_of=now)


def chosen(listing: Listing, serial: int, name: str) -> Picture:
    """Find a picture of a record by its name; raises ``Http404``."""
    found = pictures(Subject(orjson.loads(listing.text), serial))
    picture = next((each for each in found if each.name == name), None)
    if picture is None:
        raise Http404
    return picture
