"""Find what may be there already: the same person under another spelling, the same event told twice."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from desk.finding import people
from events.models import Event
from publication.folding import fold
from relations.dates import PartialDate
from relations.models import Official

LIKELY: Final = 8
"""How many likely duplicates are shown at most."""


def same_person(name: str, country: str = "") -> list[dict[str, Any]]:
    """List officials who may be the person of this name, each with why."""
    hits = dict(people.officials(name, None, LIKELY)) if name.strip() else {}
    rows = Official.objects.unredirected().select_related("nationality").prefetch_related("variants")
    found = rows.in_bulk(list(hits))
    likely = []
    for pk in hits:
        if pk in found and (because := why_same(found[pk], name, country)):
            row = found[pk]
            likely.append({"id": str(pk), "key": row.key, "name": str(row), "because": because})
    return likely


def why_same(official: Official, name: str, country: str) -> str:
    """Say why an official may be the person of a name; nothing where they hardly are."""
    words = sorted(fold(name).split())
    spellings = [official.display_name, *(each.text for each in official.variants.all())]
    if any(sorted(fold(each).split()) == words for each in spellings):
        return "the same name in another spelling or order"
    served = official.nationality.key if official.nationality else ""
    family = fold(official.family_name)
    if family and family in words and (not country or country == served):
        return "the same family name" + (f", also of {served}" if country else "")
    return ""


def same_event(
    pair: str, when: PartialDate | None, officials: set[UUID], apart_from: UUID | None
) -> list[dict[str, Any]]:
    """List events of the same pair whose dates may coincide, with the people they share."""
    one, _, other = pair.partition("-")
    rows = (
        Event.objects.between(one, other)
        .unredirected()
        .exclude(pk__in=[apart_from] if apart_from else [])
        .prefetch_related("participations__official")
    )
    likely = []
    for row in rows.order_by("-pk")[:500]:
        if when and row.date and not row.date.may_coincide(when):
            continue
        shared = {each.official for each in row.participations.all() if each.official_id in officials}
        if (when and row.date) or shared:
            likely.append((len(shared), row, shared))
    likely.sort(key=lambda each: -each[0])
    return [
        {"id": str(row.pk), "key": row.key, "name": str(row), "because": why_same_event(row, shared)}
        for _, row, shared in likely[:LIKELY]
    ]


def why_same_event(event: Event, shared: set[Official]) -> str:
    """Say what the two have in common."""
    when = f"the same countries, {event.date.text}" if event.date else "the same countries"
    names = ", ".join(sorted(map(str, shared)))
    return f"{when}, with {names}" if names else when
