"""When a day and month without a year can fall: the stretches of days it can mean, within given bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from relations.edtf import Ends, Point

WINDOW_YEARS: Final = 10  # every day of the year, 29 February too, falls at least once in this many years

LEAP_YEAR: Final = 2000  # which has every day and month there is

Stretch = tuple[date, date]


def window_after(low: date) -> date:
    """Give a day late enough that any day of the year falls between `low` and it."""
    return date(min(low.year + WINDOW_YEARS, date.max.year), 12, 31)


def window_before(high: date) -> date:
    """Give a day early enough that any day of the year falls between it and `high`."""
    return date(max(high.year - WINDOW_YEARS, date.min.year), 1, 1)


def stretches(ends: Ends, low: date, high: date) -> Iterator[Stretch]:
    """List, in order, the stretches of days a text can mean, cut to low..high.

    A text with a year, `XXXX` and a span open at one end do not recur: they give one stretch.
    """
    recurs = ends.yearless and not ends.points[0].bare and (len(ends.points) == 2 or not ends.interval)
    found = _recurring(ends.points, low, high) if recurs else iter([(low, high)])
    for first, last in found:
        first, last = max(first, low), min(last, high)
        if first <= last:
            yield first, last


def fitting(ends: Ends, low: date | None, high: date | None) -> tuple[date | None, date | None] | None:
    """Find the first day ≥ `low` and the last day ≤ `high` that a yearless text can mean.

    Take None for «no evidence on that side» and give None there, and at an end left open or unknown.
    Return None if the text fits nowhere in low..high.
    """
    known = Ends(ends.points[0], ends.points[-1], interval=len(ends.points) == 2)
    floor, ceiling = low or date.min, high or date.max
    early = next(stretches(known, floor, min(ceiling, window_after(floor))), None)
    late = list(stretches(known, max(floor, window_before(ceiling)), ceiling))
    if early is None or not late:
        return None
    earliest = early[0] if low and isinstance(ends.start, Point) else None
    latest = late[-1][1] if high and isinstance(ends.end, Point) else None
    return earliest, latest


def _recurring(points: tuple[Point, ...], low: date, high: date) -> Iterator[Stretch]:
    into_next = points[-1].in_year(LEAP_YEAR)[1] < points[0].in_year(LEAP_YEAR)[0]  # over New Year's Eve
    for year in range(max(date.min.year, low.year - 1), high.year + 1):
        try:
            yield points[0].in_year(year)[0], points[-1].in_year(year + into_next)[1]
        except ValueError:  # no 29 February in that year, or the calendar ends before the span does
            continue
