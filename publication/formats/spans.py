"""Tell dates that are real days from those that are not known so well."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from publication.formats.frame import Json

REAL: Final = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?", re.ASCII)
"""A day or a span of days in EDTF, without a qualifier: no month, no «about», no year left open."""


def days(value: Json | None) -> tuple[date, date] | None:
    """Give the first and last day of a date that states both in full, else none."""
    if value is None or not REAL.fullmatch(value["edtf"]):
        return None
    return date.fromisoformat(value["earliest"]), date.fromisoformat(value["latest"])
