"""Count what a list of events holds, each number leading to the list it counts."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from publication import overviews
from publication.api.filters import PAGING
from publication.api.filtersets import FILTERS
from publication.api.overviews import facet_parameters
from publication.naming import country_name
from publication.pages.emptying import refuse_unknown
from publication.pages.forms import questions, said
from publication.pages.rendering import page, public_page
from publication.pages.words import label

Json = dict[str, Any]

EVENTS: Final = FILTERS["event"]
FIRST: Final = 8
"""Values of each kind of count that are seen at once."""

MOST: Final = 50
"""Values of each kind of count on the page; the API gives all."""


@public_page
def events(request: HttpRequest) -> HttpResponseBase:
    """Show how many events there are by year, kind, country and sector, under the filters of their list."""
    kept = said(request.GET, *PAGING, "ordering")
    allowed = [each for each in facet_parameters(EVENTS) if each != "fields"]
    selection = EVENTS.selection(kept, allowed)

    def build() -> Json:
        found = overviews.facets(selection)
        if not found["count"]:
            refuse_unknown(EVENTS, selection)
        return shown(found, kept, request.GET)

    return page(request, "publication/counted.html", build)


def shown(found: Json, kept: QueryDict, asked: QueryDict) -> Json:
    """Give the counts, each with the address of the list that it counts."""
    return {
        "shelf": "events",
        "count": found["count"],
        "capped": found["capped"],
        "back": f"/events/?{kept.urlencode()}" if kept else "/events/",
        "chosen": [each for each in questions(EVENTS, asked) if each.set],
        "parts": [
            part(_("Years"), [(str(each["year"] or _("year open")), each["count"],
                               of_year(kept, each["year"])) for each in found["years"]]),
            part(_("Kinds"), [(label(each["kind"], "EventKind"), each["count"],
                               narrowed(kept, "kind", each["kind"])) for each in found["kinds"]]),
            part(_("Countries"), [(country_name(each), each["count"],
                                   narrowed(kept, "country", each["code"])) for each in found["countries"]]),
            part(_("Sectors"), [(each["name"], each["count"],
                                 narrowed(kept, "sector", each["slug"])) for each in found["sectors"]]),
        ],
    }  # fmt: skip


def part(heading: str, counts: list[tuple[str, int, str]]) -> Json:
    """Give one kind of counts: those seen at once, those behind them, and how many more there are.

    ``share`` is what a number is of the largest, in percent.
    """
    largest = max((number for _name, number, _address in counts), default=1)
    rows = [
        {"name": name, "number": number, "url": address, "share": max(1, round(100 * number / largest))}
        for name, number, address in counts[:MOST]
    ]
    return {
        "heading": heading,
        "first": rows[:FIRST],
        "rest": rows[FIRST:],
        "more": max(0, len(counts) - MOST),
    }


def narrowed(kept: QueryDict, name: str, value: str) -> str:
    """Give the address of the list with one filter more; one that is set stays as it is."""
    more = kept.copy()
    if value not in more.getlist(name):
        more.appendlist(name, value)
    return f"/events/?{more.urlencode()}"


def of_year(kept: QueryDict, year: int | None) -> str:
    """Give the address of the list within a year; none where days are set, or the year is open."""
    if year is None or "from" in kept or "to" in kept:
        return ""
    more = kept.copy()
    more["from"], more["to"] = f"{year:04}-01-01", f"{year:04}-12-31"
    return f"/events/?{more.urlencode()}"
