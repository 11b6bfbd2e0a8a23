"""Check what the database refuses, deferred constraints included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model


def refuses(constraint: str, row: Model) -> None:
    """Check that saving the row breaks this constraint (or message) and no other."""
    refuses_to(constraint, row.save)


def refuses_to(constraint: str, act: Callable[[], object]) -> None:
    """Check that an act breaks this constraint and no other."""

    def in_one_go() -> None:
        act()
        check_deferred()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        in_one_go()


def check_deferred() -> None:
    """Let the database check now what it would check at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
