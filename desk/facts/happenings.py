"""Load events with their sides, participants and the steps of agreements taken in them."""

from __future__ import annotations

from desk.facts.batch import Batch
from desk.facts.disputes import event_held, keep_dispute
from desk.facts.reading import Fact, read_date
from desk.facts.shelf import IMPORT_NAME, Shelf
from events.models import Event, EventCountry, Participation


def load_event(fact: Fact, shelf: Shelf, batch: Batch) -> None:
    """Take an event as new, with the steps taken in it."""
    place_country = fact["place_country"]
    event = Event(
        key=fact["key"],
        title=fact["title"],
        summary=fact["summary"] or "",
        kind=fact["kind"],
        visit_kind=fact["visit_kind"] or "",
        occurrence=fact["occurrence"],
        start=read_date(fact["start"]),
        end=read_date(fact["end"]),
        place=fact["place"] or "",
        place_country=shelf.country(place_country) if place_country else None,
        import_name=IMPORT_NAME,
        import_key=fact["key"],
    )
    batch.add(event)
    batch.tie(event, "sectors", shelf.sectors(fact["sectors"]))
    batch.tie(event, "sources", shelf.sources(fact))
    batch.tie(event, "agreement_steps", shelf.steps(fact["agreements"]))
    for order, row in enumerate(fact["participants"], start=1):
        _load_participation(event, order, row, shelf, batch)
    keep_dispute(event, fact, f"“{event}”", event_held(fact), batch)
    for row in fact["countries"]:
        batch.add(EventCountry(event=event, country=shelf.country(row["code"]), side=row["side"]))


def _load_participation(event: Event, order: int, row: Fact, shelf: Shelf, batch: Batch) -> None:
    participation = Participation(
        event=event,
        order=order,
        official=shelf.official(row["official_key"]),
        country=shelf.country(row["country"]),
        side=row["side"],
        role=row["role"],
    )
    batch.add(participation)
    batch.tie(participation, "offices", [shelf.office(title, row["country"]) for title in row["offices"]])
