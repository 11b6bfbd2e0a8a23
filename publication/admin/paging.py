"""Page through a list without ever counting the whole table."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import cached_property

from publication.admin.look import AnyPaginator

MOST_ROWS: Final = 1000
"""How many rows of a list an editor can page through; the rest is reached by filters and search."""


class BoundedPaginator(AnyPaginator):
    """Count at most ``MOST_ROWS`` rows, so that a list costs the same however large the table is."""

    @property
    def full(self) -> bool:
        """Tell whether there may be more rows than can be paged through."""
        return self.count >= MOST_ROWS

    @cached_property
    def count(self) -> int:
        """Count the rows, up to the bound."""
        rows: QuerySet[Any] = self.object_list[:MOST_ROWS]  # type: ignore[assignment]  # never a list here
        return rows.count()
