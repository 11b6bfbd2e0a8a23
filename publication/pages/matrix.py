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
from publication.pages.emptying import refuse_unknown
from publication.pages.forms import chips, questions, said
from publication.pages.picturing import Wall
from publication.pages.rendering import page, public_page
from publication.pictures.matrix import pictures
from publication.selecting import Selection

Json = dict[str, Any]

EVENTS: Final = FILTERS["event"]
ASKED: Final = ("from", "to", "kind", "sector")
"""The filters of events that the matrix takes."""


@public_page
def matrix(request: HttpRequest) -> HttpResponseBase:
    """Show the matrix; a filter that is not understood answers 400 with the form as it was sent."""
    now = reading.last_change()
    try:
        hung = wall(request)
        return page(request, "publication/matrix.html", lambda: results(request, hung, now[0]), now)
    except BadRequest as refusal:
        return render(request, "publication/matrix.html", frame(request, refusal.errors), status=400)


def results(request: HttpRequest, hung: Wall, serial: int) -> Json:
    """Draw the matrix; raises ``BadRequest`` where it is empty and a filter names what is not there."""
    drawn = hung.pictures(serial)
    if not drawn:
        refuse_unknown(EVENTS, asked(request)[1])
    return frame(request) | {"pictures": hung.shown(drawn)}


def wall(request: HttpRequest) -> Wall:
    """Give the matrix under the filters asked for; raises ``BadRequest`` naming the fields at fault."""
    kept, selection = asked(request)
    return Wall("/matrix/", _("Countries"), lambda serial: pictures(selection, kept, serial), asked=kept)


def asked(request: HttpRequest) -> tuple[str, Selection]:
    """Read the filters asked for: as a query, and what they select."""
    query = said(request.GET)
    return query.urlencode(), EVENTS.selection(query, ASKED)


def frame(request: HttpRequest, errors: list[tuple[str, str]] | None = None) -> Json:
    """Give what the page shows around the matrix."""
    usual = [each for each in questions(EVENTS, request.GET, errors or []) if each.name in ASKED]
    chosen = [each for each in usual if each.set]
    return {
        "shelf": "relations",
        "usual": usual,
        "chosen": chosen,
        "chips": [] if errors else chips(request.GET, chosen, "/matrix/"),
        "refused": errors,
        "clear": "/matrix/",
        "canonical": request.build_absolute_uri("/matrix/"),
    }
