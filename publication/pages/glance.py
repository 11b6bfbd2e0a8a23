"""Say at a glance who came last from one country to the other, and in which office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from publication.overviews import last_visits
from publication.reading import documents
from publication.vocabulary import OfficeLevel, Presence, Side

Json = dict[str, Any]

LOOKED_AT: Final = 5
"""Visits that are looked at each way for one whose day is known."""

KNOWN_DAYS: Final = 62
"""Days between its bounds up to which a date is known well enough to be the last."""


def visits(document: Json, serial: int) -> list[Json]:
    """Give, of a relation, the last visit to each country: event, level of the visitor, what may be later.

    Where no visit has a known date, the newest stands alone; where none is recorded, ``event`` is none.
    """
    if document["type"] != "relation":
        return []
    found: dict[str, list[Json]] = {}
    for way in last_visits("relation", document["slug"], serial, LOOKED_AT):
        for visit in way:
            for host in visit["host"]:
                found.setdefault(host, []).append(visit["event"])
    told = [{"host": each, **chosen(found.get(each["code"], []))} for each in document["countries"]]
    levels = {
        each["slug"]: level(each)
        for each in documents("event", [each["event"]["slug"] for each in told if each["event"]])
    }
    return [{**each, "level": levels.get(each["event"]["slug"]) if each["event"] else None} for each in told]


def chosen(events: Sequence[Json]) -> Json:
    """Choose the last of these whose date is known, and the first of those that may be later."""
    known = next((each for each in events if is_known(each["date"])), None)
    if known is None:
        return {"event": events[0] if events else None, "perhaps": None}
    return {
        "event": known,
        "perhaps": next((each for each in events if each is not known and later(each, known)), None),
    }


def is_known(day: Json | None) -> bool:
    """Whether the bounds of a date lie so close that it can be put in order."""
    first, last = (str((day or {}).get(bound) or "") for bound in ("earliest", "latest"))
    if not (first and last):
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= KNOWN_DAYS


def later(event: Json, known: Json) -> bool:
    """Whether an event may have been after one whose date is known."""
    last = (event["date"] or {}).get("latest")
    return not is_known(event["date"]) and (last is None or last > known["date"]["latest"])


def level(event: Json) -> str | None:
    """Give the highest level among the visitors present; none where no office of theirs is known."""
    levels = {office["level"] for one in visitors(event) for office in one["offices"]}
    return min(levels, key=OfficeLevel.values.index, default=None)


def visitors(event: Json) -> Iterator[Json]:
    """Walk the visitors who were present."""
    for held in (event, *event["meetings"]):
        for one in held["participants"]:
            if one["side"] == Side.VISITOR and one["presence"] == Presence.PRESENT:
                yield one
