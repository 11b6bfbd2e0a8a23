"""Write what a form says: a record's own fields, its links and its rows, and only where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model
from rest_framework.serializers import ValidationError

from desk.api.passages import Cut, Texts
from publication.identity import new_id

Data = dict[str, Any]

ROWS = frozenset({"agreement_steps"})
"""Links that a form holds as rows; stepping.py writes them."""


@dataclass
class Writing:
    """One request's writing: the texts it cites from, by whom, and whether anything was changed.

    ``along`` are the other records it changed, as they stood before.
    """

    texts: Texts
    by: str = ""
    changed: bool = False
    along: list[Any] = field(default_factory=list)
    _passages: dict[Cut, Any] = field(default_factory=dict)

    def cite(self, data: Any) -> None:
        """Find or make, at once, all passages that the data cites."""
        self._passages = self.texts.passages(cuts_in(data))

    def fields(self, row: Model, data: Data) -> list[str]:
        """Set a row's own fields; give the names of those that differ."""
        differing = []
        for name, value in data.items():
            kind = _columns(type(row)).get(name)
            if kind is None:
                continue
            if _held(row, kind) != _sent(kind, value):
                setattr(row, name, value)
                differing.append(name)
        return differing

    def links(self, row: Model, data: Data, *, new: bool) -> None:
        """Set a row's links to many, passages among them."""
        for kind in row._meta.local_many_to_many:
            if kind.name not in data or kind.name in ROWS:
                continue
            wanted = [self._passages[each] if isinstance(each, Cut) else each for each in data[kind.name]]
            manager = getattr(row, kind.name)
            standing = set() if new else {each.pk for each in manager.all()}
            if standing != {each.pk for each in wanted}:
                manager.set(wanted)
                self.changed = True

    def save(self, row: Model, data: Data, *, new: bool) -> None:
        """Write one row, where it is new or differs, and its links."""
        differing = self.fields(row, data)
        if new:
            row.save(force_insert=True)
        elif differing:
            row.save(update_fields=differing)
        self.changed = self.changed or new or bool(differing)
        self.links(row, data, new=new)

    def rows(
        self, standing: Iterable[Any], wanted: Sequence[Data], model: type[Model], **parent: Any
    ) -> list[tuple[Any, Data]]:
        """Make the rows that stand those that are wanted, in their order; give each with its data.

        ``parent`` are the fields that tie a row to what it belongs to. Refuses the identity of a row that
        belongs elsewhere, or one given twice.
        """
        there = {row.pk: row for row in standing}
        ids = [each.setdefault("id", new_id()) for each in wanted]
        refuse_foreign(model, ids, there)
        gone = [row for pk, row in there.items() if pk not in set(ids)]
        if gone:
            model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
            self.changed = True
        written, made = [], []
        ordered = "order" in _columns(model)
        for place, data in enumerate(wanted, start=1):
            row = there.get(data["id"])
            own = {**data, **parent, **({"order": place} if ordered else {})}
            own.pop("id")
            if row is None:
                row = model(pk=data["id"])
                self.fields(row, own)
                made.append((row, own))
            else:
                self.save(row, own, new=False)
            written.append((row, data))
        self._make(model, made)
        return written

    def _make(self, model: type[Model], made: Sequence[tuple[Any, Data]]) -> None:
        """Write new rows at once, then their links."""
        if not made:
            return
        model._default_manager.bulk_create([row for row, _ in made])
        self.changed = True
        for row, own in made:
            self.links(row, own, new=True)


def refuse_foreign(model: type[Model], ids: Sequence[UUID], there: dict[UUID, Any]) -> None:
    """Refuse identities given twice, or of rows that stand elsewhere; by place in the list."""
    wrong: dict[int, Data] = {}
    new = [pk for pk in ids if pk not in there]
    elsewhere = set(model._default_manager.filter(pk__in=new).values_list("pk", flat=True)) if new else set()
    for place, pk in enumerate(ids):
        if pk in elsewhere or pk in ids[:place]:
            kind = model._meta.verbose_name
            wrong[place] = {"id": [f"This is the id of another {kind}; leave it out for a new one."]}
    if wrong:
        raise ValidationError([wrong.get(place, {}) for place in range(len(ids))])


def cuts_in(data: Any) -> Iterator[Cut]:
    """Find every passage that validated data cites."""
    if isinstance(data, Cut):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from cuts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from cuts_in(value)


@cache
def _columns(model: type[Model]) -> dict[str, Any]:
    """Give a model's columns by field name and by attribute, so that a row can be tied by identity alone."""
    columns = model._meta.concrete_fields
    return {each.name: each for each in columns} | {each.attname: each for each in columns}


def _held(row: Model, kind: Any) -> Any:
    return getattr(row, kind.attname)


def _sent(kind: Any, value: Any) -> Any:
    if isinstance(kind, ForeignKey) and isinstance(value, Model):
        return getattr(value, kind.target_field.attname)
    return value
