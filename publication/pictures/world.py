"""Draw on the coasts of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from publication.pictures.coastlines import coastlines
from publication.pictures.shape import Json

NAMED: Final = 12
"""Places whose names stand on the map, where they do not cover each other."""

APART: Final = (20.0, 6.0)
"""Degrees of longitude or latitude by which names must stand apart."""


def arc(one: Mapping[str, float], other: Mapping[str, float]) -> Json:
    """Join two places by the shortest way (GeoJSON, RFC 7946)."""
    ends = [[each["lon"], each["lat"]] for each in (one, other)]
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": ends}}


def world(rows: Sequence[Json], places: Sequence[Json], middle: float) -> Json:
    """Draw arcs, and the places they join, on the coasts of the world, seen from a meridian."""
    land = {"values": coastlines(), "format": {"type": "topojson", "feature": "land"}}
    width = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": [0.8, 6]}}
    size = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": "@dots"}}
    place = {"longitude": {"field": "lon"}, "latitude": {"field": "lat"}}
    names = {"text": {"field": "name"}, **place}
    return {
        "width": "@whole",
        "height": "@world",
        "projection": {"type": "equalEarth", "rotate": [-middle, 0, 0]},
        "layer": [
            {"data": land, "mark": {"type": "geoshape", "fill": "@land", "stroke": None}},
            {
                "mark": {"type": "geoshape", "filled": False, "stroke": "@one", "opacity": 0.75},
                "encoding": {"strokeWidth": width},
            },
            {
                "data": {"values": list(places)},
                "mark": {"type": "circle", "color": "@one", "opacity": 1},
                "encoding": {**place, "size": size},
            },
            {
                "data": {"values": list(apart(places[:NAMED]))},
                "mark": {"type": "text", "dy": -9, "color": "@ink", "fontSize": "@place"},
                "encoding": names,
            },
        ],
    }


def apart(rows: Sequence[Json]) -> Iterator[Json]:
    """Choose the places whose names do not cover one that stands before."""
    chosen: list[Json] = []
    for row in rows:
        if all(
            abs(row["lon"] - each["lon"]) > APART[0] or abs(row["lat"] - each["lat"]) > APART[1]
            for each in chosen
        ):
            chosen.append(row)
            yield row
