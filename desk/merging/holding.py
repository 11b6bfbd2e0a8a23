"""Hold everything still that a merge touches, so that nobody waits for it in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import OperationalError, connection, transaction

from desk.merging.references import owner_kinds
from desk.review.company import ORDER
from publication.drafting import Problem, Publishable
from publication.ledger import queue_for_ledger
from publication.publishing import Refused

PATIENCE: Final = "900ms"
"""How long a merge that holds tables waits for saves; less than PostgreSQL takes to look for a circle."""

LONGER: Final = "2s"
"""How long it waits while it holds none; PostgreSQL sends its own housekeeping away after one second."""

ROUNDS: Final = 3

BUSY: Final = "Somebody is just saving, or a file is being loaded: nothing was merged. Try again in a moment."


def hold(kind: type[Publishable]) -> None:
    """Wait for the ledger and for saves under way, and keep further ones waiting for the rest of it all.

    A save locks a working copy first and what it refers to later, so the tables are taken in that order.
    Reading goes on. Gives way, as ``Refused``, to what takes longer.
    """
    queue_for_ledger()
    kinds = sorted({kind, *owner_kinds(kind)}, key=lambda each: -ORDER.index(each.record_type))
    tables = [each._meta.db_table for each in kinds]
    for _ in range(ROUNDS):
        busy = taken(tables, PATIENCE)
        if busy is None:
            return
        with transaction.atomic():
            taken([busy], LONGER)
            transaction.set_rollback(True)  # it was only waited for; nothing may be held while waiting
    raise Refused([Problem("", BUSY)])


def taken(tables: Sequence[str], patience: str) -> str | None:
    """Lock all tables, or none; gives the one that could not be had in time."""
    table = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{patience}'")
            for table in tables:
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError:
        return table
    return None
