"""Find, from the models themselves, every column that points to a kind of record, and whose its rows are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model, QuerySet

from publication.drafting import Publishable

AnyForeignKey: TypeAlias = "ForeignKey[Any, Any]"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column by which rows of a table point to rows of another."""

    model: type[Model]
    field: AnyForeignKey

    def rows(self, row: Model) -> QuerySet[Any]:
        """Select the rows that point to a row."""
        return self.model._default_manager.filter(**{self.field.name: row})

    @property
    def is_part(self) -> bool:
        """Whether its rows are parts of what they point to: they would go with it."""
        return not self.model._meta.auto_created and self.field.remote_field.on_delete is CASCADE


def references_to(kind: type[Model]) -> list[Reference]:
    """List every reference to a model, many-to-many tables among them, those that others build on first.

    A column without a constraint (a history's) remembers what was, so it is left alone.
    """
    found = [
        Reference(model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in foreign_keys(model)
        if field.related_model is kind
    ]
    models = list(dict.fromkeys(each.model for each in found))
    order = TopologicalSorter[type[Model]]()
    for model in models:
        targets = {each.related_model for each in foreign_keys(model)} - {model}
        order.add(model, *(each for each in models if each in targets))
    places = {model: place for place, model in enumerate(order.static_order())}
    return sorted(found, key=lambda each: (places[each.model], each.field.name))


def foreign_keys(model: type[Model]) -> Iterator[AnyForeignKey]:
    """Walk the foreign keys of a model that the database holds to."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, ForeignKey) and field.db_constraint:  # type: ignore[attr-defined]
            yield field


def owner_paths(model: type[Model]) -> Iterator[tuple[str, type[Publishable]]]:
    """Walk the lookups that lead from a row to the working copies it is part of.

    A row is part of what it would go with; a row of a many-to-many table, of what has the field.
    """
    holder = model._meta.auto_created
    for field in foreign_keys(model):
        target: Any = field.related_model
        if field.remote_field.on_delete is not CASCADE or (holder and target is not holder):
            continue
        if issubclass(target, Publishable):
            yield field.name, target
        else:
            for path, kind in owner_paths(target):
                yield f"{field.name}__{path}", kind


def owner_kinds(kind: type[Model]) -> set[type[Publishable]]:
    """Name the kinds whose working copies may refer to a kind, in themselves or in their parts."""
    return {owner for each in references_to(kind) for _, owner in owner_paths(each.model)}
