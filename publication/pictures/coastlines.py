"""Draw the coasts of Natural Earth (public domain), reduced by ``python -m publication.pictures.coastlines``.

That takes the path of ``countries-110m.topojson`` as packed by world-atlas. Only coasts are kept: borders
are not ours to draw. Land south of 60° S is left out, as nothing is recorded there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

HOME: Final = Path(__file__).parent / "coastlines.json"
SOUTHMOST: Final = -60.0


@cache
def coastlines() -> dict[str, Any]:
    """Read the land as a TopoJSON topology, its only object ``land``."""
    found: dict[str, Any] = orjson.loads(HOME.read_bytes())
    return found


def reduced(topology: dict[str, Any]) -> dict[str, Any]:
    """Keep the arcs of land, numbered anew."""
    polygons = [
        polygon
        for shape in topology["objects"]["land"]["geometries"]
        for polygon in shape["arcs"]
        if any(latitude > SOUTHMOST for ring in polygon for latitude in latitudes(topology, ring))
    ]
    used = dict.fromkeys(
        arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring
    )
    place = {arc: number for number, arc in enumerate(used)}
    numbered = [
        [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in polygon]
        for polygon in polygons
    ]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"land": {"type": "MultiPolygon", "arcs": numbered}},
        "arcs": [topology["arcs"][arc] for arc in used],
    }


def latitudes(topology: dict[str, Any], ring: list[int]) -> Iterator[float]:
    """Give the latitudes of a ring's points; they are written as differences, scaled and shifted."""
    for arc in ring:
        latitude = 0
        for _, step in topology["arcs"][arc if arc >= 0 else ~arc]:
            latitude += step
            yield latitude * topology["transform"]["scale"][1] + topology["transform"]["translate"][1]


if __name__ == "__main__":
    HOME.write_bytes(orjson.dumps(reduced(orjson.loads(Path(sys.argv[1]).read_bytes()))))
