"""Tell which rows would say twice what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Field, Model, UniqueConstraint

from desk.merging.references import Reference
from relations.models import Passage, Source

PLACES: Final = ("id", "order")
"""Fields that say which row it is and where it stands, and nothing more."""

EVIDENCE: Final = (Passage, Source)
"""What a fact rests on; two rows say the same on different evidence."""


def pairs(reference: Reference, old: Model, new: Model) -> list[tuple[Any, Any]]:
    """Pair each row that points to ``old`` and would stand twice at ``new`` with the row there."""
    there = list(reference.rows(new))
    rows = list(reference.rows(old)) if there else []
    uniques = list(_unique_sets(reference))
    taken = [{_values(row, names): row for row in there} for names in uniques]
    found = []
    for row in rows:
        clashes = (known.get(_values(row, names)) for names, known in zip(uniques, taken, strict=True))
        twin = next(filter(None, clashes), None)
        if twin is None and reference.is_part:
            twin = next((each for each in there if says_nothing_more(row, each, reference)), None)
        if twin is not None:
            found.append((row, twin))
    return found


def _unique_sets(reference: Reference) -> Iterator[tuple[str, ...]]:
    """Walk the columns that, beside the reference's own, the database wants to be unique together."""
    meta, own = reference.model._meta, reference.field.name
    sets: Iterable[Iterable[str]] = [
        *meta.unique_together,
        *(each.fields for each in meta.constraints if isinstance(each, UniqueConstraint)),
    ]
    for names in sets:
        others = tuple(name for name in names if name != own)
        if own in names and "id" not in others:
            yield others


def _values(row: Model, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]


def says_nothing_more(row: Model, twin: Model, reference: Reference) -> bool:
    """Whether each fact of a row stands in its twin: no field and no link says more or something else."""
    for field in facts(type(row)):
        said = getattr(row, field.attname)
        if field.name != reference.field.name and not blank(said) and said != getattr(twin, field.attname):
            return False
    for link in type(row)._meta.local_many_to_many:
        if link.related_model not in EVIDENCE and _linked(row, link.name) - _linked(twin, link.name):
            return False
    return True


def blank(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value is False or value in ("", [], {})


def facts(model: type[Model]) -> Iterator[Field[Any, Any]]:
    """Walk the fields of a model by which its rows say something."""
    for field in model._meta.local_concrete_fields:
        if field.name not in PLACES:
            yield field


def _linked(row: Model, name: str) -> set[Any]:
    return set(getattr(row, name).values_list("pk", flat=True))
