"""Write events as political science counts them: who did what to whom, a line of JSON for each pair.

The event types are those of PLOVER, the numeric codes those of CAMEO; every line names the codebook. What
did not take place, or has no word in the codebook, gives no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import orjson

from publication.formats.frame import Frame, Json
from publication.formats.spans import days
from publication.vocabulary import Occurrence

QUADS: Final = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER's event types by their quad class, which are numbered in this order from 1."""

CLASSES: Final = {
    event_type: (number, name)
    for number, (name, types) in enumerate(QUADS.items(), 1)
    for event_type in types
}
SOURCE_FIRST: Final = ("visitor", "party", "third_party", "host")
"""Who acts: a visitor towards a host; two parties act towards each other."""


def dyads(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write a line for each pair of each event."""
    for document in documents:
        if document["occurrence"] == Occurrence.OCCURRED and document["codes"]["plover"]:
            for pair in document["pairs"]:
                yield orjson.dumps(dyad(document, pair, frame)).decode() + "\n"


def dyad(document: Json, pair: str, frame: Frame) -> Json:
    """Tell of one event between two countries; its date is null where it is not known to the day."""
    source, target = sorted(pair.split("-"), key=lambda code: rank(document, code))
    codes, date = document["codes"], document["date"] or {}
    number, name = CLASSES[codes["plover"]]
    span = days(document["date"])
    return {
        "id": f"{document['id']}:{pair}",
        "codebook": codes["codebook"],
        "source": source,
        "target": target,
        "directed": rank(document, source) < rank(document, target),
        "date": span[0].isoformat() if span else None,
        "date_end": span[1].isoformat() if span else None,
        "date_edtf": date.get("edtf"),
        "date_earliest": date.get("earliest"),
        "date_latest": date.get("latest"),
        "event_type": codes["plover"],
        "event_code": codes["cameo"],
        "quad_class": number,
        "quad_class_name": name,
        "sectors": [each["slug"] for each in document["sectors"]],
        "event": document["slug"],
        "version": document["version"],
        "url": frame.whole(document["url"]),
    }


def rank(document: Json, code: str) -> int:
    """Say how early a country stands in a line, by its side."""
    sides = {each["code"]: each["side"] for each in document["countries"]}
    return SOURCE_FIRST.index(sides[code])
