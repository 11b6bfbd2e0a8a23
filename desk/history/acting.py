"""Tell the database on whose behalf it is written to; the triggers of the history read it there.

It is told for the transaction alone, so that a connection that serves the next person knows nothing of the
last. Commands say who they are once, when they connect (see config/command_line.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

WRITING: Final = ("INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "TRUNCATE")
"""How statements begin that may change rows."""

SAY: Final = (
    "SELECT set_config('chancery.by', %s, true), set_config('chancery.origin', %s, true), "
    "set_config('chancery.reason', %s, true), set_config('chancery.change_set', '', true)"
)
UNSAY: Final = "; ".join(
    f"SET LOCAL chancery.{name} TO DEFAULT" for name in ("by", "origin", "reason", "change_set")
)


class Actor(NamedTuple):
    """Who acts (the name they log in with), from where and why."""

    by: str
    origin: str
    reason: str


class Teller:
    """Say who acts before the first statement of each transaction that may change rows."""

    def __init__(self, actor: Callable[[], Actor]) -> None:
        self._actor = actor
        self._told_in: list[str] | None = None  # the savepoints open when it was told; None: not told

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Run a statement, having told; what Django writes outside a transaction gets one of its own."""
        connection: Any = context["connection"]
        if connection.connection.info.transaction_status == TransactionStatus.IDLE:
            self._told_in = None
        if not str(sql).lstrip(" \n\t(").upper().startswith(WRITING):
            return execute(sql, params, many, context)
        if not connection.in_atomic_block:
            with transaction.atomic(using=connection.alias):
                self._tell(connection)
                return execute(sql, params, many, context)
        if not self._holds(connection):
            self._tell(connection)
        return execute(sql, params, many, context)

    def _holds(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether what was told still stands: a savepoint that ended may have taken it back."""
        told = self._told_in
        return told is not None and connection.savepoint_ids[: len(told)] == told

    def _tell(self, connection: BaseDatabaseWrapper) -> None:
        actor = self._actor()  # may ask the database who is logged in
        with connection.cursor() as cursor:
            cursor.execute(SAY, actor)
        self._told_in = list(connection.savepoint_ids)

    def fall_silent(self, connection: BaseDatabaseWrapper) -> None:
        """Take back what was told, where the transaction goes on without the one who acted."""
        if self._told_in is not None and connection.in_atomic_block and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(UNSAY)


@contextmanager
def acting(actor: Callable[[], Actor]) -> Iterator[None]:
    """Let all that is written within be kept as somebody's doing; they are asked for when it is written."""
    connection = connections["default"]
    teller = Teller(actor)
    with connection.execute_wrapper(teller):
        try:
            yield
        finally:
            teller.fall_silent(connection)
