"""Say a partial date in English, inventing nothing that the date does not state."""

from __future__ import annotations

from typing import Final

from relations.edtf import SEASONS, Ends, Point

NO_YEAR: Final = "year not stated"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def words(ends: Ends) -> str:
    """Say a date or a span as it is read on a page: «17–19 May 2024», «23 April, year not stated»."""
    start, end = ends.start, ends.end
    if isinstance(start, Point) and isinstance(end, Point):
        return _span(start, end) if start != end else _point(start)
    if isinstance(start, Point):
        return f"from {_point(start)}, {'still open' if end == '..' else 'end unknown'}"
    if isinstance(end, Point):
        return f"until {_point(end)}{'' if start == '..' else ', start unknown'}"
    raise AssertionError("a span has at least one date")


def _span(start: Point, end: Point) -> str:
    plain = not (start.qualifier or end.qualifier)
    same_year = start.year == end.year
    if plain and same_year and start.month == end.month and start.day.isdigit() and end.day.isdigit():
        return f"{int(start.day)}–{_point(end)}"
    drop_year = start.yearless or (plain and same_year and _in_month(start) and _in_month(end))
    left, right = _point(start, year=not drop_year), _point(end)
    return f"{left} – {right}" if " " in left + right else f"{left}–{right}"


def _in_month(point: Point) -> bool:
    return point.month.isdigit() and point.month not in SEASONS and point.day != "XX"


def _point(point: Point, *, year: bool = True) -> str:
    about = "about " if point.qualifier in ("~", "%") else ""
    uncertain = " (uncertain)" if point.qualifier in ("?", "%") else ""
    return f"{about}{_stated(point, year)}{uncertain}"


def _stated(point: Point, year: bool) -> str:
    if point.bare:
        return NO_YEAR
    if point.month == "XX":
        unstated = "month and day" if point.day else "month"
        return f"{point.year}, {unstated} not stated"
    if not point.month:
        return _year(point.year)
    if point.month in SEASONS:
        return f"{SEASONS[point.month]} {point.year}"
    month = _MONTHS[int(point.month) - 1]
    day_and_month = f"{int(point.day)} {month}" if point.day.isdigit() else month
    if not year:
        return day_and_month
    if point.yearless:
        return f"{day_and_month}, {NO_YEAR}"
    return f"{day_and_month} {point.year}{', day not stated' if point.day == 'XX' else ''}"


def _year(year: str) -> str:
    """Say a year; a decade is «2010s», but «2000s» could be a century, so its ends are named."""
    if "X" not in year:
        return year
    if year[2] not in "X0":
        return f"{year[:3]}0s"
    first, last = max("0001", year.replace("X", "0")), year.replace("X", "9")
    return f"between {first} and {last}"
