"""Picture an official: the offices held, with the events on them; whom they met, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from publication.pictures.bars import bars, ranking
from publication.pictures.shape import Json, Picture, ranked
from publication.pictures.subject import Subject

EVENTS: Final = 200
"""Events drawn on the offices, the newest."""


def pictures(subject: Subject) -> list[Picture]:
    """Draw an official."""
    return [offices(subject), company(subject), hosts(subject)]


def offices(subject: Subject) -> Picture:
    """Draw each time in an office as a bar, and the events as ticks below."""
    events, lane = list(dated(subject)), _("Events")
    last = max([each["from"] for each in events], default=0.0)
    held = [row for row in map(bar, subject.document["offices"]) if row]
    held = [{**row, "to": max(row["to"] or last, row["from"] + 0.1)} for row in held]
    lanes = [*dict.fromkeys(row["name"] for row in sorted(held, key=lambda row: row["from"])), lane]
    x = {
        "field": "from", "type": "quantitative", "scale": {"zero": False, "nice": False},
        "axis": {"title": None, "format": "d", "tickMinStep": 1, "grid": False,
                 "tickCount": {"expr": "width < 300 ? 3 : 7"}},
    }  # fmt: skip
    marks = [{**each, "name": lane} for each in events]
    spec = {
        "width": "@plot", "height": {"step": 28},
        "encoding": {"y": ranked(lanes), "x": x},
        "layer": [
            {"mark": {"type": "bar", "color": "@mark", "height": 14}, "encoding": {"x2": {"field": "to"}}},
            {"data": {"values": marks},
             "mark": {"type": "tick", "color": "@other", "thickness": 2, "height": 18}},
        ],
    }  # fmt: skip
    columns = (("name", _("Office")), ("start", _("From")), ("end", _("Until")))
    words = _("The offices recorded, and the days of the events recorded below them.")
    return Picture("offices", _("Offices and events"), words, columns, held, spec)


def bar(tenure: Json) -> Json | None:
    """Give the widest time in which an office may have been held; none where no day is known."""
    start = day_of(tenure["start"] or tenure["first_seen"], "earliest")
    end = day_of(tenure["end"] or tenure["last_seen"], "latest")
    if start is None:
        return None
    told = {side: (tenure[side] or {}).get("text", "") for side in ("start", "end")}
    return {"name": tenure["title"], "from": start, "to": end, "url": "", **told}


def dated(subject: Subject) -> Iterator[Json]:
    """Give the events whose year is settled, each at its last day."""
    for event in subject.records("event", EVENTS):
        first, last = day_of(event["date"], "earliest"), day_of(event["date"], "latest")
        if first and last and last - first < 1:
            yield {"from": last, "title": event["title"], "url": event["url"]}


def day_of(value: Json | None, bound: str) -> float | None:
    """Give the bound of a date as a year with a fraction."""
    text = (value or {}).get(bound)
    if not text:
        return None
    day = date.fromisoformat(text)
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


def company(subject: Subject) -> Picture:
    """Rank those who stand in the same events."""
    rows = ranking(subject, "official", "official")
    columns = (("name", _("Official")), ("count", _("Events")))
    words = _("The officials named in the same events.")
    return Picture("company", _("With whom"), words, columns, rows, bars(rows))


def hosts(subject: Subject) -> Picture:
    """Rank the countries that were host."""
    rows = ranking(subject, "host", "country")
    columns = (("name", _("Country")), ("count", _("Events")))
    return Picture("hosts", _("Where"), _("The countries that were host."), columns, rows, bars(rows))
