"""Carry changed rows into the events made of them, and leave an editor's work alone."""

from __future__ import annotations

from typing import Final

from desk.loading.citation import cite_trip, row_cited
from desk.loading.releasing import busy_drafts
from desk.loading.report import Fate
from desk.loading.trips import Trip
from desk.loading.visits import Outcome, Scene, facts_of, offices_of
from events.models import Event, EventCountry, Participation
from publication.vocabulary import Role, Side
from relations.models import Source
from relations.reference.labels import Resolved, country_labels

COLUMNS: Final = {
    "title": "name",
    "summary": "remarks",
    "start": "start",
    "end": "end",
    "place": "locale",
    "place_country": "country",
}
"""Fields of an event and the columns they come from."""

OTHER_TRAVELLER: Final = (
    "The row names another traveller than when it was loaded: change the event by hand,"
    " or give the row a new id."
)
NO_REPEAT: Final = (
    "The row was loaded as a repeat and is none any more: delete its source to load it as its own event."
)


def revise(outcome: Outcome, scene: Scene) -> None:
    """Bring events up to their changed rows, and note those whose draft somebody else was changing.

    A field is changed if the event still says what the row said before; else an editor changed it, and it is
    left and reported. A row that tells of another traveller is reported and left.
    """
    events = Event.fetch_for_snapshot([known.event for _, known in outcome.to_revise if known.event])
    outcome.busy |= busy_drafts(events.values())
    for trip, known in outcome.to_revise:
        before = _row_before(known.source)
        event = events.get(known.event) if known.event else None
        if event is None or before is None or before.person != trip.person:
            outcome.find(Fate.REFUSED, trip, "who", OTHER_TRAVELLER)
        elif known.event_row == trip.key:
            _revise_event(event, before, trip, scene, outcome)
            _recite(known.source, event, trip, scene)
            outcome.revised[event.pk] = trip
        elif before.identity == trip.identity:
            _recite(known.source, event, trip, scene)
            outcome.find(Fate.REPEAT, trip, "", f"A repeat of row {known.event_row} whose words changed.")
            outcome.cited.add(event.pk)
        else:
            outcome.find(Fate.REFUSED, trip, "", NO_REPEAT)
    for pk in events.keys() & (outcome.revised.keys() | outcome.cited):
        events[pk].save()
        events[pk].advance(events[pk].lock_version)


def _row_before(source: Source) -> Trip | None:
    """Read what the row said when it was last loaded."""
    before = row_cited(source)
    meant = country_labels().resolve(before.country, before.start) if before else None
    if before is None or not isinstance(meant, Resolved):
        return before
    return before.taken_for(meant.code)


def _revise_event(event: Event, before: Trip, trip: Trip, scene: Scene, outcome: Outcome) -> None:
    said = facts_of(before, scene) if before.code in scene.countries else {}
    for name, value in facts_of(trip, scene).items():
        held = getattr(event, name)
        if held == value or said.get(name) == value:
            continue
        if name in said and held == said[name]:
            setattr(event, name, value)
        else:
            sentence = (
                f"The row changed, but an editor changed the event's {name} as well: it is left as it is."
            )
            outcome.find(Fate.WARNING, trip, COLUMNS[name], sentence)
    if before.code != trip.code:
        _move_host(event, before, trip, scene)
    traveller = Participation.objects.filter(
        event=event, meeting=None, official=scene.cast.officials[trip.who], role=Role.VISITOR
    ).first()
    if traveller and (before.start, before.end, before.in_office) != (trip.start, trip.end, trip.in_office):
        traveller.offices.set(offices_of(trip, scene, outcome))


def _move_host(event: Event, before: Trip, trip: Trip, scene: Scene) -> None:
    """Put the new country in the place of the one the row named before, if that is still the host."""
    hosts = EventCountry.objects.filter(event=event, side=Side.HOST, country__key=before.code)
    if not EventCountry.objects.filter(event=event, country__key=trip.code).exists():
        hosts.update(country=scene.countries[trip.code])


def _recite(source: Source, event: Event, trip: Trip, scene: Scene) -> None:
    """Let the source say what the row says now, and the passage over its whole text with it."""
    whole = source.passages.filter(start=0, exact=source.text).first()
    cited = cite_trip(trip, scene.import_name)
    source.title, source.url, source.text, source.sha256 = cited.title, cited.url, cited.text, cited.sha256
    source.save()
    passage = source.passage(0, len(source.text)) if source.text else None
    if whole and passage:
        whole.end, whole.exact = passage.end, passage.exact
        whole.save()
    elif whole:
        whole.delete()
    elif passage:
        passage.save()
        event.passages.add(passage)
