"""Make the people that events name, and record the days on which each was seen in an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from desk.tables.outcome import Outcome, Scene
from desk.tables.people import Cast, Person, Post
from desk.tables.reader import Entry
from relations.dates import PartialDate
from relations.models import Official, Source, Tenure


class Sight(NamedTuple):
    """A person in a row of events, on a side, perhaps in an office."""

    entry: Entry
    side: str
    person: Person
    post: Post | None


class Sights:
    """The people of a batch of events: found or made, each with the source that tells of them."""

    def __init__(self, sights: Sequence[Sight], cast: Cast, scene: Scene, title: str) -> None:
        self._sights = sights
        self._cast = cast
        self._scene = scene
        self._title = title
        cast.find([each.person for each in sights], [each.post for each in sights if each.post])
        cast.make(each.person for each in sights)
        keys = [_row_of(official) for official in cast.officials.values()]
        there = Source.objects.filter(import_name=scene.import_name, import_key__in=keys)
        self._sources = {source.import_key: source for source in there}

    def record(self, outcome: Outcome) -> None:
        """Cite the table for those who were made, and keep the days seen in office."""
        outcome.people_made |= self._cast.made.keys()
        uncited = dict(self._cast.made)
        seen: defaultdict[tuple[Person, Post], list[Entry]] = defaultdict(list)
        for entry, _, person, post in self._sights:
            official = self._cast.official(person)
            if official and uncited.pop(official.pk, None):
                self._cast.batch.tie(official, "sources", [self._source(official, entry)])
            if official and post:
                seen[person, post].append(entry)
        for (person, post), entries in seen.items():
            self._keep(self._cast.officials[person], post, entries, outcome)

    def _source(self, official: Official, entry: Entry) -> Source:
        """Give the source of what the table shows of a person, one for each."""
        key, mapping = _row_of(official), self._scene.mapping
        if key not in self._sources:
            source = Source(
                publisher=entry.facts.get("source_publisher", mapping.publisher),
                title=f"{mapping.title or self._title}: {official.display_name}",
                url=entry.facts.get("source_url", entry.url),
                language=mapping.language,
                rights=mapping.rights,
                import_name=self._scene.import_name,
                import_key=key,
            )
            self._sources[key] = self._cast.batch.add(source)
        return self._sources[key]

    def _keep(self, official: Official, post: Post, entries: Sequence[Entry], outcome: Outcome) -> None:
        """Widen the days seen in office where the start or end is not known."""
        dates = [entry.span() for entry in entries]
        first = min((each.earliest for each in dates if each.earliest), default=None)
        last = max((each.latest for each in dates if each.latest), default=None)
        if first is None or last is None:
            return
        held = self._cast.held(official, self._cast.office(post))
        span = PartialDate.parse(f"{first}/{last}")
        tenure = next((each for each in held if each.may_cover(span)), None)
        if tenure is None and held:
            return  # the terms that are known leave no room for another, and each row is reported
        if tenure is None:
            tenure = self._cast.add_tenure(Tenure(official=official, office=self._cast.office(post)))
            self._cast.batch.tie(tenure, "sources", [self._source(official, entries[0])])
        if _widen(tenure, PartialDate.parse(str(first)), PartialDate.parse(str(last))):
            if not tenure._state.adding:
                outcome.altered.append(tenure)
            if not official._state.adding:
                outcome.people_changed.add(official.pk)


def _widen(tenure: Tenure, first: PartialDate, last: PartialDate) -> bool:
    before = (tenure.first_seen, tenure.last_seen)
    if tenure.start is None and (before[0] is None or first.surely_before(before[0])):
        tenure.first_seen = first
    if tenure.end is None and (before[1] is None or before[1].surely_before(last)):
        tenure.last_seen = last
    return before != (tenure.first_seen, tenure.last_seen)


def _row_of(official: Official) -> str:
    return f"official/{official.key}"[:200]
