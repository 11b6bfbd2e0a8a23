"""Derive reading rows from a document: a pure function, so that all of them can be rebuilt at any time.

A tag is an axis and a value, ``pair:KZ-PK``. Each record type says which tags its documents carry, on which
day they stand, which words they are found by and how they are counted.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from publication.models.listing import UNDATED
from publication.words import names, prose

Json = dict[str, Any]

NAMED = "named"
"""Put before the tag of a record that a document names without being listed under it."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the reading tables hold of one document."""

    sort_on: date
    earliest: date | None
    sort_title: str
    tags: list[str]
    names: str
    prose: str
    meetings: list[MeetingFacets] = field(default_factory=list)
    services: list[ServiceFacets] = field(default_factory=list)
    tallies: Counter[tuple[str, int, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class MeetingFacets:
    """What the reading tables hold of one meeting: its identity, tags and list form, as JSON text."""

    id: str
    sort_on: date
    earliest: date | None
    tags: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class ServiceFacets:
    """The days on which an office may have been held, first and last; None where no end was read."""

    country: str
    level: str
    first: date
    last: date | None


def derive(document: Json) -> Facets:
    """Derive the reading rows of a published document, given as plain JSON values."""
    tags = sorted(set(_TAGS[document["type"]](document)))
    sort_on, earliest = _bounds(document.get("date") or document.get("established"))
    return Facets(
        sort_on=sort_on,
        earliest=earliest,
        sort_title=fold(document.get("sort_name") or document["title"]),
        tags=tags,
        names=fold(" ".join(names(document))),
        prose=" · ".join(prose(document)),
        meetings=[_meeting(document, meeting, tags) for meeting in document.get("meetings", [])],
        services=list(_services(document.get("offices", []))),
        tallies=tally(document, tags, sort_on, earliest),
    )


def fold(text: str) -> str:
    """Fold words for comparing and sorting: lower case, accents off, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).casefold()  # a letter may have its case in another dress
    decomposed = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())


def tally(
    document: Json, tags: Iterable[str], sort_on: date, earliest: date | None
) -> Counter[tuple[str, int, str]]:
    """Count a document under each of its tags and under none: (tag, year, kind), year 0 where it is open."""
    year = sort_on.year if earliest is not None and earliest.year == sort_on.year else 0
    return Counter({(tag, year, document.get("kind") or ""): 1 for tag in ("", *tags)})


def _bounds(value: Json | None) -> tuple[date, date | None]:
    """Read a date's bounds: the latest (or the day that sorts last) and the earliest."""
    if value is None:
        return UNDATED, None
    latest = date.fromisoformat(value["latest"]) if value["latest"] else UNDATED
    return latest, date.fromisoformat(value["earliest"]) if value["earliest"] else None


def _event_tags(document: Json) -> Iterator[str]:
    yield f"kind:{document['kind']}"
    yield f"occurrence:{document['occurrence']}"
    if document["visit_kind"]:
        yield f"visit_kind:{document['visit_kind']}"
    for country in document["countries"]:
        yield f"country:{country['code']}"
        yield f"{country['side']}:{country['code']}"
    yield from _plain_tags(document)
    for row in _all_participants(document):
        yield from _participant_tags(row)
    for official in document["officials"]:
        yield f"official:{official['slug']}"
    for mention in (*document["agreement_steps"], *document["statements"]):
        if mention["agreement"]:
            yield f"agreement:{mention['agreement']['slug']}"
    yield from _others_named(document)
    yield f"disputed:{_open(document)}"


def _others_named(document: Json) -> Iterator[str]:
    """Tag the countries that are named and do not take part: no filter asks for them, captions do."""
    present = {country["code"] for country in document["countries"]}
    for statement in document["statements"]:
        for country in (statement["speaker"] or {}).get("countries", []):
            if country["code"] not in present:
                yield f"{NAMED}:country:{country['code']}"


def _all_participants(document: Json) -> Iterator[Json]:
    yield from document["participants"]
    for meeting in document["meetings"]:
        yield from meeting["participants"]


def _participant_tags(row: Json) -> Iterator[str]:
    """Tag who was there and at which level; an absent principal is named but was not there."""
    yield f"official:{row['official']['slug']}"
    if row["presence"] != "absent_principal":
        for office in row["offices"]:
            yield f"office_level:{office['level']}"


def _plain_tags(document: Json) -> Iterator[str]:
    for pair in document["pairs"]:
        yield f"pair:{pair}"
    for sector in document["sectors"]:
        yield f"sector:{sector['slug']}"


def _open(document: Json) -> str:
    return "true" if any(each["state"] == "open" for each in document["disputes"]) else "false"


def _agreement_tags(document: Json) -> Iterator[str]:
    yield f"kind:{document['kind']}"
    if document["status"]:
        yield f"status:{document['status']}"
    for country in document["parties"]:
        yield f"country:{country['code']}"
    for step in document["steps"]:
        for official in step["signatories"]:
            yield f"official:{official['slug']}"
    yield from _plain_tags(document)
    yield f"disputed:{str(document['disputed']).lower()}"


def _official_tags(document: Json) -> Iterator[str]:
    if document["country"]:
        yield f"country:{document['country']['code']}"
    for office in document["offices"]:
        yield f"office_level:{office['level']}"
        if office["country"]:
            yield f"country:{office['country']['code']}"


def _services(offices: Iterable[Json]) -> Iterator[ServiceFacets]:
    """Give the widest days of each office held; one without any day is none, for it could be of any time."""
    for held in offices:
        first = _day(held["start"], "earliest") or _day(held["first_seen"], "earliest")
        last = _day(held["end"], "latest")
        first = first or _day(held["end"], "earliest")
        if first and (last is None or first <= last):
            country = held["country"]["code"] if held["country"] else ""
            yield ServiceFacets(country, held["level"], first, last)


def _day(value: Json | None, bound: str) -> date | None:
    return date.fromisoformat(value[bound]) if value and value[bound] else None


def _country_tags(document: Json) -> Iterator[str]:
    yield f"kind:{document['kind']}"
    for country in document["successors"]:
        yield f"country:{country['code']}"


def _sector_tags(document: Json) -> Iterator[str]:
    if document["parent"]:
        yield f"sector:{document['parent']['slug']}"


def _relation_tags(document: Json) -> Iterator[str]:
    for country in document["countries"]:
        yield f"country:{country['code']}"


_TAGS = {
    "event": _event_tags,
    "agreement": _agreement_tags,
    "official": _official_tags,
    "country": _country_tags,
    "sector": _sector_tags,
    "relation": _relation_tags,
}


def _meeting(document: Json, meeting: Json, event_tags: list[str]) -> MeetingFacets:
    """Derive a meeting's rows: the event's countries and pairs, its own people, sectors and kind."""
    inherited = ("country:", "pair:", "host:", "visitor:", "party:", "occurrence:", "visit_kind:")
    tags = {tag for tag in event_tags if tag.startswith(inherited)}
    tags.add(f"kind:{meeting['kind']}")
    tags.update(f"sector:{sector['slug']}" for sector in meeting["sectors"])
    for row in meeting["participants"]:
        tags.update(_participant_tags(row))
    for statement in document["statements"]:
        if statement["meeting"] == meeting["id"]:
            tags.update(_statement_tags(statement))
    tags.add(f"disputed:{_open(document)}")
    sort_on, earliest = _bounds(meeting["date"])
    event = {key: document[key] for key in ("slug", "title", "date")}
    text = orjson.dumps({**meeting, "event": event}).decode()
    return MeetingFacets(meeting["id"], sort_on, earliest, sorted(tags), text)


def _statement_tags(statement: Json) -> Iterator[str]:
    if statement["agreement"]:
        yield f"agreement:{statement['agreement']['slug']}"
    speaker = (statement["speaker"] or {}).get("official")
    for official in filter(None, (speaker, statement["on_behalf_of"])):
        yield f"official:{official['slug']}"
