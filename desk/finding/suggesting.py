"""Suggest records while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple
from uuid import UUID

from desk.finding import people, words
from events.models import Event
from events.offices import propose
from publication.drafting import PublishableQuerySet
from relations.dates import PartialDate
from relations.models import Agreement, Country, Office, Official, Relation, Sector, Source

TRIGRAM: Final = 3
"""Letters that an index of titles can look for."""
NEWEST: Final = 2000
"""The newest records, in which fewer letters are looked for."""

Found = list[dict[str, Any]]


class Asked(NamedTuple):
    """What was typed, in which event, for which date, and how many answers are wanted."""

    q: str
    event: UUID | None
    on: PartialDate | None
    limit: int


def entry(record_type: str, row: Any, detail: str = "", **more: Any) -> dict[str, Any]:
    """Give one answer."""
    key = {"key": row.key} if hasattr(row, "key") else {}
    return {"type": record_type, "id": str(row.pk), **key, "name": str(row), "detail": detail, **more}


def officials(asked: Asked) -> Found:
    """Find officials, each with rank, country and offices: those held on the date first."""
    hits = people.officials(asked.q, asked.event, asked.limit)
    rows = (
        Official.objects.unredirected()
        .select_related("nationality")
        .prefetch_related("ranks", "tenures__office__country")
    )
    found = rows.in_bulk([pk for pk, _ in hits])
    return [official(found[pk], matched, asked.on) for pk, matched in hits if pk in found]


def official(row: Official, matched: str, on: PartialDate | None) -> dict[str, Any]:
    """Give an official with the offices that may have been held on the date ticked."""
    held = {office.pk for office in propose(row, on)}
    offices = propose(row, None)
    rank = next((each.title for each in reversed(row.ranks.all())), "")
    now = next((office.title for office in offices if office.pk in held), "")
    country = row.nationality.key if row.nationality else ""
    return entry(
        "official", row, ", ".join(filter(None, [rank, now, country])), matched=matched, rank=rank,
        country=country and entry("country", row.nationality),
        offices=[{"id": str(each.pk), "name": str(each), "level": each.level, "on_date": each.pk in held}
                 for each in offices],
    )  # fmt: skip


def offices(asked: Asked) -> Found:
    """Find offices by title."""
    hits = people.offices(asked.q, asked.limit)
    found = Office.objects.select_related("country").in_bulk([pk for pk, _ in hits])
    return [entry("office", found[pk], found[pk].organisation, level=found[pk].level) for pk, _ in hits]


def countries(asked: Asked) -> Found:
    """Find countries by name, code, alias or demonym."""
    rows = words.best(asked.q, Country.objects.order_by("name"), words.country_words, asked.limit)
    return [entry("country", row, row.key) for row in rows]


def sectors(asked: Asked) -> Found:
    """Find sectors by name or synonym."""
    rows = Sector.objects.select_related("parent").order_by("name")
    found = words.best(asked.q, rows, words.sector_words, asked.limit)
    return [entry("sector", row, row.parent.name if row.parent else "") for row in found]


def titled(model: Any, field: str, fewest: int = TRIGRAM) -> Callable[[Asked], Found]:
    """Find records whose title holds what was typed, the newest first; fewer letters in the newest alone."""

    def find(asked: Asked) -> Found:
        rows, typed = model._default_manager.order_by("-pk"), asked.q.strip()
        rows = rows.unredirected() if isinstance(rows, PublishableQuerySet) else rows
        if 0 < len(typed) < fewest:
            rows = rows.filter(pk__in=rows.values("pk")[:NEWEST])
        rows = rows.filter(**{f"{field}__icontains": typed})
        return [entry(model._meta.model_name, row) for row in rows[: asked.limit]]

    return find


SUGGEST: Final[dict[str, Callable[[Asked], Found]]] = {
    "official": officials,
    "office": offices,
    "country": countries,
    "sector": sectors,
    "agreement": titled(Agreement, "title"),
    "source": titled(Source, "title"),
    "event": titled(Event, "title"),
    "relation": titled(Relation, "key", fewest=1),
}
"""How each kind of record is found."""
