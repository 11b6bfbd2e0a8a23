"""Write documents as GeoJSON (RFC 7946), a feature for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from publication.formats.frame import Frame, Json


def geography(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write a collection of features; a record whose point is not known has a null geometry."""
    yield '{"type":"FeatureCollection","features":['
    between = ""
    for document in documents:
        yield between + orjson.dumps(feature(document, frame)).decode()
        between = ","
    yield "]}"


def feature(document: Json, frame: Frame) -> Json:
    """Write one record: its point, and all that the document says, with the whole address."""
    return {
        "type": "Feature",
        "id": document["id"],
        "geometry": geometry(document.get("place") or document.get("point")),
        "properties": {**document, "url": frame.whole(document["url"])},
    }


def geometry(point: Json | None) -> dict[str, Any] | None:
    """Write a point, longitude first, as RFC 7946 wants; nothing where either is missing."""
    if not point or point["lat"] is None or point["lon"] is None:
        return None
    return {"type": "Point", "coordinates": [point["lon"], point["lat"]]}
