"""Tell which other records a change of an event's disputes reaches, and count it there.

A dispute of an event that is about an agreement, an official or a relation is shown there as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import F

from events.models import Dispute, Event
from publication.drafting import Publishable
from publication.reviewing import after_change
from relations.models import Agreement, Official, Relation

Marks: TypeAlias = dict[UUID, tuple[Any, ...]]
"""How each dispute reads, and whom it is about."""

ABOUT: Final[dict[str, type[Publishable]]] = {
    "agreement": Agreement, "official": Official, "relation": Relation,
}  # fmt: skip


def marks_of(event: Event) -> Marks:
    """Take down the disputes of an event that are about other records, as they stand in the tables."""
    rows = Dispute.objects.filter(event=event).exclude(agreement=None, official=None, relation=None)
    return {
        row.pk: (
            [getattr(row, f"{name}_id") for name in ABOUT],
            row.question, row.state, row.reason, row.order,
            [(each.text, each.voice, sorted(passage.pk for passage in each.passages.all()))
             for each in row.positions.all()],
        )
        for row in rows.prefetch_related("positions__passages")
    }  # fmt: skip


def reached(before: Marks, after: Marks) -> list[Publishable]:
    """List the records that a dispute is about which is new, gone or reads otherwise."""
    differing = [pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)]
    abouts = [marks[pk][0] for marks in (before, after) for pk in differing if pk in marks]
    found: list[Publishable] = []
    for place, model in enumerate(ABOUT.values()):
        ids = {about[place] for about in abouts} - {None}
        found += model._default_manager.filter(pk__in=ids) if ids else []
    return found


def count_at(records: Iterable[Publishable], by: str) -> None:
    """Count a change by somebody at the records it reached: open forms turn stale, approvals fall."""
    for each in records:
        rows = type(each)._default_manager.filter(pk=each.pk)
        rows.update(lock_version=F("lock_version") + 1, **after_change(by))
