"""Read the date grammar of EDTF level 1 (ISO 8601-2:2019), and nothing wider.

Reading walks over at most 64 characters once, without regular expressions, so hostile text costs no
more than honest text. Days are proleptic Gregorian, years 0001 to 9999.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from publication import days

MAX_LENGTH: Final = 64
ALLOWED: Final = (
    "Write 2024, 2024-05 or 2024-05-17; end with ? for uncertain, ~ for about, % for both; "
    "put X for digits not stated, as in 201X, 2024-XX or XXXX-04-23; "
    "2001-21 to 2001-24 are spring to winter; join two dates by / for a span, with .. for an end still open "
    "or nothing for an end unknown. Years run from 0001 to 9999, without sign and without time of day."
)
SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIERS: Final = "?~%"
_DIGITS: Final = frozenset("0123456789")
_ALPHABET: Final = _DIGITS | frozenset("X-/.?~%")
_LEAP_YEAR: Final = 2000  # XXXX-02-29 is a real day, if not in every year


class DateRefused(ValueError):
    """Say in one sentence why a text is not a date we record, and what is allowed."""


def refusal(reason: str) -> DateRefused:
    """Build the refusal for `reason` (no full stop), with the list of what is allowed."""
    return DateRefused(f"This is not a date that can be recorded: {reason}. {ALLOWED}")


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one EDTF date: four-character year, then month (or season) and day, "" where absent."""

    year: str
    month: str
    day: str
    qualifier: str

    @property
    def yearless(self) -> bool:
        """Tell whether the year is not stated at all."""
        return self.year == "XXXX"

    @property
    def bare(self) -> bool:
        """Tell whether nothing at all is stated (`XXXX`)."""
        return self.yearless and not self.month

    def first(self) -> date:
        """Give the first calendar day of a date with a year; a qualifier does not widen it."""
        return self.in_year(max(1, int(self.year.replace("X", "0"))))[0]

    def last(self) -> date:
        """Give the last calendar day of a date with a year."""
        return self.in_year(int(self.year.replace("X", "9")))[1]

    def in_year(self, year: int) -> tuple[date, date]:
        """Give the first and last day it has in `year`; ValueError for 29 February of a common year."""
        if self.month in SEASONS:
            return season_days(year, self.month)
        if self.month in ("", "XX"):
            return date(year, 1, 1), date(year, 12, 31)
        month = int(self.month)
        if self.day in ("", "XX"):
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        day = date(year, month, int(self.day))
        return day, day


@dataclass(frozen=True, slots=True)
class Ends:
    """Hold a date or an interval as read: a `Point`, `..` (open) or "" (unknown) at each end.

    For a single date `start` and `end` are the same point and `interval` is False.
    """

    start: Point | str
    end: Point | str
    interval: bool

    @property
    def points(self) -> tuple[Point, ...]:
        """List the dates named: one for a date or a half-open span, else start and end."""
        ends = (self.start, self.end) if self.interval else (self.start,)
        return tuple(end for end in ends if isinstance(end, Point))

    @property
    def yearless(self) -> bool:
        """Tell whether the dates named state no year."""
        return self.points[0].yearless


def season_days(year: int, code: str) -> tuple[date, date]:
    """Give the days of a northern meteorological season: spring is March to May, and so on.

    Winter of a year begins on 1 December of that year and ends with the next February, because EDTF
    orders winter after autumn; the winter of 9999 stops where the calendar does.
    """
    opening = date(year, 3 * (int(code) - 20), 1)
    if code != "24":
        closing_month = opening.month + 2
        return opening, date(year, closing_month, calendar.monthrange(year, closing_month)[1])
    if year == date.max.year:
        return opening, date.max
    return opening, date(year + 1, 3, 1) - timedelta(days=1)


@lru_cache(maxsize=8192)
def read(text: str) -> Ends:
    """Read an EDTF level 1 text. Take at most 64 ASCII characters; refuse all else with `DateRefused`."""
    _check_alphabet(text)
    if "/" not in text:
        point = _point(text)
        return Ends(point, point, interval=False)
    sides = text.split("/")
    if len(sides) != 2:
        raise refusal("a span has one start and one end, joined by one /")
    ends = Ends(_end(sides[0]), _end(sides[1]), interval=True)
    _check_interval(ends)
    return ends


def _check_alphabet(text: str) -> None:
    if not text:
        raise refusal("it is empty")
    if len(text) > MAX_LENGTH:
        raise refusal(f"it is longer than {MAX_LENGTH} characters")
    if not _ALPHABET.issuperset(text):
        raise refusal("only the digits 0 to 9 and the signs X - / . ? ~ % may stand in it")


def _end(text: str) -> Point | str:
    return text if text in ("", "..") else _point(text)


def _check_interval(ends: Ends) -> None:
    points = ends.points
    if not points:
        raise refusal("at least one end of a span must be a date")
    if any(point.bare for point in points):
        raise refusal("an unknown end of a span is left empty, not written XXXX")
    if len({point.yearless for point in points}) > 1:
        raise refusal("either both ends of a span state the year or neither does")
    if len(points) == 2 and not ends.yearless and points[0].first() > points[1].last():
        raise refusal("the span ends before it starts")


def _point(text: str) -> Point:
    qualifier = text[-1] if text[-1] in _QUALIFIERS else ""
    parts = text.removesuffix(qualifier).split("-")
    if len(parts) > 3 or len(parts[0]) != 4 or any(len(part) != 2 for part in parts[1:]):
        raise refusal("a date is a year of four digits, then -month and -day of two digits each")
    year, month, day = (*parts, "", "")[:3]
    point = Point(year, month, day, qualifier)
    _check_year(point)
    _check_month(point)
    _check_day(point)
    return point


def _check_year(point: Point) -> None:
    known = point.year.rstrip("X")
    if not _DIGITS.issuperset(known):
        raise refusal("digits of the year may be unstated from the right only, as in 201X or 20XX")
    if point.year == "0000":
        raise refusal("years run from 0001 to 9999")
    if "X" in point.year and not point.yearless and point.month:
        raise refusal("a year with unstated digits takes no month; only XXXX does")
    if point.bare and point.qualifier:
        raise refusal("XXXX states nothing that could be uncertain")


def _check_month(point: Point) -> None:
    month = point.month
    if month == "" or (month == "XX" and not point.yearless):
        return
    if month in SEASONS and not point.yearless and not point.day:
        return
    if not _DIGITS.issuperset(month) or not 1 <= int(month) <= 12:
        raise refusal("a month is 01 to 12, a season is 21 to 24 without a day and with a year")


def _check_day(point: Point) -> None:
    if point.day in ("", "XX"):
        return
    if point.month == "XX" or not _DIGITS.issuperset(point.day):
        raise refusal("a day is two digits in a stated month, or XX")
    try:
        point.in_year(_LEAP_YEAR if point.yearless else int(point.year))
    except ValueError:
        raise refusal(f"there is no day {point.day} in month {point.month} of that year") from None


def parse_day_bound(text: str, end: bool) -> date:
    """Turn an ISO date (YYYY, YYYY-MM, YYYY-MM-DD) into the day a filter starts on, or with `end` ends on.

    Refuse qualifiers, unstated digits, seasons and spans: a bound must be one known stretch of days.
    """
    try:
        return days.parse_day_bound(text, end=end)
    except days.DayRefused as refused:
        raise DateRefused(str(refused)) from None
