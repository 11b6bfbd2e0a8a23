"""Bound a date without a year by what else the record knows; nothing is ever invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from events.models import Event
from relations.dates import DateRefused, PartialDate
from relations.models import Tenure


class Evidence(NamedTuple):
    """A day nothing happened before, or after, and why."""

    day: date
    because: str


def bounded(event: Event, value: PartialDate | None) -> PartialDate | None:
    """Narrow a date by the offices acted in and by the day its sources were published.

    Leaves a date with a year, and one whose evidence contradicts itself, as it is (readiness tells of that).
    """
    if value is None or not value.yearless:
        return value
    try:
        return narrowed(event, value)
    except DateRefused:
        return value


def narrowed(event: Event, value: PartialDate) -> PartialDate:
    """Narrow a date as ``bounded`` does, but raise ``DateRefused`` where no year fits the evidence."""
    low = max(_starts(event), default=None)
    high = min([*_ends(event), *_publications(event)], default=None)
    reasons = "; ".join(each.because for each in (low, high) if each)
    return value.narrowed(
        not_before=low.day if low else None, not_after=high.day if high else None, because=reasons
    )


def _starts(event: Event) -> list[Evidence]:
    """List since when each office acted in can have been held."""
    return [
        Evidence(first.earliest, f"{who} from {first.text} at the earliest")
        for who, tenures in _held(event)
        if (first := _outermost([each.start for each in tenures], min)) and first.earliest
    ]


def _ends(event: Event) -> list[Evidence]:
    """List until when each office acted in can have been held."""
    return [
        Evidence(last.latest, f"{who} until {last.text} at the latest")
        for who, tenures in _held(event)
        if (last := _outermost([each.end for each in tenures], max)) and last.latest
    ]


def _held(event: Event) -> Iterator[tuple[str, list[Tenure]]]:
    """Walk the participants with each office acted in, in words, and all their tenures in it."""
    for row in event.participations.all():
        for office in row.offices.all():
            tenures = [each for each in row.official.tenures.all() if each.office_id == office.pk]
            if tenures:
                yield f"{row.official.caption} was {office.title}", tenures


def _outermost(dates: list[PartialDate | None], pick: Callable[..., PartialDate]) -> PartialDate | None:
    """Choose the first start or the last end; none where any of them is unknown."""
    bound = "earliest" if pick is min else "latest"
    known = [each for each in dates if each is not None and getattr(each, bound) is not None]
    return pick(known, key=lambda each: getattr(each, bound)) if len(known) == len(dates) else None


def _publications(event: Event) -> list[Evidence]:
    """List the days on which the sources quoted were out."""
    sources = {passage.source for passage in event.passages.all()}
    return [
        Evidence(source.published.latest, f"«{source}» was published {source.published.text}")
        for source in sources
        if source.published and source.published.latest
    ]
