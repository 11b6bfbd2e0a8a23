"""Say what a picture is, and write it as a table or as a spec that others can use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

Json = dict[str, Any]

OPEN: Final = "open"
"""Stands on the axis of years for a date that settles no year."""


GAP: Final = " "
"""Stands between the years and ``OPEN``, so that nobody takes it for the last of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of something that is counted or dated.

    ``words`` is the text alternative: what is to be seen. ``rows`` are its data, ``columns`` the members that
    a table shows, each with its heading; ``url`` in a row is the list of the records counted in it. ``spec``
    is Vega-Lite (version 6) that names colours and measures («@one»), which ``look.dressed`` fills in. ``of``
    names the record.
    """

    name: str
    title: str
    words: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Json]
    spec: Json
    note: str = ""
    of: str = ""

    @property
    def table(self) -> list[Json]:
        """Give the rows as a page shows them: the cells in order, and the address of what was counted."""
        return [
            {"cells": [cell(row, member) for member, _heading in self.columns], "url": row.get("url", "")}
            for row in self.rows
        ]


def cell(row: Json, member: str) -> Any:
    """Give what a table shows of a member of a row."""
    return _("open") if (member, row[member]) == ("year", OPEN) else row[member]


def years(found: Iterable[int]) -> list[str]:
    """Give every year from the first to the last as they stand on an axis, and ``OPEN`` where one is open."""
    known = set(found)
    settled = known - {0}
    axis = [str(year) for year in range(min(settled), max(settled) + 1)] if settled else []
    return axis + ([OPEN] if 0 in known else [])


def year_name(year: int) -> str:
    """Name a year as it stands on an axis."""
    return str(year) if year else OPEN


def along(axis: Sequence[str]) -> Json:
    """Encode the years as an axis whose labels never touch."""
    wide, narrow = (spaced(len(axis), most) for most in (12, 4))
    often = f"(width < 400 ? {narrow} : {wide})"
    settled = [year for year in axis if year != OPEN]
    gap = [GAP] if OPEN in axis and settled else []
    marked = f"datum.value == '{OPEN}' ? '?' : toNumber(datum.value) % {often} == 0 ? datum.value : ''"
    return {
        "field": "year",
        "type": "ordinal",
        "scale": {"domain": [*settled, *gap, *axis[len(settled) :]]},
        "axis": {"title": None, "labelAngle": 0, "labelExpr": marked, "labelOverlap": True, "grid": False},
    }


def spaced(years: int, most: int) -> int:
    """Say of how many years one is named, so that there are no more names than these."""
    return next(each for each in (1, 2, 5, 10, 20, 50, 100, 10_000) if years <= each * most or each > 100)


def ranked(names: Sequence[str]) -> Json:
    """Encode names as rows in this order; the drawing program measures with a narrower type than readers'."""
    return {
        "field": "name",
        "type": "nominal",
        "sort": list(names),
        "axis": {
            "title": None, "labelLimit": "@name", "minExtent": "@beside", "maxExtent": "@beside",
            "domain": False, "ticks": False, "labelPadding": 10,
        },
    }  # fmt: skip
