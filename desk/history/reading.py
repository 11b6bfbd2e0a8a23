"""Give pages of a record's history: each change set with who, when, where, why, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from desk.api.kinds import Kind
from desk.history.forms import Names, form_then, standing_then
from desk.history.models import ChangeSet
from desk.history.moments import Moment, moments, steps_of
from desk.history.rows import Rows, now
from desk.history.telling import differences, elsewhere, flat
from desk.review.differences import Change

WAYS: Final = {
    "PUT desk-api:record": "Saved in the editor or by a program",
    "PATCH desk-api:record": "Saved in the editor or by a program",
    "POST desk-api:records": "Made in the editor or by a program",
    "DELETE desk-api:record": "Deleted by a program",
    "POST desk:act": "A step of review",
}
"""What the routes of the newsroom do, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change set as the history tells it: the form before and after (none: there was no record)."""

    told: ChangeSet
    last: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    elsewhere: list[Change]

    @property
    def changes(self) -> list[Change]:
        """Say what changed, field by field and row by row."""
        return [*differences(self.before or {}, self.after or {}), *self.elsewhere]

    @property
    def way(self) -> str:
        """Say in words how it was done, where a route is all that was told."""
        reason = self.told.reason
        return WAYS.get(reason) or ("Saved in the admin panel" if " admin:" in reason else reason)

    @property
    def begins(self) -> bool:
        """Whether the record came to be."""
        return self.before is None and self.after is not None

    @property
    def ends(self) -> bool:
        """Whether the record was deleted."""
        return self.after is None and self.before is not None

    def as_json(self) -> dict[str, Any]:
        """Give the entry for programs."""
        told = self.told
        return {
            "id": told.pk,
            "at": told.at.isoformat(),
            "by": told.by,
            "where": told.origin,
            "why": told.reason,
            "changes": list(flat(self.before or {}, self.after or {})),
        }


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a history, newest first; ``next`` is where the next one begins, none at the end."""

    entries: list[Entry]
    next: int | None
    first: bool


def page(kind: Kind, pk: UUID, size: int, before: int | None = None) -> Page:
    """Give a page: the change sets whose last change of the record came before the one given."""
    steps = steps_of(kind, pk)
    open_to = [each for each in steps if before is None or each.last < before]
    chosen, more = open_to[:size], len(open_to) > size
    found = list(moments(kind, pk, steps, chosen))
    names = Names(rows for each in found for rows in (each.before, each.after))
    entries = [entry(kind, pk, each, names) for each in found]
    return Page(entries, chosen[-1].last if more else None, before is None)


def entry(kind: Kind, pk: UUID, moment: Moment, names: Names) -> Entry:
    """Tell one moment."""
    before, after = (whole(kind, pk, rows, names) for rows in (moment.before, moment.after))
    return Entry(moment.told, moment.last, before, after, elsewhere(moment))


def whole(kind: Kind, pk: UUID, rows: Rows, names: Names) -> dict[str, Any] | None:
    """Give the form of a moment with how far the record had come."""
    form = form_then(kind, pk, rows, names)
    return None if form is None else {**standing_then(kind, pk, rows), **form}


def form_now(kind: Kind, pk: UUID) -> dict[str, Any] | None:
    """Give what the working form holds now, its header apart."""
    rows = now(kind, pk)
    return form_then(kind, pk, rows, Names([rows]))
