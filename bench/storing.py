"""Write many rows at once: as text into a table of their own, and from there in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Field, Model
from psycopg import sql

from relations.dates import PartialDate

KEPT_BY: Final = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'kept\\_%'"


@contextmanager
def unwatched() -> Iterator[None]:
    """Keep no history of what is written here: nobody asks for it, and it costs more than the rows."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT_BY)
        watching = cursor.fetchall()
        for table, trigger in watching:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be altered
        for table, trigger in watching:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


def store(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows of these columns; all others are as the model has them unless told."""
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    names = sql.SQL(", ").join(map(sql.Identifier, fields))
    values = sql.SQL(", ").join([
        sql.Identifier(name) if name in columns else unless_told(field) for name, field in fields.items()
    ])  # fmt: skip
    table, told = sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMP TABLE coming AS SELECT {} FROM {} LIMIT 0").format(told, table))
        with cursor.copy("COPY coming FROM STDIN") as copy:
            for row in rows:
                copy.write("\t".join(map(as_text, row)) + "\n")
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM coming").format(table, names, values))
        cursor.execute("DROP TABLE coming")


def unless_told(field: Field[Any, Any]) -> sql.Composable:
    """Write what a column holds where nothing is told."""
    if field.primary_key:
        return sql.SQL("uuidv7()")
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return sql.SQL("now()")
    value = field.get_db_prep_save(field.get_default(), connection)
    return sql.SQL("{}::{}").format(sql.Literal(value), sql.SQL(field.db_type(connection) or "text"))


def as_text(value: object) -> str:
    """Write a value as COPY takes it; our texts have no signs that it would mistake."""
    if value is None:
        return "\\N"
    return "{" + ",".join(map(as_text, value)) + "}" if isinstance(value, list) else str(value)


@cache
def year(number: int) -> str:
    """Write a year as a column of partial dates holds it."""
    return json.dumps(PartialDate.parse(str(number)).to_json())
