"""Walk a list: one indexed query a page, through the ``public`` connection.

Lists are walked along the btree of their rarest tag; other tags are looked up row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import connections
from django.db.models import OuterRef, Q, QuerySet, Subquery

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
    read = _by_edition if order in ("-published", "name") else _by_date
    if order == "-date" and not (selection.as_of or selection.words):
        return _newest(selection, size, position, backward, skip)
    axes = axes_of(selection)
    if len(axes) == 1:
        return read(narrowed(selection, axes[0]), axes[0], order, size, position, backward, skip)
    found = [
        read(narrowed(selection, axis), axis, order, size + skip, position, backward, 0) for axis in axes
    ]
    return _woven(found, order, backward)[skip : skip + size]


def _newest(
    selection: Selection, size: int, position: tuple[str, ...], backward: bool, skip: int
) -> list[Row]:
    """Read newest first, as most readers do."""
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(*_statement(selection, size, position, backward, skip))
        return [Row(text, (day.isoformat(), str(identity))) for text, day, identity in cursor.fetchall()]


@lru_cache(maxsize=1024)
def _statement(
    selection: Selection, size: int, position: tuple[str, ...], backward: bool, skip: int
) -> tuple[str, tuple[Any, ...]]:
    """Compose the SQL of a stretch; kept, for that takes longer than all else an answer needs."""
    axis = axis_of(selection)
    found = _ordered(narrowed(selection, axis), axis, position, descending=not backward)
    return found[skip : skip + size].query.sql_with_params()


def _woven(found: list[list[Row]], order: str, backward: bool) -> list[Row]:
    """Merge rows that were read of several tables, each in the order read."""

    def place(row: Row) -> tuple[Any, ...]:
        first, identity = row.position
        undated = order == "date" and first == UNDATED.isoformat()
        return undated, int(first) if order == "-published" else first, identity

    return sorted(chain(*found), key=place, reverse=order.startswith("-") != backward)


def _by_date(
    found: QuerySet[Any],
    axis: Axis,
    order: str,
    size: int,
    position: tuple[str, ...],
    backward: bool,
    skip: int,
) -> list[Row]:
    """Read along the date index. Undated rows stand last in both orders: oldest first reads them second."""
    if order == "-date":
        return _stretch(found, axis, size, position, descending=not backward, skip=skip)
    dated, undated = found.filter(sort_on__gt=UNDATED), found.filter(sort_on=UNDATED)
    in_undated = bool(position) and position[0] == UNDATED.isoformat()
    if backward:
        tail = _stretch(undated, axis, size, position, descending=True) if in_undated else []
        if len(tail) == size:
            return tail
        return tail + _stretch(dated, axis, size - len(tail), () if in_undated else position, descending=True)
    head = [] if in_undated else _stretch(dated, axis, size, position, descending=False, skip=skip)
    if len(head) == size:
        return head
    if skip and not in_undated:
        skip = 0 if head else skip - _beyond(dated, axis, position, descending=False).count()
    left = position if in_undated else ()
    return head + _stretch(undated, axis, size - len(head), left, descending=False, skip=skip)


def _stretch(
    found: QuerySet[Any],
    axis: Axis,
    size: int,
    position: tuple[str, ...],
    *,
    descending: bool,
    skip: int = 0,
) -> list[Row]:
    """Read rows beyond a position, down or up the index ``(sort_on, id)``."""
    values = _ordered(found, axis, position, descending)[skip : skip + size]
    return [Row(text, (day.isoformat(), str(identity))) for text, day, identity in values]


def _ordered(
    found: QuerySet[Any], axis: Axis, position: tuple[str, ...], descending: bool
) -> QuerySet[Any, tuple[Any, ...]]:
    """Put rows beyond a position into the order of the index, either way."""
    sign = "-" if descending else ""
    ordered = _beyond(found, axis, position, descending).order_by(f"{sign}sort_on", f"{sign}{axis.id}")
    return ordered.values_list(axis.text, "sort_on", axis.id)


def _beyond(found: QuerySet[Any], axis: Axis, position: tuple[str, ...], descending: bool) -> QuerySet[Any]:
    if not position:
        return found
    way = "lt" if descending else "gt"
    day, identity = position
    beyond = Q(**{f"sort_on__{way}": day}) | Q(**{f"{axis.id}__{way}": identity})
    return found.filter(**{f"sort_on__{way}e": day}).filter(beyond)


def _by_edition(
    found: QuerySet[Any],
    axis: Axis,
    order: str,
    size: int,
    position: tuple[str, ...],
    backward: bool,
    skip: int,
) -> list[Row]:
    """Read rows by title, or newest published first."""
    fields = (f"{axis.edition}{'sort_title' if order == 'name' else 'serial'}", axis.id)
    descending = backward if order == "name" else not backward
    way, sign = ("lt", "-") if descending else ("gt", "")
    if position:
        first, second = fields
        beyond = Q(**{f"{first}__{way}": position[0]}) | Q(
            **{first: position[0], f"{second}__{way}": position[1]}
        )
        found = found.filter(beyond)
    ordered = found.order_by(*(f"{sign}{each}" for each in fields))
    values = ordered.values_list(axis.text, *fields)[skip : skip + size]
    return [Row(text, tuple(str(each) for each in place)) for text, *place in values]


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
