"""Read and show instants in the newsroom's own time zone, which is said wherever a time stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.formats import date_format

UNKNOWN: Final = "«{}» is no time zone; write one such as Asia/Almaty."
SKIPPED: Final = "There is no {:%H:%M} on that day in {}: the clocks are put forward then."
TWICE: Final = "{:%H:%M} comes twice on that day in {}, as the clocks are put back: give it in UTC."


class NoSuchTime(ValueError):
    """A day and time that do not name one instant."""


def newsroom_zone() -> ZoneInfo:
    """Give the newsroom's time zone."""
    return ZoneInfo(settings.NEWSROOM_TIME_ZONE)


def instant_of(day: date, at: time, zone: str) -> datetime:
    """Find the instant of a day and time in a zone (IANA name); refuses what names none, or two."""
    try:
        here = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise NoSuchTime(UNKNOWN.format(zone)) from unknown
    local = datetime.combine(day, at, tzinfo=here)
    try:
        found = local.astimezone(UTC)
    except OverflowError as beyond:
        raise NoSuchTime("There is no such day in the calendar.") from beyond
    if found.astimezone(here).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(SKIPPED.format(at, zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise NoSuchTime(TWICE.format(at, zone))
    return found


def instant_words(instant: datetime) -> str:
    """Say an instant in the newsroom's zone: «17 May 2026, 09:30 (Asia/Almaty)»."""
    here = instant.astimezone(newsroom_zone())
    return f"{date_format(here, 'j F Y, H:i')} ({settings.NEWSROOM_TIME_ZONE})"


def age_words(since: datetime, now: datetime) -> str:
    """Say how long something has been waiting, in its largest unit: «3 days»."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"
