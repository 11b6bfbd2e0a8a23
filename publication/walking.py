"""Walk a list: one query a page, along an index, through the ``public`` connection.

Lists are walked along the btree of their rarest tag; other tags are looked up row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value

from publication.models import SearchRow
from publication.models.listing import UNDATED
from publication.reading import PUBLIC
from publication.selecting import Axis, Selection, axes_of, axis_of, narrowed, query
from publication.shortlisting import settle


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its JSON text and its place in the order."""

    text: str
    position: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A stretch of a list, and whether there is more in the direction read."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False


POSITIONS: dict[str, tuple[type, ...]] = {
    "-date": (date, UUID),
    "date": (date, UUID),
    "-published": (int, UUID),
    "name": (str, UUID),
    "relevance": (int,),
}
"""What a place in each order is made of."""


def rows(selection: Selection, size: int, *, position: tuple[str, ...] = (), backward: bool = False) -> Rows:
    """Read a stretch of a list: ``size`` rows after a position, or before it, always in the list's order."""
    selection = settle(selection)
    if selection.among == () and not selection.as_of:
        return Rows()
    order = selection.order()
    found = _read(selection, order, size + 1, position, backward)
    more = len(found) > size
    found = found[:size]
    return Rows(list(reversed(found)) if backward else found, more)


def place_beyond(selection: Selection, count: int, position: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the place of the last of the next ``count`` rows where there are more behind it, else none."""
    selection = settle(selection)
    found = _read(selection, selection.order(), 2, position, False, skip=count - 1)
    return found[0].position if len(found) == 2 else ()


def _read(
    selection: Selection, order: str, size: int, position: tuple[str, ...], backward: bool, skip: int = 0
) -> list[Row]:
    if order == "relevance":
        return _ranked(selection, size, position, backward, skip)
    stretch = Stretch(order, size, position, backward, skip)
    composed = _composed if selection.among is None else _compose  # candidates are of no use to others
    try:
        sql, values = composed(selection, stretch)
    except EmptyResultSet:  # a position that none can have
        return []
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(sql, values)
        return [Row(text, (str(first), str(identity))) for text, first, identity, *_ in cursor.fetchall()]


def _compose(selection: Selection, stretch: Stretch) -> tuple[str, tuple[Any, ...]]:
    """Compose the SQL of a stretch: of one table, or of several put together in the list's order."""
    start, stop = stretch.skip, stretch.skip + stretch.size
    legs = [leg for axis in axes_of(selection) for leg in stretch.legs(narrowed(selection, axis), axis)]
    if len(legs) == 1:
        return legs[0][start:stop].query.sql_with_params()
    found = legs[0][:stop].union(*(leg[:stop] for leg in legs[1:]), all=True)
    ordered = found.order_by(*(f"{stretch.sign}{name}" for name in ("late", "first", "identity")))
    return ordered[start:stop].query.sql_with_params()


_composed = lru_cache(maxsize=1024)(_compose)  # composing takes longer than all else an answer needs


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows of a list are read: so many beyond a position in an order, without the first of them."""

    order: str
    size: int
    position: tuple[str, ...]
    backward: bool
    skip: int

    @property
    def sign(self) -> str:
        """Give the sign of the direction in which the index is read."""
        return "-" if self.order.startswith("-") != self.backward else ""

    def legs(self, found: QuerySet[Any], axis: Axis) -> Iterator[QuerySet[Any, tuple[Any, ...]]]:
        """Order the rows of a table as an index holds them.

        Undated rows stand last in both orders by date, and first in the index: oldest first reads them apart.
        """
        first = {"name": f"{axis.edition}sort_title", "-published": f"{axis.edition}serial"}
        if self.order != "date":
            yield self._leg(found, axis, first.get(self.order, "sort_on"), late=False)
            return
        in_undated = self.position[:1] == (UNDATED.isoformat(),)
        if self.backward or not in_undated:
            own = replace(self, position=() if in_undated else self.position)
            yield own._leg(found.filter(sort_on__gt=UNDATED), axis, "sort_on", late=False)
        if in_undated or not self.backward:
            own = replace(self, position=self.position if in_undated else ())
            yield own._leg(found.filter(sort_on=UNDATED), axis, "sort_on", late=True)

    def _leg(
        self, found: QuerySet[Any], axis: Axis, first: str, *, late: bool
    ) -> QuerySet[Any, tuple[Any, ...]]:
        if self.position:
            found = found.filter(beyond(first, axis.id, self.position, "<" if self.sign else ">"))
        named = found.annotate(first=F(first), identity=F(axis.id), late=Value(late))
        rows: QuerySet[Any, tuple[Any, ...]] = named.values_list(axis.text, "first", "identity", "late")
        return rows.order_by(f"{self.sign}{first}", f"{self.sign}{axis.id}")


def beyond(first: str, identity: str, position: tuple[str, ...], way: str) -> Func:
    """Compare a row's place with another as a whole, which an index answers in one step."""
    here, there = (
        Func(*parts, template="(%(expressions)s)", output_field=BooleanField())
        for parts in ((F(first), F(identity)), (Value(position[0]), Value(position[1])))
    )
    return Func(here, there, template="%(expressions)s", arg_joiner=f" {way} ", output_field=BooleanField())


def _ranked(
    selection: Selection, size: int, position: tuple[str, ...], backward: bool, skip: int = 0
) -> list[Row]:
    """Read the best matches first, among the candidates; a place is a count of rows from the top."""
    axis = axis_of(selection)
    place = max(0, min(int(position[0]) + skip, settings.SEARCH_CANDIDATES)) if position else skip
    stop = max(0, place - 1) if backward else place + size
    start = max(0, stop - size) if backward else place
    row = SearchRow.objects.filter(listing_id=OuterRef(axis.listing)).annotate(
        rank=SearchRank("vector", query(selection.words))
    )
    found = (
        narrowed(selection, axis).annotate(rank=Subquery(row.values("rank"))).order_by("-rank", f"-{axis.id}")
    )
    texts = list(found.values_list(axis.text, flat=True)[start:stop])
    ordered = [Row(text, (str(start + index),)) for index, text in enumerate(texts, 1)]
    return list(reversed(ordered)) if backward else ordered
