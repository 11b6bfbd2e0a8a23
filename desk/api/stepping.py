"""Write the agreement steps that an event took: rows of agreements, to which the event points."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from desk.api.rows import Data, Writing, refuse_foreign
from events.models import Event
from events.reaching import count_at
from publication.identity import new_id
from relations.models import Agreement, AgreementStep


def write_steps(writing: Writing, event: Event, wanted: list[Data]) -> None:
    """Make the event's steps those that are wanted; agreements that change take their next version.

    A step taken out is deleted, unless another event points to it or a source of its own holds it.
    """
    there = {row.pk: row for row in event.agreement_steps.all()}
    ids = [each.setdefault("id", new_id()) for each in wanted]
    refuse_foreign(AgreementStep, ids, there)
    touched: set[Any] = set()
    for pk in there.keys() - set(ids):
        touched |= _take_out(event, there[pk])
    by_agreement: dict[Any, set[Any]] = defaultdict(set)
    for row in wanted:
        if row.get("party"):
            by_agreement[row["agreement"]].add(row["party"])
    for agreement, parties in by_agreement.items():
        agreement.parties.add(*parties)
    for row in wanted:
        touched |= _write_one(writing, event, there.get(row["id"]), row)
    if touched:
        writing.changed = True
        others = list(Agreement.objects.filter(pk__in=touched))
        writing.along += others
        count_at(others, writing.by)


def _write_one(writing: Writing, event: Event, step: AgreementStep | None, data: Data) -> set[Any]:
    """Write one step; give the agreements it changed."""
    before, changed = writing.changed, set()
    writing.changed = False
    new = step is None
    row = AgreementStep(pk=data["id"]) if step is None else step
    was = None if new else row.agreement_id
    own = {key: value for key, value in data.items() if key != "id"}
    writing.save(row, own, new=new)
    if new:
        event.agreement_steps.add(row)
    if writing.changed:
        changed = {row.agreement_id, was} - {None}
    writing.changed = writing.changed or before
    return changed


def _take_out(event: Event, step: AgreementStep) -> set[Any]:
    """Let go of a step; give the agreement it was deleted from."""
    event.agreement_steps.remove(step)
    if step.events.exists() or step.sources.exists():
        return set()
    step.delete()
    return {step.agreement_id}
