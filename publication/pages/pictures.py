"""Show pictures on the page of a record, and give each by itself: drawn, as a table, as a spec, to embed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import wraps
from io import StringIO
from typing import Any, Final

import orjson
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from publication import reading
from publication.api.answers import tagged
from publication.formats.quoting import guard
from publication.pages import front, matrix
from publication.pages.picturing import Wall, of_record
from publication.pages.records import ANSWERS, find
from publication.pages.rendering import away, page, public_page, written
from publication.pictures.drawing import NotDrawn, hand, narrow_svg, png, svg
from publication.pictures.look import LIGHT, STYLE_HASH, dressed
from publication.pictures.shape import Picture
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


WALLS: Final[Mapping[str, Callable[[HttpRequest], Wall]]] = {"": front.wall, "matrix": matrix.wall}
"""What pictures hang on beside records, by the word in the address; the front page has none."""

FORMS: Final[dict[str, tuple[str, Callable[[Picture], bytes]]]] = {
    "svg": ("image/svg+xml", svg),
    "narrow.svg": ("image/svg+xml", narrow_svg),
    "png": ("image/png", png),
    "csv": ("text/csv; charset=utf-8", table),
    "vl.json": ("application/json", spec),
}
"""The forms in which a picture is given, by the end of its address: media type, and who writes it."""


def on_wall(show: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Find what a picture is of: a published record, or all; one that ended is told as its page tells it."""

    @wraps(show)
    def answer(request: HttpRequest, *, shelf: str, key: str = "", **rest: str) -> HttpResponseBase:
        if shelf in WALLS:
            return show(request, WALLS[shelf](request), **rest)
        listing = find(shelf, key)
        if listing.state != EditionState.PUBLISHED:
            return ANSWERS[listing.state](request, listing)
        return show(request, of_record(orjson.loads(listing.text)), **rest)

    return answer


@public_page
@on_wall
def file(request: HttpRequest, wall: Wall, name: str, form: str) -> HttpResponseBase:
    """Give a picture in a form; any page may show it."""
    serial, changed = reading.last_change()
    media, write = FORMS[form]

    def build() -> HttpResponseBase:
        return HttpResponse(write(wall.chosen(serial, name)), content_type=media)

    try:
        tag = f"picture-{name}-{form}-{hand()}-{written()}-{serial}{wall.mark}"
        answer = tagged(request, tag, changed, build)
    except NotDrawn:
        return away(request)
    for header, value in FOR_ANY_PAGE.items():
        answer.headers[header] = value
    return answer


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public_page
@on_wall
def embed(request: HttpRequest, wall: Wall, name: str) -> HttpResponseBase:
    """Show a picture alone, to be framed by any page."""
    now = reading.last_change()

    def context() -> Json:
        return {"each": wall.shown([wall.chosen(now[0], name)])[0], "of": wall.title, "base": wall.page}

    return page(request, "publication/embed.html", context, now, wall.mark)
