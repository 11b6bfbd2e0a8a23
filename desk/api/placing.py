"""Say where in a form the database refused what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import DataError, IntegrityError
from django.db.models import Model
from rest_framework.serializers import ListSerializer, ValidationError

from desk.api.shapes import RowForm
from publication.admin.refusals import fields_of, sentence_of

FAILING_ROW: Final = re.compile(r"^Failing row contains \(([0-9a-f-]{36}),")
"""What PostgreSQL says of a row that a check refuses; its identity stands first."""

Row = dict[str, Any]
Placed = tuple[str, Row]


@contextmanager
def told_by_place(form: Any) -> Iterator[None]:
    """Refuse what the database refuses by the place of its field in a form that was read."""
    try:
        yield
    except (IntegrityError, DataError) as refusal:
        raise ValidationError({place_of(refusal, form): [sentence_of(refusal)]}) from refusal


def place_of(refusal: Exception, form: Any) -> str:
    """Name the field that was refused, or its row, or the list of its row; nothing where it is not known."""
    model, fields = fields_of(refusal)
    rows = [(path, row) for path, kind, row in rows_in(form, form.validated_data) if kind is model]
    found = failing(refusal, rows) or repeating(fields, rows) or rows
    if len(found) != 1:
        lists = {list_of(path) for path, _ in found}
        return lists.pop() if len(lists) == 1 else ""
    path, row = found[0]
    return f"{path}.{the_one(fields, row)}".strip(".")


def failing(refusal: Exception, rows: list[Placed]) -> list[Placed]:
    """Pick the row that a check refused."""
    diagnosis = getattr(refusal.__cause__, "diag", None)
    told = FAILING_ROW.match(diagnosis.message_detail or "") if diagnosis else None
    return [each for each in rows if told and str(each[1].get("id")) == told[1]]


def repeating(fields: set[str], rows: list[Placed]) -> list[Placed]:
    """Pick the first row that says in these fields what one before it in its list says."""
    said = set()
    for path, row in rows:
        own = (list_of(path), *(str(row.get(name)) for name in sorted(fields)))
        if own in said:
            return [(path, row)]
        said.add(own)
    return []


def list_of(path: str) -> str:
    """Give the path of the list that a row stands in."""
    return path.rpartition(".")[0]


def the_one(fields: set[str], row: Row) -> str:
    """Choose what a refusal is about: the field left empty, or the only one that the row gives."""
    given = fields & row.keys()
    empty = {name for name in given if row[name] in (None, "")}
    chosen = empty or given
    return next(iter(chosen)) if len(chosen) == 1 else ""


def rows_in(form: Any, data: Row, path: str = "") -> Iterator[tuple[str, type[Model], Row]]:
    """Walk a form's own facts and those of its rows: each with its path and its model."""
    yield path, form.Meta.model, data
    for name, field in form.fields.items():
        if isinstance(field, ListSerializer) and isinstance(field.child, RowForm):
            for place, row in enumerate(data.get(name, ())):
                yield from rows_in(field.child, row, f"{path}.{name}.{place}".strip("."))
