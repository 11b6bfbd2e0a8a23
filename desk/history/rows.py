"""Gather the rows of the tables that a record's working form shows, and take changes back from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.db.models import Func, JSONField, ManyToManyField, ManyToOneRel, Model, Q, QuerySet
from rest_framework.serializers import ListSerializer, Serializer

from desk.api.kinds import Kind
from desk.history.models import Change

Row: TypeAlias = dict[str, Any]
"""A row as the database gives it in JSON, by column."""


@dataclass(slots=True)
class Rows:
    """The rows at one moment: by model, then by primary key as text."""

    tables: dict[type[Model], dict[str, Row]] = field(default_factory=dict)

    def of(self, model: type[Model]) -> dict[str, Row]:
        """Give the rows of a table."""
        return self.tables.setdefault(model, {})

    def copy(self) -> Rows:
        """Keep these rows as they are, whatever is taken back from them later."""
        return Rows({model: dict(rows) for model, rows in self.tables.items()})

    def undo(self, change: Change) -> None:
        """Take one change back; the latest comes first. What the form does not show is passed by."""
        model = TABLES.get(change.table)
        if model is None or model not in self.tables:
            return
        rows = self.tables[model]
        if change.old is None:
            rows.pop(change.key, None)
        elif change.new is None:
            rows[change.key] = change.old
        elif change.key in rows:
            rows[change.key] = {**rows[change.key], **change.old}


TABLES = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in ("relations", "events")
}
"""The working tables' models by the tables' names."""


def lists_of(form: Serializer[Any]) -> Iterator[tuple[str, Any]]:
    """Name the nested lists of a form, each with the form of its rows."""
    for name, inner in form.fields.items():
        if isinstance(inner, ListSerializer) and isinstance(inner.child, Serializer):
            yield name, inner.child


def links_of(form: Serializer[Any], model: type[Model]) -> list[Any]:
    """List the links to many that a form shows, or whose rows it holds."""
    return [each for each in model._meta.local_many_to_many if each.name in form.fields]


def through(link: Any) -> type[Model]:
    """Give the model of a link's own table."""
    found: type[Model] = link.remote_field.through
    return found


def now(kind: Kind, pk: UUID) -> Rows:
    """Read the rows of a record as they stand, with all rows of others that it ever held."""
    rows = Rows()
    for model, lookup, ids in _shelves(kind.form(), kind.model, "pk__in", [pk]):
        held = model._default_manager.filter(**{lookup: ids}).order_by()
        whole = Func(template=f'to_jsonb("{model._meta.db_table}".*)', output_field=JSONField())
        rows.of(model).update({str(key): row for key, row in held.values_list("pk", whole)})
    return rows


def _shelves(
    form: Serializer[Any], model: type[Model], lookup: str, ids: list[UUID]
) -> Iterator[tuple[type[Model], str, list[UUID]]]:
    """Name each table that a form shows, with the lookup that leads from its rows to these identities."""
    yield model, lookup, ids
    for link in links_of(form, model):
        yield through(link), f"{link.m2m_field_name()}__{lookup}", ids
    for name, child in lists_of(form):
        relation: Any = model._meta.get_field(name)
        if isinstance(relation, ManyToOneRel):
            yield from _shelves(child, child.Meta.model, f"{relation.field.name}__{lookup}", ids)
        elif isinstance(relation, ManyToManyField):
            yield from _shelves(child, child.Meta.model, "pk__in", ever_linked(relation, ids))


def ever_linked(link: Any, ids: Iterable[UUID]) -> list[UUID]:
    """List the rows of others that these records hold now or held at any time."""
    table = through(link)
    here, there = link.m2m_field_name(), link.m2m_reverse_name()
    linked = table._default_manager.filter(**{f"{here}__in": ids}).values_list(there, flat=True)
    kept = Change.objects.filter(record__in=ids, table=table._meta.db_table)
    once = {(each.old or each.new or {}).get(there) for each in kept}
    return list({*linked, *(UUID(each) for each in once if each)})


def changes_of(kind: Kind, pk: UUID) -> QuerySet[Change]:
    """Select the changes of a record, and of the rows of others that it ever held."""
    held: list[UUID] = []
    for name, _ in lists_of(kind.form()):
        relation = kind.model._meta.get_field(name)
        if isinstance(relation, ManyToManyField):
            held += ever_linked(relation, [pk])
    return Change.objects.filter(Q(record=pk) | Q(row__in=held)) if held else Change.objects.filter(record=pk)
