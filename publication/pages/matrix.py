"""Show how much each two countries deal with each other, within days and by kind."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from publication import reading
from publication.api.filtersets import FILTERS
from publication.api.problems import BadRequest
from publication.pages.forms import chips, questions, said
from publication.pages.picturing import Wall
from publication.pages.rendering import page, public_page
from publication.pictures.matrix import pictures

Json = dict[str, Any]

EVENTS: Final = FILTERS["event"]
ASKED: Final = ("from", "to", "kind", "sector")
"""The filters of events that the matrix takes."""


@public_page
def matrix(request: HttpRequest) -> HttpResponseBase:
    """Show the matrix; a filter that is not understood answers 400 with the form as it was sent."""
    try:
        hung = wall(request)
    except BadRequest as refusal:
        return render(request, "publication/matrix.html", frame(request, refusal.errors), status=400)
    now = reading.last_change()
    return page(
        request,
        "publication/matrix.html",
        lambda: frame(request) | {"pictures": hung.shown(hung.pictures(now[0]))},
        now,
    )


def wall(request: HttpRequest) -> Wall:
    """Give the matrix under the filters asked for; raises ``BadRequest`` naming the fields at fault."""
    asked = said(request.GET)
    selection = EVENTS.selection(asked, ASKED)
    kept = asked.urlencode()
    return Wall("/matrix/", _("Countries"), lambda serial: pictures(selection, kept, serial), asked=kept)


def frame(request: HttpRequest, errors: list[tuple[str, str]] | None = None) -> Json:
    """Give what the page shows around the matrix."""
    asked = [each for each in questions(EVENTS, request.GET, errors or []) if each.name in ASKED]
    chosen = [each for each in asked if each.set]
    return {
        "shelf": "relations",
        "usual": asked,
        "chosen": chosen,
        "chips": [] if errors else chips(request.GET, chosen, "/matrix/"),
        "refused": errors,
        "clear": "/matrix/",
        "open": True,
        "canonical": request.build_absolute_uri("/matrix/"),
    }
