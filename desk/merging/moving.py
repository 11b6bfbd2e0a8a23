"""Let what points to one row point to another, and fold together what would then stand twice."""

from __future__ import annotations

from typing import Any

from django.db.models import CASCADE, F, Max, Model

from desk.merging.doubles import blank, facts, pairs
from desk.merging.references import Reference, references_to


def move_all(old: Model, new: Model) -> None:
    """Let everything that points to ``old`` point to ``new``, parts and links of it among them."""
    for reference in references_to(type(old)):
        move(reference, old, new)


def move(reference: Reference, old: Model, new: Model) -> None:
    """Move the rows of one reference; one that would stand twice is folded into the row that is there."""
    for row, twin in pairs(reference, old, new):
        fold_into(row, twin)
    rows = reference.rows(old)
    values: dict[str, Any] = {reference.field.name: new}
    if _stands_in_order(reference):
        last = reference.rows(new).aggregate(last=Max("order"))["last"] or 0
        values["order"] = F("order") + last
    rows.update(**values)


def fold_into(row: Model, twin: Model) -> None:
    """Give a row's facts to its twin where that says nothing, its parts and links as well, and delete it."""
    given = [name for name in _own_facts(type(row)) if blank(getattr(twin, name))]
    for name in given:
        setattr(twin, name, getattr(row, name))
    if given:
        twin.save(update_fields=given)
    move_all(row, twin)
    row.delete()


def _own_facts(model: type[Model]) -> list[str]:
    """Name the fields that say something, apart from those that say whose part a row is."""
    remote = [(field.name, field.remote_field) for field in facts(model)]
    return [name for name, to in remote if to is None or getattr(to, "on_delete", None) is not CASCADE]


def _stands_in_order(reference: Reference) -> bool:
    """Whether the rows are ordered parts of one owner; they then follow those that are there."""
    ordered = any(field.name == "order" for field in reference.model._meta.local_concrete_fields)
    return ordered and reference.is_part and not reference.field.null
