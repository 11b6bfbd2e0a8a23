"""Say what a page shows of pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404

from publication.addresses import address
from publication.naming import title_of
from publication.pictures.catalogue import pictures
from publication.pictures.look import NARROW, WIDE, height_of
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject

Json = dict[str, Any]

ROWS: Final = 200
"""Rows of a picture's table on a page; the file holds all."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What pictures hang on: a record, or a page over all records.

    ``base`` is its address without query, ``asked`` its query string; ``mark`` is put to the tag of answers.
    """

    base: str
    title: str
    pictures: Callable[[int], Sequence[Picture]]
    mark: str = ""
    asked: str = ""

    @property
    def page(self) -> str:
        """Give the address of the page where they hang."""
        return f"{self.base}{self.query}"

    @property
    def query(self) -> str:
        """Give the end of its addresses."""
        return self.asked and f"?{self.asked}"

    def chosen(self, serial: int, name: str) -> Picture:
        """Find a picture by its name; raises ``Http404``."""
        picture = next((each for each in self.pictures(serial) if each.name == name), None)
        if picture is None:
            raise Http404
        return picture

    def shown(self, found: Sequence[Picture]) -> list[Json]:
        """Give what a page shows of pictures."""
        return [
            {
                "picture": each,
                "address": f"{self.base}pictures/{each.name}",
                "query": self.query,
                "wide": {"width": WIDE["whole"], "height": height_of(each, WIDE)},
                "narrow": {"width": NARROW["whole"], "height": height_of(each, NARROW)},
                "rows": each.table[:ROWS],
                "more": max(0, len(each.rows) - ROWS),
            }
            for each in found
        ]


def of_record(document: Json) -> Wall:
    """Give the wall of a published record."""
    base = address(document["type"], document["slug"])
    return Wall(base, title_of(document), lambda serial: pictures(Subject(document, serial)))
