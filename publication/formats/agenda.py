"""Write documents as a calendar (RFC 5545) of whole days.

What is not dated to the day stays out: a month, a day without a year, «about» and «perhaps» are no days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from publication.formats.characters import speakable
from publication.formats.feed import categories
from publication.formats.frame import Frame, Json
from publication.formats.spans import days

MAKER: Final = "-//Chancery//The public record//EN"
END: Final = "END:VCALENDAR\r\n"
STATUSES: Final = {"cancelled": "CANCELLED", "did_not_occur": "CANCELLED", "postponed": "TENTATIVE"}


def agenda(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write the head of a calendar, an entry for each document with real days, and its end."""
    head = Calendar()
    head.add("prodid", MAKER)
    head.add("version", "2.0")
    head.add("method", "PUBLISH")
    head.add("x-wr-calname", vText(speakable(frame.title)))  # an X- name is not escaped by itself
    yield head.to_ical().decode().removesuffix(END)
    empty = True
    for document in documents:
        span = days(document.get("date") or document.get("established"))
        if span and span[1] < date.max:
            yield entry(document, span, frame).to_ical().decode()
            empty = False
    yield (nothing().to_ical().decode() if empty else "") + END


def nothing() -> Timezone:
    """Make what says nothing: a calendar must hold something, and readers refuse one that does not."""
    always = TimezoneStandard()
    always.add("dtstart", datetime(1970, 1, 1))  # the standard wants it without a zone
    always.add("tzoffsetfrom", timedelta(0))
    always.add("tzoffsetto", timedelta(0))
    made = Timezone()
    made.add("tzid", "UTC")
    made.add_component(always)
    return made


def entry(document: Json, span: tuple[date, date], frame: Frame) -> Event:
    """Write one record as whole days; its end is the day after, as calendars count."""
    made = Event()
    made.add("uid", document["id"])
    made.add("dtstamp", datetime.fromisoformat(document["published_at"]))
    made.add("sequence", document["version"] - 1)
    made.add("dtstart", span[0])
    made.add("dtend", span[1] + timedelta(days=1))
    made.add("summary", speakable(document["title"]))
    made.add("url", frame.whole(document["url"]))
    made.add("transp", "TRANSPARENT")  # news takes nobody's time
    if said := document.get("summary") or document.get("note"):
        made.add("description", speakable(said))
    if place := (document.get("place") or {}).get("name"):
        made.add("location", speakable(place))
    if filed := categories(document):
        made.add("categories", filed)
    if status := STATUSES.get(document.get("occurrence", "")):
        made.add("status", status)
    return made
