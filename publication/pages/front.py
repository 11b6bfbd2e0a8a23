"""Show the front page."""

from __future__ import annotations

from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publication import walking
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
