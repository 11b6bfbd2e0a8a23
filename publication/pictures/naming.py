"""Name codes, years and titles as they stand in a picture."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from publication.pictures.shape import OPEN, Json


def label(kind: Any, code: str) -> str:
    """Name a code as people read it, beginning with a capital."""
    words = _(str(kind(code).label))
    return words[:1].upper() + words[1:]


def year_of(date: Json | None) -> str:
    """Give the year that a date settles, as it stands on an axis."""
    first, last = (date or {}).get("earliest"), (date or {}).get("latest")
    return str(int(last[:4])) if first and last and first[:4] == last[:4] else OPEN


def number_of(year: str) -> int:
    """Give the year that stands on an axis as a number, 0 where it is open."""
    return 0 if year == OPEN else int(year)
