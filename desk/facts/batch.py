"""Collect new rows and write them with one statement for each table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Batch:
    """Hold new rows of any tables until ``write``.

    Rows have their identity before they are written and foreign keys are checked at commit, so the order
    of tables does not matter inside one transaction.
    """

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {}

    def add(self, row: Row) -> Row:
        """Take a new row, and hand it back."""
        self._rows.setdefault(type(row), []).append(row)
        return row

    def tie(self, owner: models.Model, field: str, others: Iterable[models.Model]) -> None:
        """Take the rows that tie ``owner`` to each of the others through a many-to-many field."""
        relation: Any = type(owner)._meta.get_field(field)
        through = relation.remote_field.through
        names = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        for other in dict.fromkeys(others):
            self.add(through(**dict(zip(names, (owner, other), strict=True))))

    def count(self, model: type[models.Model]) -> int:
        """Count the rows of one table that wait."""
        return len(self._rows.get(model, ()))

    def write(self) -> None:
        """Write all rows and forget them."""
        for model, rows in self._rows.items():
            model._default_manager.bulk_create(rows, batch_size=2000)
        self._rows.clear()
