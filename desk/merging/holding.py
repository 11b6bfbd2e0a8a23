"""Hold everything still that a merge touches, so that nobody waits for it in a circle."""

from __future__ import annotations

from typing import Final

from django.db import OperationalError, connection

from desk.merging.references import owner_kinds
from desk.review.company import ORDER
from publication.drafting import Problem, Publishable
from publication.ledger import queue_for_ledger
from publication.publishing import Refused

PATIENCE: Final = "900ms"
"""How long a merge waits for saves that are under way; less than PostgreSQL takes to look for a circle."""

BUSY: Final = "Somebody is just saving, or a file is being loaded: nothing was merged. Try again in a moment."


def hold(kind: type[Publishable]) -> None:
    """Wait for the ledger and for saves under way, and keep further ones waiting for the rest of it all.

    A save locks a working copy first and what it refers to later, so the tables are taken in that order.
    Reading goes on. Gives way, as ``Refused``, to what takes longer.
    """
    queue_for_ledger()
    kinds = sorted({kind, *owner_kinds(kind)}, key=lambda each: -ORDER.index(each.record_type))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        try:
            for each in kinds:
                name = connection.ops.quote_name(each._meta.db_table)
                cursor.execute(f"LOCK TABLE {name} IN EXCLUSIVE MODE")
        except OperationalError as busy:
            raise Refused([Problem("", BUSY)]) from busy
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
