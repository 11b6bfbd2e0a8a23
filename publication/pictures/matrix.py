"""Picture all countries by one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import Final

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.counting import Counts, beyond, by_tag, tallies
from publication.crossing import crossed
from publication.naming import country_name
from publication.pictures.shape import Json, Picture, ranked
from publication.reading import standing
from publication.selecting import Selection

COUNTRIES: Final = 16
"""Countries drawn, those with most events."""

PAIRS: Final = 2_000
"""Pairs counted, those with most events."""

SHADES: Final = (0.12, 0.25, 0.45, 0.8, 1)
"""How dark a field is, by its share of the largest number; none in between, where no ink can be read."""


def pictures(selection: Selection, asked: str, serial: int) -> list[Picture]:
    """Draw how many events each two countries share; ``asked`` is the query string of the selection."""
    pairs = counted(selection, serial)[:PAIRS]
    codes = sorted({code for pair, _number in pairs for code in pair.split("-")})
    names = {code: country_name(row) for code, row in standing("country", codes).items()}
    rows = [row(pair.split("-"), number, names, asked) for pair, number in pairs]
    if not rows:
        return []
    shown = most(rows)
    first = "; ".join(f"{each['name']} ({each['count']})" for each in rows[:3])
    words = _("Most events: %(pairs)s.") % {"pairs": first}
    columns = (("name", _("Countries")), ("count", _("Events")))
    spec = grid(list(fields(rows, shown)), shown, names)
    return [
        Picture(
            "matrix",
            _("Events that each two countries share"),
            words,
            columns,
            rows,
            spec,
            note(selection, rows),
        )
    ]


def counted(selection: Selection, serial: int) -> Counts:
    """Count the events of each pair, most frequent first: from the tallies, else among the newest."""
    if tallies(selection):
        return by_tag(selection, ["pair"]).get("pair", [])
    sums = Counter[str]()
    for (_year, (pair,)), number in crossed(selection, {"pair": ()}, serial).items():
        sums[pair] += number
    sums.pop("", None)
    return sorted(sums.items(), key=lambda each: (-each[1], each[0]))


def row(codes: Sequence[str], number: int, names: Mapping[str, str], asked: str) -> Json:
    """Give a pair with the number of its events and the list of these."""
    one, other = codes
    named = {"one": names.get(one, one), "other": names.get(other, other)}
    url = f"/events/?pair={one}-{other}{asked and '&'}{asked}"
    return {
        "name": _("%(one)s and %(other)s") % named,
        "count": number,
        "pair": f"{one}-{other}",
        "url": url,
    }


def most(rows: Sequence[Json]) -> list[str]:
    """Choose the countries with most events."""
    sums = Counter[str]()
    for each in rows:
        for code in each["pair"].split("-"):
            sums[code] += each["count"]
    return [code for code, _number in sums.most_common(COUNTRIES)]


def fields(rows: Sequence[Json], shown: Sequence[str]) -> Iterator[Json]:
    """Give the field of each two countries, on both sides of the diagonal."""
    counts = {row["pair"]: row["count"] for row in rows}
    largest = max(counts.values())
    for one, other in combinations(sorted(shown), 2):
        if number := counts.get(f"{one}-{other}"):
            shade = SHADES[min(int(sqrt(number / largest) * len(SHADES)), len(SHADES) - 1)]
            for line, column in ((one, other), (other, one)):
                yield {"line": line, "column": column, "count": number, "shade": shade}


def grid(cells: Sequence[Json], shown: Sequence[str], names: Mapping[str, str]) -> Json:
    """Draw a line and a column for each country, with numbers where there is room."""
    known = {code: names.get(code, code) for code in shown}
    lines = [{**each, "name": known[each["line"]]} for each in cells]
    top = {"title": None, "orient": "top", "labelAngle": "@tilt", "domain": False, "ticks": False}
    number = {"text": {"field": "count", "type": "quantitative"}}
    dark = {"condition": {"test": f"datum.shade > {SHADES[2]}", "value": "@paper"}, "value": "@ink"}
    return {
        "width": "@plot",
        "height": {"step": 26},
        "data": {"values": lines},
        "encoding": {
            "y": ranked(list(known.values())),
            "x": {"field": "column", "type": "nominal", "sort": list(shown), "axis": top},
        },
        "layer": [
            {
                "mark": {"type": "rect", "color": "@mark", "stroke": "@paper", "strokeWidth": 2},
                "encoding": {"opacity": {"field": "shade", "type": "quantitative", "scale": None}},
            },
            {"mark": {"type": "text", "fontSize": "@cell"}, "encoding": {**number, "color": dark}},
        ],
    }


def note(selection: Selection, rows: Sequence[Json]) -> str:
    """Say what is not drawn, and what is not counted."""
    hidden = len({code for each in rows for code in each["pair"].split("-")}) - COUNTRIES
    said = ""
    if hidden > 0:
        said = ngettext(
            "%(number)s more country is in the numbers below.",
            "%(number)s more countries are in the numbers below.",
            hidden,
        ) % {"number": hidden}
    if not tallies(selection) and beyond(selection):
        newest = _("Only the newest %(number)s events are counted.") % {
            "number": number_format(settings.FACET_ROWS, force_grouping=True)
        }
        said = f"{said} {newest}".strip()
    return said
