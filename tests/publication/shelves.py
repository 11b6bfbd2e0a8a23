"""Read the reading tables whole, so that tests can compare them before and after."""

from __future__ import annotations

from typing import Any

from django.db import connection

TABLES = ("listing", "link", "part", "partlink", "tally", "searchrow", "former", "word")
"""The reading tables, each named without its prefix."""


def shelves() -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every reading table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM publication_{table} AS t ORDER BY 1")
            found[table] = cursor.fetchall()
        cursor.execute("SELECT (listing_id, country, level, days)::text FROM publication_service ORDER BY 1")
        found["service"] = cursor.fetchall()  # its rows have no identity of their own
    return found


def check_deferred_constraints() -> None:
    """Do now what the end of the test's transaction would do; the tables cannot be emptied before."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def tamper(statement: str, values: list[Any] | None = None) -> int:
    """Run a statement as somebody who muted the ledger's guard; gives how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publication_edition DISABLE TRIGGER USER")
        cursor.execute(statement, values or [])
        changed: int = cursor.rowcount
        cursor.execute("ALTER TABLE publication_edition ENABLE ALWAYS TRIGGER ledger_rows_are_frozen")
        cursor.execute("ALTER TABLE publication_edition ENABLE ALWAYS TRIGGER ledger_is_frozen")
    return changed
