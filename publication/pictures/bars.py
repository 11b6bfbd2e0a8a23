"""Picture numbers as bars: a ranking, or years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.counting import tallied
from publication.naming import title_of
from publication.pictures.shape import Json, Picture, along, ranked, year_name, years
from publication.pictures.subject import Subject
from publication.reading import standing

BARS: Final = 15
"""Bars drawn, the longest."""


def bars(rows: Sequence[Json]) -> Json:
    """Draw rows with a ``name`` and a ``count`` as bars with their numbers, in the order given."""
    return {
        "width": "@plot",
        "height": {"step": 26},
        "encoding": {
            "y": ranked([row["name"] for row in rows]),
            "x": {
                "field": "count",
                "type": "quantitative",
                "axis": None,
                "scale": {"nice": False, "range": [0, {"expr": "width - 32"}]},
            },
        },
        "layer": [
            {"mark": {"type": "bar", "color": "@mark", "height": 16, "cornerRadiusEnd": 1}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": "@ink"},
                "encoding": {"text": {"field": "count", "type": "quantitative"}},
            },
        ],
    }


def ranking(subject: Subject, axis: str, record_type: str) -> list[Json]:
    """Rank the values of an axis by the events shared with each: those that are published records."""
    counted = subject.shared(axis).most_common(BARS)
    known = standing(record_type, [key for key, _number in counted])
    return [
        {"name": title_of(known[key]), "count": number, axis: key, "url": subject.list_of(**{axis: key})}
        for key, number in counted
        if key in known
    ]


def by_year(subject: Subject) -> Picture:
    """Draw the events of each year."""
    table = tallied(subject.selection())
    found = sorted(table.years) if table else []
    rows = [
        {"year": year_name(year), "count": number, "url": subject.list_of(year)} for year, number in found
    ]
    spec = {
        "width": "@plot", "height": 120,
        "mark": {"type": "bar", "color": "@mark", "cornerRadiusEnd": 1},
        "encoding": {
            "x": along(years(year for year, _number in found)),
            "y": {
                "field": "count", "type": "quantitative",
                "axis": {
                    "title": None, "domain": False, "ticks": False, "tickMinStep": 1, "tickCount": 4,
                    "minExtent": "@beside", "maxExtent": "@beside", "format": "d",
                },
            },
        },
    }  # fmt: skip
    total = sum(number for _year, number in found)
    words = ngettext("%(number)s event is recorded.", "%(number)s events are recorded.", total) % {
        "number": total
    }
    columns = (("year", _("Year")), ("count", _("Events")))
    return Picture("years", _("Events of each year"), words, columns, rows, spec)
