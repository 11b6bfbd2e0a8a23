"""Draw on the coasts of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from publication.pictures.coastlines import coastlines
from publication.pictures.shape import Json

NAMED: Final = 12
"""Places whose names stand on the map, where they do not cover each other."""

FIRST: Final = 3
"""Of these, how many stand on a narrow map too."""

APART: Final = (20.0, 6.0)
"""Degrees of longitude or latitude by which names must stand apart on a map of the whole world."""

AROUND: Final = (18.0, 9.0)
"""Degrees of longitude and latitude that are seen around the outermost places."""

LEAST: Final = (90.0, 40.0)
"""Degrees that are seen at least, so that a reader knows where it is."""

WHOLE: Final = 200.0
"""Degrees of longitude beyond which the whole world is seen."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: degrees west to east of a meridian in the middle, south and north."""

    middle: float
    wide: float
    south: float
    north: float

    @property
    def whole(self) -> bool:
        """Whether it is the whole world."""
        return self.wide > WHOLE

    @property
    def apart(self) -> tuple[float, float]:
        """Give the degrees by which names must stand apart."""
        share = 1 if self.whole else self.wide / 360
        return APART[0] * share, APART[1] * share

    def projection(self) -> Json:
        """Project it so that it fills the sheet."""
        shown: Json = {"type": "equalEarth", "rotate": [-self.middle, 0, 0]}
        if self.whole:
            return shown
        corners = [
            [self.middle + self.wide * share, latitude]
            for share in (-0.5, 0, 0.5)
            for latitude in (self.south, self.north)
        ]
        frame = {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": corners}}
        return shown | {"fit": frame, "size": ["@whole", "@world"]}


def seen(places: Sequence[Json], base: float) -> View:
    """Choose what a map shows of these places; degrees are counted from a base meridian."""
    from_base = [(each["lon"] - base + 180) % 360 - 180 for each in places]
    latitudes = [each["lat"] for each in places]
    west, east = min(from_base, default=-180.0), max(from_base, default=180.0)
    south, north = min(latitudes, default=0.0), max(latitudes, default=0.0)
    wide = max(east - west + 2 * AROUND[0], LEAST[0])
    high = max(north - south + 2 * AROUND[1], LEAST[1])
    if wide > WHOLE:
        return View(base, 360.0, -90.0, 90.0)
    level = (south + north) / 2
    return View(base + (west + east) / 2, wide, max(level - high / 2, -85.0), min(level + high / 2, 85.0))


def arc(one: Mapping[str, float], other: Mapping[str, float]) -> Json:
    """Join two places by the shortest way (GeoJSON, RFC 7946)."""
    ends = [[each["lon"], each["lat"]] for each in (one, other)]
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": ends}}


def world(rows: Sequence[Json], places: Sequence[Json], view: View) -> Json:
    """Draw arcs, and the places they join, on the coasts of what is seen."""
    land = {"values": coastlines(), "format": {"type": "topojson", "feature": "land"}}
    width = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": [0.8, 6]}}
    size = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": "@dots"}}
    place = {"longitude": {"field": "lon"}, "latitude": {"field": "lat"}}
    names = {"text": {"field": "name"}, **place}
    named = {"values": list(apart(places[:NAMED], *view.apart))}
    first = {"values": named["values"][:FIRST]}
    text = {"type": "text", "dy": -13}
    halo = {**text, "stroke": "@land", "strokeWidth": 3}
    return {
        "width": "@whole",
        "height": "@world",
        "projection": view.projection(),
        "layer": [
            {"data": land, "mark": {"type": "geoshape", "fill": "@land", "stroke": None, "clip": True}},
            {
                "mark": {
                    "type": "geoshape",
                    "filled": False,
                    "stroke": "@one",
                    "opacity": 0.75,
                    "clip": True,
                },
                "encoding": {"strokeWidth": width},
            },
            {
                "data": {"values": list(places)},
                "mark": {"type": "circle", "color": "@one", "opacity": 1},
                "encoding": {**place, "size": size},
            },
            {"data": named, "mark": {**halo, "fontSize": "@place"}, "encoding": names},
            {"data": named, "mark": {**text, "fontSize": "@place", "color": "@ink"}, "encoding": names},
            {"data": first, "mark": {**halo, "fontSize": "@first"}, "encoding": names},
            {"data": first, "mark": {**text, "fontSize": "@first", "color": "@ink"}, "encoding": names},
        ],
    }


def apart(rows: Sequence[Json], across: float, down: float) -> Iterator[Json]:
    """Choose the places whose names do not cover one that stands before."""
    chosen: list[Json] = []
    for row in rows:
        if all(
            abs(row["lon"] - each["lon"]) > across or abs(row["lat"] - each["lat"]) > down for each in chosen
        ):
            chosen.append(row)
            yield row
