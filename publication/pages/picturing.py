"""Say what the page of a record shows of its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from publication.addresses import address
from publication.pictures.catalogue import pictures
from publication.pictures.look import NARROW, WIDE, height_of
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject

Json = dict[str, Any]

ROWS: Final = 200
"""Rows of a picture's table on a page; the file holds all."""


def shown(found: Sequence[Picture], base: str) -> list[Json]:
    """Give what a page shows of pictures; ``base`` is the address of what they are of."""
    return [
        {
            "picture": each,
            "address": f"{base}pictures/{each.name}",
            "wide": {"width": WIDE["whole"], "height": height_of(each, WIDE)},
            "narrow": {"width": NARROW["whole"], "height": height_of(each, NARROW)},
            "rows": each.table[:ROWS],
            "more": max(0, len(each.rows) - ROWS),
        }
        for each in found
    ]


def of_record(document: Json, serial: int) -> list[Json]:
    """Give what the page of a published record shows of its pictures."""
    found = pictures(Subject(document, serial))
    return shown(found, address(document["type"], document["slug"]))
