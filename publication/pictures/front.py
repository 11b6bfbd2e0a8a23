"""Picture the last twelve months of all countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from publication.crossing import crossed
from publication.naming import country_name, title_of
from publication.pictures.bars import bars
from publication.pictures.shape import Json, Picture
from publication.pictures.world import arc, seen, world
from publication.reading import documents, standing
from publication.selecting import Selection

PAIRS: Final = 60
"""Pairs of countries on the map, those that most is recorded of."""

RANKED: Final = 10
"""Pairs in the ranking."""

MIDDLE: Final = 40.0
"""The meridian in the middle of a map of the whole world: most land on one sheet."""


def pictures(serial: int, today: date) -> list[Picture]:
    """Draw what was recorded of the twelve months before a day."""
    since = today - timedelta(days=365)
    counted = Counter[str]()
    events = Selection("event", first=since, last=today)
    for (_year, (pair,)), number in crossed(events, {"pair": ()}, serial).items():
        counted[pair] += number
    counted.pop("", None)
    most = dict(counted.most_common(PAIRS))
    titles = {key: title_of(row) for key, row in standing("relation", list(most)).items()}
    days = f"from={since}&to={today}"
    rows = [
        {"name": titles[pair], "count": number, "pair": pair, "url": f"/events/?pair={pair}&{days}"}
        for pair, number in most.items()
        if pair in titles
    ]
    return [each for each in (overview(rows), ranking(rows[:RANKED])) if each.rows]


def overview(rows: list[Json]) -> Picture:
    """Draw arcs between the countries of each pair."""
    codes = sorted({code for row in rows for code in row["pair"].split("-")})
    there = {row["code"]: row for row in documents("country", codes) if row["point"]}
    joined = [
        {**row, **arc(*(there[code]["point"] for code in row["pair"].split("-")))}
        for row in rows
        if all(code in there for code in row["pair"].split("-"))
    ]
    most = "; ".join(f"{row['name']} ({row['count']})" for row in rows[:3])
    words = _("Most events: %(pairs)s.") % {"pairs": most}
    note = _("Lines join capitals; a wider one is more events. Coasts are drawn, borders are not.")
    shown = places(joined, there)
    spec = world(joined, shown, seen(shown, MIDDLE))
    return Picture("world", _("The last twelve months"), words, columns(), joined, spec, note)


def places(rows: list[Json], there: Mapping[str, Json]) -> list[Json]:
    """Give the countries of these pairs with all their events, those with most first."""
    sums = Counter[str]()
    for row in rows:
        for code in row["pair"].split("-"):
            sums[code] += row["count"]
    return [
        {"name": country_name(there[code]), "count": number, **there[code]["point"]}
        for code, number in sums.most_common()
    ]


def ranking(rows: list[Json]) -> Picture:
    """Rank the pairs of countries."""
    words = _("The pairs of countries with most events in the last twelve months.")
    return Picture("pairs", _("Who deals most with each other"), words, columns(), rows, bars(rows))


def columns() -> tuple[tuple[str, str], ...]:
    """Head the table."""
    return (("name", _("Relation")), ("count", _("Events")))
