"""Sum up the public record: what a list holds by its facets, and what one record is concerned in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import orjson
from django.conf import settings
from django.db.models import Exists, OuterRef

from publication.addresses import address
from publication.counting import (
    OPEN_YEAR,
    Counts,
    Table,
    Years,
    by_tag,
    by_year,
    count,
    newest,
    tallied,
    tallies,
)
from publication.models import Link, Listing
from publication.reading import PUBLIC
from publication.selecting import EVENTS_BY, Selection
from publication.shortlisting import settle
from publication.vocabulary import ON_THE_WAY, Occurrence

Json = dict[str, Any]

COUNTERPARTS: Final = {"relation": "official", "country": "country", "official": "official", "sector": "pair"}
"""Whom a record deals with, by its type: the axis of the values counted."""

NAMED_BY: Final = {"country": "country", "sector": "sector", "official": "official", "pair": "relation"}
"""The type of the records that an axis names by their keys."""

FACETS: Final = ("count", "years", "kinds", "countries", "sectors")
"""What facets count."""

AXES: Final = {"kinds": "kind", "countries": "country", "sectors": "sector"}
"""The axis whose values each facet counts."""

MOST: Final = 50
"""Values listed of one axis."""


def facets(selection: Selection, wanted: Sequence[str] = FACETS) -> Json:
    """Count the records of a selection per year, kind, country and sector: what is wanted of these.

    ``capped`` is always told: whether some of what is wanted counts the newest records alone.
    """
    selection = settle(selection)
    table = tallied(selection)
    axes = [axis for member, axis in AXES.items() if member in wanted and not (table and axis == "kind")]
    found, number = by_tag(selection, axes), table.count if table else count(selection)
    names = _names(found)
    parts: dict[str, Callable[[], object]] = {
        "count": lambda: number,
        "years": lambda: _years(table.years if table else by_year(selection)),
        "kinds": lambda: _plain("kind", table.kinds if table else found.get("kind", [])),
        "countries": lambda: _named("code", "country", found.get("country", []), names),
        "sectors": lambda: _named("slug", "sector", found.get("sector", []), names),
    }
    walked = not table or bool(axes and not tallies(selection))
    capped = selection.capped or (walked and number > settings.FACET_ROWS)
    return {name: part() for name, part in parts.items() if name in wanted} | {"capped": capped}


def summary(record_type: str, key: str, serial: int) -> Json:
    """Sum up the events that a record is concerned in, its last visits and its open agreements."""
    axis = EVENTS_BY[record_type]
    events = Selection("event", tags=(f"{axis}:{key}",))
    table, other = tallied(events) or Table({}), COUNTERPARTS[record_type]
    found = by_tag(events, tuple(dict.fromkeys(("sector", "office_level", other))))
    found[other] = [(value, many) for value, many in found.get(other, []) if value != key][:MOST]
    found["sector"] = [each for each in found.get("sector", []) if (axis, each[0]) != ("sector", key)][:MOST]
    names = _names(found)
    return {
        "type": record_type,
        "slug": key,
        "url": address(record_type, key),
        "events": table.count,
        "years": _years(table.years),
        "kinds": _plain("kind", table.kinds),
        "sectors": _named("slug", "sector", found["sector"], names),
        "levels": _plain("level", found.get("office_level", [])),
        "counterparts": _counterparts(other, found[other], names),
        "last_visits": [visit for way in last_visits(record_type, key, serial) for visit in way],
        "open_agreements": _open_agreements(axis, key),
        "capped": table.count > settings.FACET_ROWS,
    }


@lru_cache(maxsize=256)
def last_visits(record_type: str, key: str, serial: int, most: int = 1) -> tuple[tuple[Json, ...], ...]:
    """Give the last visits that took place each way, among the newest events that a record is concerned in.

    What was found at a serial is kept.
    """
    events = Selection("event", tags=(f"{EVENTS_BY[record_type]}:{key}",))
    return tuple(tuple(_last_visits(events, tags, most)) for tags in _ways(record_type, key))


def _years(counts: Years) -> list[Json]:
    return [{"year": None if year == OPEN_YEAR else year, "count": number} for year, number in counts]


def _plain(name: str, counts: Counts) -> list[Json]:
    return [{name: value, "count": number} for value, number in counts]


def _named(key: str, axis: str, counts: Counts, names: dict[tuple[str, str], str]) -> list[Json]:
    return [
        {key: value, "name": names[NAMED_BY[axis], value], "count": number}
        for value, number in counts
        if (NAMED_BY[axis], value) in names
    ]


def _counterparts(axis: str, counts: Counts, names: dict[tuple[str, str], str]) -> list[Json]:
    return [{"type": NAMED_BY[axis], **each} for each in _named("slug", axis, counts, names)]


def _names(found: dict[str, Counts]) -> dict[tuple[str, str], str]:
    """Read the titles of the records that counted values name, by type and key."""
    keys = [value for axis in NAMED_BY for value, _ in found.get(axis, [])]
    shown = Listing.objects.using(PUBLIC).filter(type__in=set(NAMED_BY.values()), key__in=keys)
    return {(kind, key): title for kind, key, title in shown.values_list("type", "key", "title") if title}


def _ways(record_type: str, key: str) -> Iterator[tuple[str, ...]]:
    """Give the tags of visits each way."""
    if record_type == "relation":
        one, other = key.split("-")
        yield f"host:{one}", f"visitor:{other}"
        yield f"host:{other}", f"visitor:{one}"
    elif record_type == "country":
        yield (f"host:{key}",)
        yield (f"visitor:{key}",)
    else:
        yield ()


def _last_visits(events: Selection, tags: Iterable[str], most: int) -> Iterator[Json]:
    """Give the last visits that took place among the newest events, if any, with both sides."""
    wanted = (*tags, "kind:visit", f"occurrence:{Occurrence.OCCURRED}")
    found = Listing.objects.using(PUBLIC).filter(id__in=newest(events))
    for tag in wanted:
        found = found.filter(Exists(Link.objects.filter(listing_id=OuterRef("id"), tag=tag)))
    for text in found.order_by("-sort_on", "-id").values_list("list_text", flat=True)[:most]:
        event = orjson.loads(text)
        sides = {
            side: [each["code"] for each in event["countries"] if each["side"] == side]
            for side in ("host", "visitor")
        }
        yield sides | {"event": {name: event[name] for name in ("slug", "title", "date")}}


def _open_agreements(axis: str, key: str) -> list[Json]:
    """List the newest agreements that are on their way to force."""
    way = Link.objects.filter(
        listing_id=OuterRef("listing_id"), tag__in=[f"status:{each}" for each in ON_THE_WAY]
    )
    links = Link.objects.using(PUBLIC).filter(Exists(way), type="agreement", tag=f"{axis}:{key}")
    texts = links.order_by("-sort_on", "-listing_id").values_list("listing__list_text", flat=True)[:MOST]
    wanted = ("slug", "title", "status", "disputed", "date")
    return [{name: agreement[name] for name in wanted} for agreement in map(orjson.loads, texts)]
