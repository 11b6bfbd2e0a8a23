"""Know which pictures a record has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from publication.pictures import agreements, countries, officials, relations, sectors
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject

BY_TYPE: Final[dict[str, Callable[[Subject], list[Picture]]]] = {
    "agreement": agreements.pictures,
    "country": countries.pictures,
    "official": officials.pictures,
    "relation": relations.pictures,
    "sector": sectors.pictures,
}


def pictures(subject: Subject) -> list[Picture]:
    """Give the pictures of a record that have something to show."""
    found = BY_TYPE[subject.type](subject) if subject.type in BY_TYPE else []
    return [each for each in found if each.rows]
