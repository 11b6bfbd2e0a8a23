"""Walk a list: one query a page, along an index, through the ``public`` connection.

Lists are walked along the btree of their rarest tag; other tags are looked up row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
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
    """A stretch of a list, whether there is more in the direction read, and how many in all where asked."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False
    count: int | None = None


class Places(NamedTuple):
    """Where a stretch of ranked rows begins and ends, and the step in which it is read (-1 is upward)."""

    start: int
    stop: int
    step: int


Statement = tuple[str, tuple[Any, ...]]
"""SQL with its values."""


POSITIONS: dict[str, tuple[type, ...]] = {
    "-date": (date, UUID),
    "date": (date, UUID),
    "-published": (int, UUID),
    "name": (str, UUID),
    "relevance": (int,),
}
"""What a place in each order is made of."""


def rows(
    selection: Selection,
    size: int,
    *,
    position: tuple[str, ...] = (),
    backward: bool = False,
    counted: Statement | None = None,
) -> Rows:
    """Read a stretch of a list: ``size`` rows after a position, or before it, always in the list's order.

    ``counted`` is a statement that counts the list, to be asked along with the rows.
    """
    selection = settle(selection)
    if selection.among == () and not selection.as_of:
        return Rows(count=0)
    found, count = _read(selection, Stretch(selection.order(), size + 1, position, backward), counted)
    more = len(found) > size
    found = found[:size]
    return Rows(list(reversed(found)) if backward else found, more, count)


def place_beyond(selection: Selection, count: int, position: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the place of the last of the next ``count`` rows where there are more behind it, else none."""
    selection = settle(selection)
    found, _ = _read(selection, Stretch(selection.order(), 2, position, False, skip=count - 1))
    return found[0].position if len(found) == 2 else ()


def _read(
    selection: Selection, stretch: Stretch, counted: Statement | None = None
) -> tuple[list[Row], int | None]:
    """Read a stretch in the direction asked for, and what ``counted`` counts where there are rows."""
    composed = _composed if selection.among is None else _compose  # candidates are of no use to others
    try:
        sql, values = composed(selection, stretch)
    except EmptyResultSet:  # a position that none can have
        return [], None
    if counted:
        sql = f"SELECT found.*, ({counted[0]}) FROM ({sql}) AS found {stretch.again}"  # noqa: S608  # Django's
        values = (*counted[1], *values)
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(sql, values)
        read = cursor.fetchall()
    number = int(read[0][-1]) if counted and read else None
    if stretch.order == "relevance":
        first, _stop, step = stretch.places
        ranked = [Row(row[0], (str(first + at),)) for at, row in enumerate(read, 1)]
        return ranked[::step], number
    return [Row(text, (str(first), str(identity))) for text, first, identity, *_ in read], number


def _compose(selection: Selection, stretch: Stretch) -> tuple[str, tuple[Any, ...]]:
    """Compose the SQL of a stretch: of one table, or of several put together in the list's order."""
    if stretch.order == "relevance":
        places = stretch.places
        return _ranked(selection)[places.start : places.stop].query.sql_with_params()
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
    skip: int = 0

    @property
    def again(self) -> str:
        """Order rows that were read once more, where something is put around them."""
        if self.order == "relevance":
            return "ORDER BY first DESC, identity DESC"
        down = " DESC" if self.sign else ""
        return f"ORDER BY late{down}, first{down}, identity{down}"

    @property
    def places(self) -> Places:
        """Give the places among ranked candidates; a position is a count of rows from the top."""
        most = settings.SEARCH_CANDIDATES
        place = max(0, min(int(self.position[0]) + self.skip, most)) if self.position else self.skip
        stop = max(0, place - 1) if self.backward else place + self.size
        start = max(0, stop - self.size) if self.backward else place
        return Places(start, stop, -1 if self.backward else 1)

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


def _ranked(selection: Selection) -> QuerySet[Any, tuple[Any, ...]]:
    """Put the candidates into the order of their rank, the best match first."""
    axis = axis_of(selection)
    row = SearchRow.objects.filter(listing_id=OuterRef(axis.listing)).annotate(
        rank=SearchRank("vector", query(selection.words))
    )
    ranked = narrowed(selection, axis).annotate(first=Subquery(row.values("rank")), identity=F(axis.id))
    found: QuerySet[Any, tuple[Any, ...]] = ranked.values_list(axis.text, "first", "identity")
    return found.order_by("-first", "-identity")
