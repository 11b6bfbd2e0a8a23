"""List the officials an event names, each once."""

from __future__ import annotations

from collections.abc import Iterator

from events.models import Event
from publication.drafting import Snapshot
from relations.captions import official_caption
from relations.models import Country, Official


def officials_named(event: Event) -> list[Snapshot]:
    """Mention everyone named in the event with the country acted for, by key."""
    found: dict[str, Snapshot] = {}
    for official, country in _named(event):
        acted_for = country or official.nationality
        found.setdefault(
            official.key, {**official_caption(official), "country": acted_for.key if acted_for else None}
        )
    return [found[key] for key in sorted(found)]


def _named(event: Event) -> Iterator[tuple[Official, Country | None]]:
    """Walk participants, then speakers and the principals they speak for."""
    for row in event.participations.all():
        yield row.official, row.country
    for statement in event.statements.all():
        for official in (statement.speaker, statement.on_behalf_of):
            if official:
                yield official, None
