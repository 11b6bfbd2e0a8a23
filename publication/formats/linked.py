"""Write one record as JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import orjson

from publication.addresses import address
from publication.formats.frame import Frame, Json
from publication.formats.spans import days

CONTEXT: Final = "https://schema.org"
STATUSES: Final = {
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "announced": "EventScheduled",
}


def linked(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write each record as a text of its own: an answer holds one."""
    for document in documents:
        yield orjson.dumps(described(document, frame)).decode()


def described(document: Json, frame: Frame) -> Json:
    """Describe a record: what it is, then the page it was read on, with version and dates."""
    page = frame.whole(document["url"])
    about = {
        "@context": CONTEXT,
        "@id": identity(frame, document["url"]),
        "@type": "Thing",
        "name": document["title"],
        "identifier": f"urn:uuid:{document['id']}",
        "url": page,
        **DESCRIBED[document["type"]](document, frame),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": page,
            "version": document["version"],
            "datePublished": document["first_published_at"],
            "dateModified": document["published_at"],
        },
    }
    return {key: value for key, value in about.items() if value not in (None, [], {})}


def identity(frame: Frame, path: str) -> str:
    """Name the thing a record is about, as its page's address names the page."""
    return f"{frame.whole(path)}#record"


def mention(frame: Frame, kind: str, record_type: str, caption: Json) -> Json:
    """Mention another record by its identity and the words used for it."""
    key = caption.get("code") or caption["slug"]
    name = caption.get("name") or caption.get("title")
    return {"@type": kind, "@id": identity(frame, address(record_type, key)), "name": name}


def countries(captions: list[Json], frame: Frame) -> list[Json]:
    """Mention countries."""
    return [mention(frame, "Country", "country", each) for each in captions]


def sectors(document: Json, frame: Frame) -> list[Json]:
    """Mention the sectors of a record."""
    return [mention(frame, "DefinedTerm", "sector", each) for each in document["sectors"]]


def day(value: Json | None, end: bool = False) -> str | None:
    """Give the first or last day of a date, where it is known to the day."""
    span = days(value)
    return span[end].isoformat() if span else None


def point(place: Json | None) -> Json | None:
    """Describe a point on the earth."""
    if not place or place["lat"] is None or place["lon"] is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}


def place(value: Json | None) -> Json | None:
    """Describe where it was."""
    if not value:
        return None
    known = {"name": value["name"], "address": value["country"], "geo": point(value)}
    return {"@type": "Place", **{key: each for key, each in known.items() if each}}


def sources(document: Json) -> list[Json]:
    """Describe where the facts were read."""
    return [
        {"@type": "CreativeWork"}
        | {"name": each["title"] or each["publisher"] or each["url"], "url": each["url"]}
        | ({"publisher": {"@type": "Organization", "name": each["publisher"]}} if each["publisher"] else {})
        for each in document["sources"]
        if (each["url"] or "").lower().startswith(("https://", "http://"))
    ]


def event(document: Json, frame: Frame) -> Json:
    """Describe an event; it has a start only where a source gives the day."""
    page, there = frame.whole(document["url"]), attending(document)
    present = [each for each in document["officials"] if each["slug"] in there]
    status = STATUSES.get(document["occurrence"])
    return {
        "@type": "Event",
        "description": document["summary"],
        "startDate": day(document["date"]),
        "endDate": day(document["date"], end=True),
        "eventStatus": status and f"{CONTEXT}/{status}",
        "location": place(document["place"]),
        "attendee": [mention(frame, "Person", "official", each) for each in present],
        "about": [*countries(document["countries"], frame), *sectors(document, frame)],
        "subEvent": [
            {"@type": "Event", "@id": f"{page}#meeting-{each['id']}", "name": each["title"]}
            for each in document["meetings"]
        ],
        "subjectOf": sources(document),
    }


def attending(document: Json) -> set[str]:
    """Name who was there, in the event as a whole or in a meeting."""
    rows = [
        *document["participants"],
        *(row for each in document["meetings"] for row in each["participants"]),
    ]
    return {row["official"]["slug"] for row in rows if row["presence"] == "present"}


def official(document: Json, frame: Frame) -> Json:
    """Describe a person."""
    wikidata = document["ids"].get("wikidata")
    return {
        "@type": "Person",
        "givenName": document["given_name"],
        "familyName": document["family_name"],
        "alternateName": [each["text"] for each in document["variants"]],
        "birthDate": day(document["born"]),
        "deathDate": day(document["died"]),
        "nationality": countries([document["country"]] if document["country"] else [], frame),
        "jobTitle": document["office"] and document["office"]["title"],
        "sameAs": wikidata and f"http://www.wikidata.org/entity/{wikidata}",
    }


def country(document: Json, frame: Frame) -> Json:
    """Describe a country."""
    return {
        "@type": "Country",
        "identifier": document["code"],
        "alternateName": [*filter(None, [document["official_name"]]), *document["aliases"]],
        "geo": point(document["point"]),
    }


def agreement(document: Json, frame: Frame) -> Json:
    """Describe an agreement: as legislation where the record says that it binds, else as a work."""
    binding = document["binding"] == "yes"
    in_force = document["status"] == "entered_into_force"
    return {
        "@type": "Legislation" if binding else "CreativeWork",
        "legislationType": document["kind"] if binding else None,
        "legislationIdentifier": document["registration"] if binding else None,
        "legislationLegalForce": f"{CONTEXT}/InForce" if binding and in_force else None,
        "creativeWorkStatus": document["status"],
        "spatialCoverage": countries(document["parties"], frame),
        "about": sectors(document, frame),
        "sameAs": document["text_url"],
        "citation": sources(document),
    }


def relation(document: Json, frame: Frame) -> Json:
    """Describe how two countries stand, as a work about both."""
    return {
        "@type": "CreativeWork",
        "abstract": document["summary"],
        "about": countries(document["countries"], frame),
        "citation": sources(document),
    }


def sector(document: Json, frame: Frame) -> Json:
    """Describe a sector as a term."""
    return {
        "@type": "DefinedTerm",
        "alternateName": document["synonyms"],
        "inDefinedTermSet": frame.whole("/sectors/"),
    }


DESCRIBED: Final[dict[str, Callable[[Json, Frame], dict[str, Any]]]] = {
    "event": event,
    "official": official,
    "country": country,
    "agreement": agreement,
    "relation": relation,
    "sector": sector,
}
"""What a record is in schema.org, by record type."""
