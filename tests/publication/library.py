"""Publish a library: one record of every kind, and a shelf of events in every position of the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.models import Event, EventCountry
from publication.vocabulary import EventKind, Side, VisitKind
from relations.models import Country
from tests import cast
from tests.publication.records import one_of_every_kind, uzbekistan


def plain(key: str, start: str, other: Country, **facts: Any) -> Event:
    """Make an event of Kazakhstan and another country without people or sectors, dated as given."""
    event = Event.objects.create(
        key=key, start=start, **{"title": f"Event {key}", "kind": EventKind.CALL, **facts}
    )
    for country, side in ((cast.kazakhstan(), Side.PARTY), (other, Side.PARTY)):
        EventCountry.objects.create(event=event, country=country, side=side)
    event.sources.add(cast.source())
    return event


def publish_a_library() -> Event:
    """Publish one of every kind and a shelf of events before and after the visit; give the visit."""
    event = one_of_every_kind()
    others = [
        plain("call-2022", "2022-03", cast.pakistan()),
        plain("call-2023", "2023-11-02", uzbekistan(), occurrence="announced"),
        plain("no-year", "XXXX-04-23", cast.pakistan(), kind=EventKind.OTHER),
        plain("open-end", "2021/..", uzbekistan(), kind=EventKind.NEGOTIATION),
        plain("since-ever", "../2020", uzbekistan(), kind=EventKind.OTHER),
        plain("trip-2025", "2025-01-10", uzbekistan(), kind=EventKind.VISIT, visit_kind=VisitKind.PRIVATE),
    ]
    EventCountry.objects.filter(event__key="trip-2025", country__key="UZ").update(side=Side.HOST)
    EventCountry.objects.filter(event__key="trip-2025", country__key="KZ").update(side=Side.VISITOR)
    cast.publish_all(*others, at=cast.NOW + timedelta(hours=1))
    return event
