"""Show the front page, and how to read the record by program."""

from __future__ import annotations

from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publication import walking
from publication.api.filtersets import FILTERS
from publication.formats import FORMATS
from publication.pages.lists import SHELVES
from publication.pages.rendering import page, public_page
from publication.selecting import Selection

LATEST: Final = 10
DISPUTED: Final = 5


@public_page
def front(request: HttpRequest) -> HttpResponseBase:
    """Show what was published last, what the sources disagree on, and the ways in."""
    latest = Selection("event", ordering="-published")
    disputed = Selection("event", tags=("disputed:true",))
    return page(
        request,
        "publication/front.html",
        lambda: {"events": documents(latest, LATEST), "disputed": documents(disputed, DISPUTED)},
    )


def documents(selection: Selection, size: int) -> list[dict[str, Any]]:
    """Read the first records of a selection in their list form."""
    return [orjson.loads(row.text) for row in walking.rows(selection, size).rows]


@public_page
def guide(request: HttpRequest) -> HttpResponseBase:
    """Explain how to read the record by program."""
    lists = [(f"/api/v1/{shelf}/", FILTERS[known.type].names()) for shelf, known in SHELVES.items()]
    origin = request.build_absolute_uri("/").rstrip("/")
    return page(
        request, "publication/guide.html", lambda: {"origin": origin, "lists": lists, "formats": FORMATS}
    )
