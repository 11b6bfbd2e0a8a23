"""Write many new rows by COPY: a third of the time that INSERT takes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models, transaction
from psycopg import sql

from desk.facts.batch import Batch


class CopyBatch(Batch):
    """A batch that is written by COPY; constraints and triggers hold as for any row."""

    def write(self) -> None:
        """Write all rows and forget them; tables in the order in which each was first added to."""
        with transaction.atomic():
            for model, rows in self._rows.items():
                copy_rows(model, rows)
        self._rows.clear()


def copy_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write new rows of one table. A number the database gives out is left to it, and not read back."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            values = (field.pre_save(row, True) for field in fields)
            copy.write_row(
                [field.get_db_prep_save(each, connection) for field, each in zip(fields, values, strict=True)]
            )
    for row in rows:
        row._state.adding = False
