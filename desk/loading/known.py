"""Find what the record holds of a batch of trips already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from desk.loading.trips import Trip
from events.models import Event, Participation
from publication.vocabulary import EventKind, Side
from relations.models import Official, Source

LONGEST: Final = timedelta(days=366)
"""How long before a trip a visit may have begun that is compared with it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row that was loaded before: its source, the event that cites it, and that event's own row key."""

    source: Source
    event: UUID | None = None
    event_row: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit in the record: traveller, hosts, days, places, and our row that it was made of (or empty)."""

    event: UUID
    key: str
    row: str
    official: UUID
    hosts: list[str]
    first: date
    last: date
    place: str

    def is_stay(self, trip: Trip, official: Official) -> bool:
        """Whether a row tells of this very stay: traveller, country, days and places."""
        same = self.official == official.pk and trip.code in self.hosts
        return same and (self.first, self.last, self.place) == (trip.start, trip.end, trip.locale)

    def may_be(self, trip: Trip, official: Official) -> bool:
        """Whether a row may tell of this visit: traveller, country, and a day in common."""
        same = self.official == official.pk and trip.code in self.hosts
        return same and self.first <= trip.end and trip.start <= self.last


def known_rows(import_name: str, keys: Collection[str]) -> dict[str, Known]:
    """Find the rows that were loaded before, by their keys."""
    sources = Source.objects.filter(import_name=import_name, import_key__in=keys)
    found = {source.import_key: Known(source) for source in sources}
    ties = Event.sources.through.objects.filter(source__import_name=import_name, source__import_key__in=keys)
    rows = ties.values_list("source__import_key", "event_id", "event__import_name", "event__import_key")
    for key, event, name, row in rows:
        if found[key].event is None or (name, row) == (import_name, key):
            found[key] = Known(found[key].source, event, row if name == import_name else "")
    return found


Visits = dict[UUID, list[Visit]]
"""Visits by official, those recorded first at the head."""


def own_visits(trips: Sequence[Trip], import_name: str, officials: Mapping[str, Official]) -> Visits:
    """List the visits of the trips' travellers that came from this data set and began on the trips' days."""
    first, last = min(trip.start for trip in trips), max(trip.start for trip in trips)
    rows = Participation.objects.filter(event__import_name=import_name)
    return _by_official(rows, trips, officials, first, last, import_name)


def other_visits(trips: Sequence[Trip], import_name: str, officials: Mapping[str, Official]) -> Visits:
    """List the visits of the trips' travellers that came from elsewhere and may share days with the trips."""
    first, last = min(trip.start for trip in trips), max(trip.end for trip in trips)
    rows = Participation.objects.exclude(event__import_name=import_name)
    return _by_official(rows, trips, officials, first - LONGEST, last, import_name)


def _by_official(
    rows: QuerySet[Participation],
    trips: Sequence[Trip],
    officials: Mapping[str, Official],
    first: date,
    last: date,
    import_name: str,
) -> Visits:
    abroad = rows.filter(
        official__in={officials[trip.who].pk for trip in trips},
        event__start__earliest__gte=first,
        event__start__earliest__lte=last,
        event__kind=EventKind.VISIT,
        side=Side.VISITOR,
    )
    hosts = ArrayAgg("event__sides__country__key", filter=Q(event__sides__side=Side.HOST), default=[])
    found: Visits = {}
    for row in abroad.annotate(hosts=hosts).select_related("event").order_by("event_id"):
        if visit := _visit(row, import_name):
            found.setdefault(row.official_id, []).append(visit)
    return found


def _visit(row: Participation, import_name: str) -> Visit | None:
    event = row.event
    last = event.end or event.start
    if event.start is None or event.start.earliest is None or last is None or last.latest is None:
        return None
    key = event.import_key if event.import_name == import_name else ""
    hosts: list[str] = row.hosts  # type: ignore[attr-defined]  # annotated
    return Visit(
        event.pk, event.key, key, row.official_id, hosts, event.start.earliest, last.latest, event.place
    )
