"""Write rows of events: countries with their sides, and who took part in which office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import models

from desk.facts.batch import Batch
from desk.loading.report import Fate
from desk.loading.words import key_of, with_article
from desk.tables.checks import SIDES
from desk.tables.filing import OTHER, Change, Filing, differs, revise_fields
from desk.tables.outcome import Outcome
from desk.tables.people import TWICE, Cast, Person, Post, may_have_held
from desk.tables.reader import Entry
from desk.tables.seen import Sight, Sights
from events.models import Event, EventCountry, Participation
from events.snapshots import pairs
from publication.vocabulary import EventKind, Occurrence, Role, VisitKind

PEOPLE: Final = {"visitor": Role.VISITOR, "host": Role.HOST}
FIXED: Final = (*SIDES, *(f"{side}_{part}" for side in PEOPLE for part in ("name", "id", "office")))
NOT_HELD = "{} is not known to have been {} on these days: loaded without an office."


class Events(Filing):
    """Events between countries."""

    model = Event
    cites = Event

    def add(self, entries: Sequence[Entry], batch: Batch, outcome: Outcome) -> dict[str, list[models.Model]]:
        """Take events as new, with the people that are not there."""
        cast = self._cast(entries, batch, outcome)
        keys = _Keys(entries, self)
        written: dict[str, list[models.Model]] = {}
        for entry in entries:
            unclear = next(((side, each) for side, each in self.people(entry) if each in cast.unclear), None)
            if unclear:
                side, person = unclear
                sentence = TWICE.format(person.country, person.name)
                outcome.find(Fate.REFUSED, entry, f"{side}_name", sentence, person.name)
            else:
                event = self._event(entry, keys.take(entry), batch)
                written[entry.key] = [event]
                self._add_people(event, entry, cast, outcome)
                outcome.new[event.pk] = [entry]
        return written

    def people(self, entry: Entry) -> Iterator[tuple[str, Person]]:
        """Name the people of a row, each with the side."""
        facts = entry.facts
        for side in PEOPLE:
            if name := facts.get(f"{side}_name"):
                yield side, Person(facts.get(f"{side}_id", ""), name, entry.list(f"{side}s")[0])

    def _post(self, entry: Entry, side: str) -> Post | None:
        title = entry.facts.get(f"{side}_office")
        return Post(title, entry.list(f"{side}s")[0], entry.facts.get(f"{side}_level", "")) if title else None

    def _cast(self, entries: Sequence[Entry], batch: Batch, outcome: Outcome) -> Cast:
        """Find or make the people of a batch."""
        cast = Cast(self.scene.mapping, self.scene.countries, batch)
        sights = [
            Sight(entry, side, person, self._post(entry, side))
            for entry in entries
            for side, person in self.people(entry)
        ]
        Sights(sights, cast, self.scene, self.title).record(outcome)
        return cast

    def joined(self, entry: Entry) -> set[str]:
        """Name the pairs that the event's document will name."""
        countries = self.scene.countries
        return set(
            pairs(
                EventCountry(country=countries[code], side=side)
                for column, side in SIDES.items()
                for code in entry.list(column)
            )
        )

    def people_of(self, records: Collection[UUID]) -> set[UUID]:
        """Name the officials who take part in events."""
        rows = Participation.objects.filter(event__in=records)
        return set(rows.values_list("official_id", flat=True))

    def _event(self, entry: Entry, key: str, batch: Batch) -> Event:
        fields = {"import_name": self.scene.import_name, "import_key": entry.key, **self.fields(entry)}
        event = batch.add(Event(key=key, **fields))
        for column, side in SIDES.items():
            for code in entry.list(column):
                batch.add(EventCountry(event=event, country=self.scene.countries[code], side=side))
        batch.tie(event, "sectors", [self.scene.sectors[slug] for slug in entry.list("sectors")])
        return event

    def _add_people(self, event: Event, entry: Entry, cast: Cast, outcome: Outcome) -> None:
        for order, (side, person) in enumerate(self.people(entry), start=1):
            official, country = cast.officials[person], self.scene.countries[person.country]
            row = Participation(
                event=event, official=official, country=country, side=side, role=PEOPLE[side], order=order
            )
            cast.batch.add(row)
            post = self._post(entry, side)
            if post and may_have_held(cast.held(official, cast.office(post)), entry.span()):
                cast.batch.tie(row, "offices", [cast.office(post)])
            elif post:
                sentence = NOT_HELD.format(official.display_name, post.title)
                outcome.find(Fate.WARNING, entry, "start", sentence)

    def fields(self, entry: Entry) -> dict[str, Any]:
        """Give the fields of an event that the row alone decides."""
        facts = entry.facts
        visit = facts["kind"] == EventKind.VISIT
        place = facts.get("place_country")
        return {
            "title": facts.get("title") or self.title_of(entry),
            "kind": facts["kind"],
            "visit_kind": facts.get("visit_kind", VisitKind.UNSPECIFIED.value if visit else ""),
            "occurrence": facts.get("occurrence", Occurrence.OCCURRED.value),
            "start": entry.date("start"),
            "end": entry.date("end") if facts.get("end") != facts["start"] else None,
            "place": facts.get("place", ""),
            "place_country": self.scene.countries[place] if place else None,
        }

    def title_of(self, entry: Entry) -> str:
        """Say in our words what happened between whom."""
        names = {
            column: [with_article(self.scene.countries[code].name) for code in entry.list(column)]
            for column in SIDES
        }
        if entry.facts["kind"] == EventKind.VISIT:
            who = entry.facts.get("visitor_name") or _listed(names["visitors"])
            return f"{who[:1].upper()}{who[1:]} visits {_listed(names['hosts'])}"[:300]
        kind = EventKind(entry.facts["kind"]).label.capitalize()
        return f"{kind} of {_listed([name for group in names.values() for name in group])}"[:300]

    def revise(self, changes: Sequence[Change], outcome: Outcome) -> Iterator[Change]:
        """Bring days, places and kinds up to the rows; other countries or people are left to an editor."""
        events = Event.objects.in_bulk([change.owner for change in changes])
        for change in changes:
            if column := differs(change, FIXED):
                outcome.find(Fate.REFUSED, change.entry, column, OTHER.format(column))
                continue
            event = events[change.owner]
            before = self.fields(Entry(change.entry.key, 0, change.before))
            revise_fields(event, before, self.fields(change.entry), change.entry, outcome)
            event.save()
            yield change

    def doubles(self, entries: Mapping[UUID, Entry]) -> Iterable[tuple[UUID, str]]:
        """Find events from elsewhere of the same kind and first day, with the same countries and people."""
        days = {date.earliest for entry in entries.values() if (date := entry.date("start"))}
        others = Event.objects.filter(start__earliest__in=days).exclude(import_name=self.scene.import_name)
        known: defaultdict[object, list[Event]] = defaultdict(list)
        for event in others.prefetch_related("sides__country", "participations"):
            known[_mark(event)].append(event)
        ours = Event.objects.filter(pk__in=entries.keys() if known else ())
        for event in ours.prefetch_related("sides__country", "participations"):
            for other in known.get(_mark(event), ()):
                here, there = (
                    {row.official_id for row in each.participations.all()} for each in (event, other)
                )
                if not here or not there or here & there:
                    yield event.pk, other.key
                    break


def _mark(event: Event) -> object:
    sides = frozenset((each.country.key, each.side) for each in event.sides.all())
    return event.kind, event.start.earliest if event.start else None, sides


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


class _Keys:
    """Hand out keys of events: title and first day, and the row's key where that is taken."""

    def __init__(self, entries: Iterable[Entry], filing: Events) -> None:
        self._filing = filing
        wanted = {self._plain(entry) for entry in entries}
        self._taken = set(Event.objects.filter(key__in=wanted).values_list("key", flat=True))

    def take(self, entry: Entry) -> str:
        key = self._plain(entry)
        if key in self._taken:
            key = f"{key}-{key_of(entry.key.replace('.', '-'))[:60]}".strip("-")
        self._taken.add(key)
        return key

    def _plain(self, entry: Entry) -> str:
        title = entry.facts.get("title") or self._filing.title_of(entry)
        return f"{key_of(title)[:100].strip('-')}-{key_of(entry.facts['start'])}".strip("-")
