"""Read the days that filters begin and end on."""

from __future__ import annotations

import calendar
import re
from datetime import date

from django.utils.translation import gettext as _

SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class DayRefused(ValueError):
    """The text is no year, month or day; the message says what is allowed."""


def parse_day_bound(text: str, *, end: bool) -> date:
    """Turn an ISO 8601 year, month or day into the day a filter starts on, or with ``end`` ends on.

    Raises ``DayRefused`` for anything else, such as a day that no calendar has.
    """
    match = SHAPE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        if month is None:
            month = 12 if end else 1
        if day is None:
            day = calendar.monthrange(year or 0, month)[1] if end else 1
        return date(year or 0, month, day)
    except (ValueError, calendar.IllegalMonthError):
        sentence = _("Write the bound as YYYY, YYYY-MM or YYYY-MM-DD, a real day between 0001 and 9999.")
        raise DayRefused(sentence) from None
