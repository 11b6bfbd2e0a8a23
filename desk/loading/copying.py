"""Write many new rows by COPY: a third of the time that INSERT takes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models, transaction

from desk.facts.batch import Batch
from publication.copying import copy_values, own_fields


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
    fields = own_fields(model)
    values = (
        [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields] for row in rows
    )
    copy_values(model, values)
    for row in rows:
        row._state.adding = False
