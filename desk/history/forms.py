"""Build the working form of an earlier moment from the rows of that moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, cast

from django.db.models import Field, ForeignKey, ManyToOneRel, Model
from rest_framework.serializers import Serializer

from desk.api.forms.event import OwnParticipations
from desk.api.kinds import Kind
from desk.api.passages import Passages
from desk.api.references import Reference, References, give
from desk.history.models import Change
from desk.history.rows import Row, Rows, links_of, lists_of, through
from relations.models import Office, Passage, Source

Asked = tuple[type[Model], str]
"""A model and the column its rows are referred to by."""

STANDING: Final = ("review_state", "assigned_to", "submitted_by", "approved_by", "publish_at", "publish_note")
"""What the history tells of a record's review; none of it is brought back."""

NAMED_BY: Final = ("display_name", "title", "name", "key", "exact", "url")


class Names:
    """The records that rows refer to, as they are called now; what was deleted keeps its last name."""

    def __init__(self, moments: Iterable[Rows]) -> None:
        asked: dict[Asked, set[str]] = defaultdict(set)
        for rows in moments:
            for model, each in rows.tables.items():
                _collect(model, each.values(), asked)
        self._found: dict[tuple[type[Model], str], Model] = {}
        self._order: dict[tuple[type[Model], str], int] = {}
        for (model, column), values in asked.items():
            for place, record in enumerate(_rows(model).filter(**{f"{column}__in": values})):
                self._found[model, str(getattr(record, column))] = record
                self._order[model, str(getattr(record, column))] = place
        self._gone: dict[str, Row] = {}
        self._remember({str(value) for key, values in asked.items() for value in values
                        if (key[0], str(value)) not in self._found})  # fmt: skip

    def _remember(self, missing: set[str]) -> None:
        ids = [each for each in missing if len(each) == 36]  # an identity, and no country's code
        if ids:
            for change in Change.objects.filter(row__in=ids, old__isnull=False, new__isnull=True):
                if change.key == str(change.row):
                    self._gone[change.key] = change.old

    def find(self, model: type[Model], value: str) -> Any:
        """Give a record that is referred to; none where it is there no more."""
        return self._found.get((model, value))

    def last_name(self, value: str) -> str:
        """Say what a deleted record was called."""
        row = self._gone.get(value, {})
        return next((str(row[name]) for name in NAMED_BY if row.get(name)), value)

    def passage(self, value: str) -> dict[str, Any] | None:
        """Cite a passage, also one that was taken out of its source."""
        row = self._found.get((Passage, value))
        held = row.__dict__ if row is not None else self._gone.get(value)
        names = ("source_id", "start", "end", "exact")
        if held is None:
            return None
        source, start, end, exact = (held[name] for name in names)
        return {"source": str(source), "start": start, "end": end, "exact": exact}

    def in_order(self, model: type[Model], values: Iterable[str]) -> list[str]:
        """Put references into the order of their kind."""
        return sorted(values, key=lambda value: (self._order.get((model, value), -1), value))


def _collect(model: type[Model], rows: Iterable[Row], asked: dict[Asked, set[str]]) -> None:
    for kind in model._meta.concrete_fields:
        if isinstance(kind, ForeignKey):
            target = kind.related_model, kind.target_field.attname
            asked[target] |= {row[kind.attname] for row in rows if row.get(kind.attname) is not None}


def _rows(model: type[Model]) -> Any:
    rows = model._default_manager.all()
    if model is Office:
        return rows.select_related("country")
    return rows.defer("text") if model is Source else rows


def form_then(kind: Kind, pk: object, rows: Rows, names: Names) -> dict[str, Any] | None:
    """Give what the working form held at a moment, its header apart; none where there was no record."""
    row = rows.of(kind.model).get(str(pk))
    return None if row is None else _form(kind.form(), kind.model, row, rows, names)


def standing_then(kind: Kind, pk: object, rows: Rows) -> dict[str, Any]:
    """Give how far a record had come at a moment."""
    row = rows.of(kind.model).get(str(pk)) or {}
    return {name: row[name] for name in STANDING if name in row}


def _form(form: Serializer[Any], model: type[Model], row: Row, rows: Rows, names: Names) -> dict[str, Any]:
    links = {each.name: each for each in links_of(form, model)}
    lists = dict(lists_of(form))
    shown: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in lists:
            children = _children(form.fields[name], model, name, row, rows)
            child = lists[name]
            shown[name] = [_form(child, child.Meta.model, each, rows, names) for each in children]
        elif name in links:
            shown[name] = _linked(field, _ids(links[name], row, rows), names)
        elif name == "id" or not field.read_only:
            shown[name] = _value(field, cast(Any, model._meta.get_field(str(field.source))), row, names)
    return shown


def _value(field: Any, kind: Field[Any, Any], row: Row, names: Names) -> Any:
    held = row.get(kind.attname)
    if held is None:
        return None
    if isinstance(field, Reference):
        column = cast(Any, kind).target_field.attname
        return _given(field.model, str(held), names, column)
    return field.to_representation(kind.to_python(held))


def _given(model: type[Model], value: str, names: Names, column: str = "id") -> dict[str, Any]:
    record = names.find(model, value)
    return (
        give(record) if record is not None else {column: value, "name": names.last_name(value), "gone": True}
    )


def _linked(field: Any, ids: list[str], names: Names) -> list[dict[str, Any]]:
    if isinstance(field, Passages):
        found = [names.passage(each) or {"source": each, "start": 0, "end": 0, "exact": ""} for each in ids]
        return sorted(found, key=lambda each: (each["source"], each["start"], each["end"]))
    assert isinstance(field, References)  # noqa: S101  # a form shows links in these two ways
    model = cast(Any, field.child).model
    return [_given(model, each, names) for each in names.in_order(model, ids)]


def _ids(link: Any, row: Row, rows: Rows) -> list[str]:
    here, there = link.m2m_column_name(), link.m2m_reverse_name()
    return [each[there] for each in rows.of(through(link)).values() if each[here] == row["id"]]


def _children(field: Any, model: type[Model], name: str, row: Row, rows: Rows) -> list[Row]:
    """List the rows of a nested list, in their order."""
    relation: Any = model._meta.get_field(name)
    child = field.child.Meta.model
    there = rows.of(child).values()
    if isinstance(relation, ManyToOneRel):
        found = [each for each in there if each[relation.field.attname] == row["id"]]
    else:
        held = set(_ids(relation, row, rows))
        found = [each for each in there if each["id"] in held]
    if isinstance(field, OwnParticipations):
        found = [each for each in found if each["meeting_id"] is None]
    columns = [child._meta.get_field(part).attname for part in child._meta.ordering]
    return sorted(found, key=lambda each: [(each[column] is None, each[column]) for column in columns])
