"""Write trips as visits: one batch of rows at a time, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from desk.loading.cast import Cast
from desk.loading.citation import cite_trip
from desk.loading.copying import CopyBatch as Batch
from desk.loading.known import Known, Visit, known_rows, own_visits
from desk.loading.releasing import busy_drafts
from desk.loading.report import Fate
from desk.loading.trips import HOME, OFFICES, Trip
from desk.loading.words import key_of, with_article
from events.models import Event, EventCountry, Participation
from publication.vocabulary import EventKind, Occurrence, Role, Side, VisitKind
from relations.dates import STATED, PartialDate
from relations.models import Country, Office, Source


@dataclass(frozen=True)
class Scene:
    """What all batches share: the name of the import, the countries by code, and the travellers."""

    import_name: str
    countries: dict[str, Country]
    cast: Cast


@dataclass
class Outcome:
    """What became of the trips of a batch: the events they made or stand in, and what is to be reported."""

    new: dict[UUID, Trip] = field(default_factory=dict)
    unchanged: dict[UUID, Trip] = field(default_factory=dict)
    revised: dict[UUID, Trip] = field(default_factory=dict)
    cited: set[UUID] = field(default_factory=set)
    busy: set[UUID] = field(default_factory=set)
    waiting: dict[UUID, Trip] = field(default_factory=dict)
    doubles: set[UUID] = field(default_factory=set)
    to_revise: list[tuple[Trip, Known]] = field(default_factory=list)
    findings: list[tuple[Fate, Trip, str, str]] = field(default_factory=list)

    def find(self, fate: Fate, trip: Trip, column: str, sentence: str) -> None:
        """Keep a sentence about a trip."""
        self.findings.append((fate, trip, column, sentence))


def write_visits(trips: Sequence[Trip], scene: Scene) -> Outcome:
    """Write the trips that are new, and tell the others apart: unchanged, repeats, and those to revise.

    Takes at most one trip for a row key. An event that somebody deleted is not made again while its source
    is kept.
    """
    outcome, fresh = Outcome(), []
    known = known_rows(scene.import_name, [trip.key for trip in trips])
    for trip in trips:
        there = known.get(trip.key)
        if there is None:
            fresh.append(trip)
        elif there.event is None:
            sentence = (
                "The event made of this row was deleted: delete its source too, and the row is loaded again."
            )
            outcome.find(Fate.REFUSED, trip, "key", sentence)
        elif not _says_the_same(there.source, trip, scene):
            outcome.to_revise.append((trip, there))
        elif there.event_row == trip.key:
            outcome.unchanged[there.event] = trip
        else:
            outcome.find(Fate.REPEAT, trip, "", _repeat_words(there.event_row))
    if fresh:
        _write_new(fresh, scene, outcome)
    return outcome


def _says_the_same(source: Source, trip: Trip, scene: Scene) -> bool:
    cited = cite_trip(trip, scene.import_name)
    return (source.title, source.url, source.text) == (cited.title, cited.url, cited.text)


def _repeat_words(row: str) -> str:
    which = f"row {row}" if row else "an event from elsewhere"
    return (
        f"Same traveller, country, days and places as {which}: it is cited there and has no event of its own."
    )


def _write_new(trips: Sequence[Trip], scene: Scene, outcome: Outcome) -> None:
    visits = own_visits(trips, scene.import_name, scene.cast.officials)
    keys, batch = _Keys(trips, scene), Batch()
    for trip in trips:
        official = scene.cast.officials[trip.who]
        near = visits.setdefault(official.pk, [])
        source = batch.add(cite_trip(trip, scene.import_name))
        twin = next((each for each in near if each.is_stay(trip, official)), None)
        if twin:
            _cite(Event(pk=twin.event), source, batch)
            outcome.find(Fate.REPEAT, trip, "", _repeat_words(twin.row))
            if twin.event not in outcome.new:
                outcome.cited.add(twin.event)
            continue
        event = _add_visit(trip, keys.take(trip), scene, batch, outcome)
        _cite(event, source, batch)
        near.append(
            Visit(event.pk, event.key, trip.key, official.pk, [trip.code], trip.start, trip.end, trip.locale)
        )
    cited = list(Event.objects.filter(pk__in=outcome.cited))
    outcome.busy |= busy_drafts(cited)
    batch.write()
    for event in cited:
        event.advance(event.lock_version)


def _cite(event: Event, source: Source, batch: Batch) -> None:
    batch.tie(event, "sources", [source])
    if source.text:
        batch.tie(event, "passages", [batch.add(source.passage(0, len(source.text)))])


def _add_visit(trip: Trip, key: str, scene: Scene, batch: Batch, outcome: Outcome) -> Event:
    event = batch.add(
        Event(
            key=key,
            kind=EventKind.VISIT,
            visit_kind=VisitKind.UNSPECIFIED,
            occurrence=Occurrence.OCCURRED,
            import_name=scene.import_name,
            import_key=trip.key,
            **facts_of(trip, scene),
        )
    )
    home, host = scene.countries[HOME], scene.countries[trip.code]
    batch.add(EventCountry(event=event, country=home, side=Side.VISITOR))
    batch.add(EventCountry(event=event, country=host, side=Side.HOST))
    official = scene.cast.officials[trip.who]
    traveller = Participation(
        event=event, official=official, country=home, side=Side.VISITOR, role=Role.VISITOR
    )
    batch.tie(batch.add(traveller), "offices", offices_of(trip, scene, outcome))
    outcome.new[event.pk] = trip
    return event


def offices_of(trip: Trip, scene: Scene, outcome: Outcome) -> list[Office]:
    """Give the office travelled in; none, and a warning, where the row or the known terms say otherwise."""
    office = OFFICES[trip.role].title
    if not trip.in_office:
        outcome.find(
            Fate.WARNING, trip, "remarks", f"Made before taking office as {office}: loaded without an office."
        )
        return []
    held = scene.cast.offices_on(trip.person, PartialDate.span(_day(trip.start), _day(trip.end)))
    if not held:
        sentence = f"{trip.name} is not known to have been {office} on these days: loaded without an office."
        outcome.find(Fate.WARNING, trip, "start", sentence)
    return held


def facts_of(trip: Trip, scene: Scene) -> dict[str, Any]:
    """Give the fields of an event that the row alone decides."""
    host = scene.countries[trip.code]
    name = scene.cast.officials[trip.who].display_name
    return {
        "title": f"{name} visits {with_article(host.name)}",
        "summary": trip.remarks,
        "start": _day(trip.start),
        "end": _day(trip.end) if trip.end != trip.start else None,
        "place": trip.locale,
        "place_country": host,
    }


def _day(day: date) -> PartialDate:
    return PartialDate(day.isoformat(), day, day, STATED)


class _Keys:
    """Hand out keys of events: traveller, country and first day, and the row's key where that is taken."""

    def __init__(self, trips: Iterable[Trip], scene: Scene) -> None:
        self._scene = scene
        wanted = [self._plain(trip) for trip in trips]
        self._taken = set(Event.objects.filter(key__in=wanted).values_list("key", flat=True))

    def take(self, trip: Trip) -> str:
        key = self._plain(trip)
        if key in self._taken:
            key = f"{key}-{key_of(trip.key.replace('.', '-'))}".strip("-")
        self._taken.add(key)
        return key

    def _plain(self, trip: Trip) -> str:
        official, country = self._scene.cast.officials[trip.who], self._scene.countries[trip.code]
        return "-".join((official.key[:80].strip("-"), key_of(country.name)[:60].strip("-"), str(trip.start)))
