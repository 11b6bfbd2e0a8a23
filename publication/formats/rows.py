"""Read the rows of a list stretch by stretch, as documents that formats can write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import orjson
from django.conf import settings

from publication import reading, walking
from publication.addresses import address, instant
from publication.formats.frame import Json
from publication.selecting import Selection
from publication.walking import Row, Rows

BLOCK: Final = 32 * 1024
"""Characters sent at a time."""


def walk(selection: Selection, first: Rows, most: int, *, whole: bool) -> Iterator[Json]:
    """Read on from a first stretch, up to ``most`` rows of the list."""
    found, left = first, most
    while found.rows and left > 0:
        yield from documents(selection.type, found.rows[:left], whole=whole)
        left -= len(found.rows)
        if not found.more or left <= 0:
            return
        found = walking.rows(selection, min(settings.STREAM_STRETCH, left), position=found.rows[-1].position)


def documents(record_type: str, rows: Sequence[Row], *, whole: bool) -> list[Json]:
    """Read rows as documents: meetings with the edition of their event, ``whole`` ones with all they say."""
    found = [orjson.loads(row.text) for row in rows]
    if record_type == "meeting":
        return headed(found)
    return completed(found) if whole else found


def headed(meetings: Sequence[Json]) -> list[Json]:
    """Put the address and the edition of their events to meetings, which have none of their own."""
    editions = reading.standing_events([each["event"]["slug"] for each in meetings])
    return [
        {
            **each,
            "type": "meeting",
            "url": f"{address('event', each['event']['slug'])}#meeting-{each['id']}",
            "version": event.version,
            "published_at": instant(event.published_at),
            "first_published_at": instant(event.first_published_at),
        }
        for each in meetings
        if (event := editions.get(each["event"]["slug"]))  # none: taken back since its row was read
    ]


def completed(listed: Sequence[Json]) -> list[Json]:
    """Put what the record says beyond the list form to documents."""
    rests = reading.rests([each["id"] for each in listed])
    return [{**each, **orjson.loads(rests[each["id"]])} for each in listed if each["id"] in rests]


def blocks(pieces: Iterator[str]) -> Iterator[str]:
    """Join small pieces, as each that is sent costs the server the same."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)
