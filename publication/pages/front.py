"""Show the front page."""

from __future__ import annotations

from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from publication import reading, walking
from publication.pages.finding import told
from publication.pages.picturing import Wall
from publication.pages.rendering import page, public_page
from publication.pictures.front import pictures
from publication.selecting import Selection

LATEST: Final = 10
DISPUTED: Final = 5
CORRECTED: Final = 3


@public_page
def front(request: HttpRequest) -> HttpResponseBase:
    """Show the last twelve months, what was published last, what is disputed, what was corrected."""
    now, hung = reading.last_change(), wall(request)
    latest = Selection("event", ordering="-published")
    disputed = Selection("event", tags=("disputed:true",))
    return page(
        request,
        "publication/front.html",
        lambda: {
            "pictures": hung.shown(hung.pictures(now[0])),
            "events": documents(latest, LATEST),
            "disputed": documents(disputed, DISPUTED),
            "corrections": told(reading.corrections(CORRECTED)),
        },
        now,
        hung.mark,
    )


def wall(request: HttpRequest) -> Wall:
    """Give the pictures of the last twelve months."""
    today = timezone.now().date()
    return Wall("/", "Chancery", lambda serial: pictures(serial, today), f"-{today}")


def documents(selection: Selection, size: int) -> list[dict[str, Any]]:
    """Read the first records of a selection in their list form."""
    return [orjson.loads(row.text) for row in walking.rows(selection, size).rows]
