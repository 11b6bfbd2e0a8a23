"""Show the lists: filtered by the same names as the API, paged by cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from publication import walking
from publication.api.cursors import Cursor, read_cursor
from publication.api.filters import PAGING, page_size
from publication.api.filtersets import FILTERS
from publication.api.paging import around
from publication.api.problems import BadRequest
from publication.pages.emptying import emptied, refuse_unknown
from publication.pages.forms import USUAL, chips, questions, said
from publication.pages.offers import of_page
from publication.pages.rendering import page, public_page
from publication.shortlisting import settle
from publication.walking import POSITIONS

Json = dict[str, Any]
Text = Any  # a lazy translation


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list as a page: what it is called, what it holds, and how many rows stand on a page."""

    type: str
    heading: Text
    lead: Text
    size: int = settings.PAGE_SIZE


SHELVES: Final[Mapping[str, Shelf]] = {
    "events": Shelf("event", _("Events"), _("What happened between countries, and what was announced.")),
    "meetings": Shelf("meeting", _("Meetings"), _("Who met whom, in which office, and on which occasion.")),
    "relations": Shelf("relation", _("Relations"), _("Two countries at a time."), 50),
    "countries": Shelf("country", _("Countries"), _("Each country and all it deals with."), 100),
    "officials": Shelf("official", _("Officials"), _("Who acts for a country, and in which office."), 50),
    "agreements": Shelf("agreement", _("Agreements"), _("What was proposed, signed and brought into force.")),
    "sectors": Shelf(
        "sector", _("Sectors"), _("What countries deal with each other about."), settings.PAGE_SIZE_MAX
    ),
}
"""The lists, by the word in their address."""


@public_page
def records(request: HttpRequest, shelf: str) -> HttpResponseBase:
    """Show a list; a filter that is not understood answers 400 with the form as it was sent."""
    try:
        return page(request, "publication/list.html", lambda: results(request, shelf))
    except BadRequest as refusal:
        return render(request, "publication/list.html", frame(request, shelf, refusal.errors), status=400)


def results(request: HttpRequest, shelf: str) -> Json:
    """Read a page of a list; raises ``BadRequest`` naming the fields at fault."""
    query, known = request.GET, SHELVES[shelf]
    selection = settle(FILTERS[known.type].selection(query))
    size = page_size(query, known.size, settings.PAGE_SIZE_MAX)
    place = Cursor(())
    if query.get("cursor"):
        place = read_cursor(query["cursor"], selection.name(), POSITIONS[selection.order()])
    found = walking.rows(selection, size, position=place.position, backward=place.backward)
    if not found.rows and not place.position:
        refuse_unknown(FILTERS[known.type], selection)
    rows = [orjson.loads(row.text) for row in found.rows]
    if known.type == "sector" and not selection.tags:
        rows = branches(rows)
    framed = frame(request, shelf)
    chosen = framed["chosen"] if not rows else []
    kept = said(query, *PAGING, "ordering").urlencode()
    return framed | {
        "counted": f"/facets/events/?{kept}" if known.type == "event" and not selection.as_of else "",
        "rows": rows,
        "shown": len(found.rows),
        "emptied": emptied(FILTERS[known.type], query, chosen),
        "capped": settings.SEARCH_CANDIDATES if selection.capped else 0,
        **{way: address(query, at) if at else None for way, at in around(selection, found, place).items()},
    }


def address(query: QueryDict, cursor: str) -> str:
    """Give the address of another page of a list: the same filters, without empty ones, at a cursor."""
    kept = said(query)
    kept["cursor"] = cursor
    return f"?{kept.urlencode()}"


def branches(rows: Sequence[Json]) -> list[Json]:
    """Hang sub-sectors under their sectors; those whose sector is not among the rows stand alone."""
    known = {row["slug"] for row in rows}
    below: dict[str, list[Json]] = {}
    for row in rows:
        if row["parent"] and row["parent"]["slug"] in known:
            below.setdefault(row["parent"]["slug"], []).append(row)
    hung = {row["slug"] for under in below.values() for row in under}
    return [{**row, "below": below.get(row["slug"], [])} for row in rows if row["slug"] not in hung]


def frame(request: HttpRequest, shelf: str, errors: Sequence[tuple[str, str]] = ()) -> Json:
    """Give what a list's page shows around its rows: heading, form, filters set, refusals."""
    known = SHELVES[shelf]
    asked = questions(FILTERS[known.type], request.GET, errors)
    chosen = [each for each in asked if each.set and each.name != "ordering"]
    return {
        "heading": known.heading,
        "lead": known.lead,
        "shelf": shelf,
        "rows_template": f"publication/parts/{known.type}_rows.html",
        "usual": [each for each in asked if each.name in USUAL],
        "rarer": [each for each in asked if each.name not in USUAL],
        "chosen": chosen,
        "chips": [] if errors else chips(request.GET, chosen, f"/{shelf}/"),
        "rarer_set": any(each.set or each.errors for each in asked if each.name not in USUAL),
        "refused": errors,
        "bounded": bool(request.GET.get("from") or request.GET.get("to")) and not request.GET.get("possible"),
        "clear": f"/{shelf}/",
        "canonical": request.build_absolute_uri(f"/{shelf}/"),
        "offers": [] if errors else of_page(shelf, known.type, request.GET),
    }
