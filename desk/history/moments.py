"""Walk back through the history of one record, change set by change set, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min

from desk.api.kinds import Kind
from desk.history.models import Change, ChangeSet
from desk.history.rows import Rows, changes_of, now


class Step(NamedTuple):
    """A change set's part in a record's history: its number and its first and last change there.

    Sets stand in the order of their last change of the record: whoever changes a row keeps others from it
    until the transaction is through.
    """

    change_set: int
    first: int
    last: int
    size: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A change set with the rows before and after it."""

    told: ChangeSet
    last: int
    before: Rows
    after: Rows
    changes: Sequence[Change]


def steps_of(kind: Kind, pk: UUID) -> list[Step]:
    """List the change sets of a record, newest first."""
    grouped = changes_of(kind, pk).order_by().values("change_set")
    found = grouped.annotate(first=Min("pk"), last=Max("pk"), size=Count("pk")).order_by("-last")
    return [Step(each["change_set"], each["first"], each["last"], each["size"]) for each in found]


def moments(kind: Kind, pk: UUID, steps: Sequence[Step], chosen: Sequence[Step]) -> Iterator[Moment]:
    """Give the chosen of a record's steps (in their order) with the rows before and after each."""
    if not chosen:
        return
    rows, wanted = now(kind, pk), {each.change_set for each in chosen}
    told = ChangeSet.objects.in_bulk(list(wanted))
    passed = [each for each in steps if each.last >= chosen[-1].last]
    edge = min(each.first for each in passed)
    by_set: dict[int, list[Change]] = {each.change_set: [] for each in passed}
    for change in changes_of(kind, pk).filter(pk__gte=edge).order_by("-pk"):
        if change.change_set_id in by_set:
            by_set[change.change_set_id].append(change)
    for step in passed:
        after = rows.copy() if step.change_set in wanted else rows
        for change in by_set[step.change_set]:
            rows.undo(change)
        if step.change_set in wanted:
            yield Moment(told[step.change_set], step.last, rows.copy(), after, by_set[step.change_set])


def rows_after(kind: Kind, pk: UUID, change_set: int) -> Rows | None:
    """Give the rows of a record as a change set left them; none where the set is not of its history."""
    steps = steps_of(kind, pk)
    chosen = [each for each in steps if each.change_set == change_set]
    return next((each.after for each in moments(kind, pk, steps, chosen)), None)
