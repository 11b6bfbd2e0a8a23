"""Read the public record: one indexed query a list, one row a record, through the ``public`` connection.

Lists are walked along the btree of their rarest tag; other tags are looked up row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from publication.models import Edition, Link, Listing, Part, PartLink, SearchRow
from publication.models.listing import UNDATED
from publication.vocabulary import EditionState

PUBLIC = "public"
"""The database alias of public reads: it may SELECT the published tables and nothing else."""

RARITY = ("pair", "agreement", "official", "host", "visitor", "status", "visit_kind", "sector", "country")
"""Axes whose tags are borne by few records, rarest first: a list is walked along the first of these."""

NAMED = ("official", "country", "sector", "relation")
"""Record types whose lists stand in the order of their titles."""

CANDIDATES = 1000
"""How many matches a search looks at, at most."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a list holds: type (or «meeting»), tags they all bear, days, words, and the order."""

    type: str
    tags: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    possible: bool = False
    words: str = ""
    published_since: datetime | None = None
    ordering: str = ""

    def name(self) -> str:
        """Name the selection, so that a cursor can be tied to it."""
        return repr(self)

    def order(self) -> str:
        """Give the order in force: the one asked for, else by title or newest first."""
        return self.ordering or ("name" if self.type in NAMED else "-date")


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


def last_serial() -> int:
    """Give the newest serial, 0 for an empty ledger."""
    return Edition.objects.using(PUBLIC).last_serial()


def last_change() -> tuple[int, datetime | None]:
    """Give the newest serial and when it was published."""
    newest = Edition.objects.using(PUBLIC).order_by("-serial").values_list("serial", "published_at").first()
    return newest or (0, None)


def record(record_type: str, key: str) -> Listing | None:
    """Find the current edition of a record, of whatever state."""
    return Listing.objects.using(PUBLIC).filter(type=record_type, key=key).first()


def editions(record_type: str, key: str) -> QuerySet[Edition]:
    """Select the editions of a record, newest first, without their documents."""
    return (
        Edition.objects.using(PUBLIC).filter(type=record_type, key=key).order_by("-version").defer("document")
    )


def edition(record_type: str, key: str, version: int) -> Edition | None:
    """Find one edition of a record."""
    return Edition.objects.using(PUBLIC).filter(type=record_type, key=key, version=version).first()


def changes(since: int, size: int) -> list[Edition]:
    """List the editions after a serial, oldest first; one more than asked for tells that there are more."""
    return list(Edition.objects.using(PUBLIC).after(since)[: size + 1])


def unspeakable(records: Sequence[UUID]) -> set[UUID]:
    """Find which of these records were withdrawn or retracted: their old documents are not shown either."""
    ended = Listing.objects.using(PUBLIC).filter(id__in=records, state__in=("withdrawn", "retracted"))
    return set(ended.values_list("id", flat=True))


def missing(mentions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Find which of these records, by type and key, the public record does not hold."""
    keys = [key for _, key in mentions]
    found = set(Listing.objects.using(PUBLIC).filter(key__in=keys).values_list("type", "key"))
    return [mention for mention in mentions if mention not in found]


def rows(selection: Selection, size: int, *, position: tuple[str, ...] = (), backward: bool = False) -> Rows:
    """Read a stretch of a list: ``size`` rows after a position, or before it, always in the list's order."""
    order = selection.order()
    found = _read(selection, order, size + 1, position, backward)
    more = len(found) > size
    found = found[:size]
    return Rows(list(reversed(found)) if backward else found, more)


def _read(
    selection: Selection, order: str, size: int, position: tuple[str, ...], backward: bool
) -> list[Row]:
    if order == "relevance":
        return _ranked(selection, size, position, backward)
    if order in ("-published", "name"):
        return _by_listing(selection, order, size, position, backward)
    return _by_date(selection, order, size, position, backward)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where date-ordered rows are read: a table, and the paths to what its rows say."""

    rows: QuerySet[Any]
    id: str
    text: str
    earliest: str
    listing: str


def _axis(selection: Selection) -> _Axis:
    """Choose the table to walk: the rows themselves, or the links of the rarest tag."""
    meeting = selection.type == "meeting"
    tags = sorted(selection.tags, key=_rarity)
    if not tags and meeting:
        return _Axis(Part.objects.all(), "id", "text", "earliest", "listing_id")
    if not tags:
        standing = Listing.objects.filter(type=selection.type, state=EditionState.PUBLISHED)
        return _Axis(standing, "id", "list_text", "earliest", "id")
    if meeting:
        axis = _Axis(
            PartLink.objects.filter(tag=tags[0]),
            "part_id",
            "part__text",
            "part__earliest",
            "part__listing_id",
        )
    else:
        links = Link.objects.filter(type=selection.type, tag=tags[0])
        axis = _Axis(links, "listing_id", "listing__list_text", "listing__earliest", "listing_id")
    others = PartLink if meeting else Link
    found = axis.rows
    for tag in tags[1:]:
        found = found.filter(
            Exists(others._default_manager.filter(**{axis.id: OuterRef(axis.id), "tag": tag}))
        )
    return _Axis(found, axis.id, axis.text, axis.earliest, axis.listing)


def _rarity(tag: str) -> int:
    axis = tag.split(":", 1)[0]
    return RARITY.index(axis) if axis in RARITY else len(RARITY)


def _narrowed(selection: Selection, axis: _Axis) -> QuerySet[Any]:
    """Keep the rows whose days and words fit."""
    found = axis.rows.using(PUBLIC)
    first, last = selection.first, selection.last
    if selection.possible:
        if first:
            found = found.filter(Q(sort_on__gte=first) | Q(sort_on=UNDATED))
        if last:
            found = found.filter(
                Q(**{f"{axis.earliest}__lte": last}) | Q(**{f"{axis.earliest}__isnull": True})
            )
    else:
        if first:
            open_end = Q() if last else Q(sort_on=UNDATED)  # it began in time and has no end to be too late
            found = found.filter(Q(sort_on__gte=first) | open_end, **{f"{axis.earliest}__gte": first})
        if last:
            found = found.filter(sort_on__lte=last, sort_on__gt=UNDATED)
    if selection.words:
        found = found.filter(**{f"{axis.listing}__in": _candidates(selection.words)})
    if selection.published_since:
        since = Listing.objects.filter(published_at__gte=selection.published_since).values("id")
        found = found.filter(**{f"{axis.listing}__in": since})
    return found


def query(words: str) -> SearchQuery:
    """Read words as people type them in a search box: quotes for a phrase, - for without."""
    return SearchQuery(words, config="chancery", search_type="websearch")


def _candidates(words: str) -> QuerySet[SearchRow, Any]:
    return SearchRow.objects.filter(vector=query(words)).values("listing_id")[:CANDIDATES]


def _by_date(
    selection: Selection, order: str, size: int, position: tuple[str, ...], backward: bool
) -> list[Row]:
    """Read along the date index. Undated rows stand last in both orders: oldest first reads them second."""
    axis = _axis(selection)
    found = _narrowed(selection, axis)
    if order == "-date":
        return _stretch(found, axis, size, position, descending=not backward)
    dated, undated = found.filter(sort_on__gt=UNDATED), found.filter(sort_on=UNDATED)
    in_undated = bool(position) and position[0] == UNDATED.isoformat()
    if backward:
        tail = _stretch(undated, axis, size, position, descending=True) if in_undated else []
        if len(tail) == size:
            return tail
        return tail + _stretch(dated, axis, size - len(tail), () if in_undated else position, descending=True)
    head = [] if in_undated else _stretch(dated, axis, size, position, descending=False)
    if len(head) == size:
        return head
    return head + _stretch(undated, axis, size - len(head), position if in_undated else (), descending=False)


def _stretch(
    found: QuerySet[Any], axis: _Axis, size: int, position: tuple[str, ...], *, descending: bool
) -> list[Row]:
    """Read rows beyond a position, down or up the index ``(sort_on, id)``."""
    way = "lt" if descending else "gt"
    if position:
        day, identity = position
        beyond = Q(**{f"sort_on__{way}": day}) | Q(**{f"{axis.id}__{way}": identity})
        found = found.filter(**{f"sort_on__{way}e": day}).filter(beyond)
    sign = "-" if descending else ""
    values = found.order_by(f"{sign}sort_on", f"{sign}{axis.id}").values_list(axis.text, "sort_on", axis.id)[
        :size
    ]
    return [Row(text, (day.isoformat(), str(identity))) for text, day, identity in values]


def _by_listing(
    selection: Selection, order: str, size: int, position: tuple[str, ...], backward: bool
) -> list[Row]:
    """Read rows by title, or newest published first."""
    axis = _axis(selection)
    path = (
        axis.text.rpartition("list_text")[0] if selection.type != "meeting" else axis.text[:-4] + "listing__"
    )
    fields = (f"{path}sort_title", axis.id) if order == "name" else (f"{path}serial", axis.id)
    descending = backward if order == "name" else not backward
    found = _narrowed(selection, axis)
    way, sign = ("lt", "-") if descending else ("gt", "")
    if position:
        first, second = fields
        beyond = Q(**{f"{first}__{way}": position[0]}) | Q(
            **{first: position[0], f"{second}__{way}": position[1]}
        )
        found = found.filter(beyond)
    values = found.order_by(*(f"{sign}{each}" for each in fields)).values_list(axis.text, *fields)[:size]
    return [Row(text, tuple(str(each) for each in place)) for text, *place in values]


def _ranked(selection: Selection, size: int, position: tuple[str, ...], backward: bool) -> list[Row]:
    """Read the best matches first, among the candidates; a place is a count of rows from the top."""
    axis = _axis(selection)
    place = max(0, min(int(position[0]), CANDIDATES)) if position else 0
    stop = max(0, place - 1) if backward else place + size
    start = max(0, stop - size) if backward else place
    row = SearchRow.objects.filter(listing_id=OuterRef(axis.listing)).annotate(
        rank=SearchRank("vector", query(selection.words))
    )
    found = (
        _narrowed(selection, axis)
        .annotate(rank=Subquery(row.values("rank")))
        .order_by("-rank", f"-{axis.id}")
    )
    texts = list(found.values_list(axis.text, flat=True)[start:stop])
    ordered = [Row(text, (str(start + index),)) for index, text in enumerate(texts, 1)]
    return list(reversed(ordered)) if backward else ordered
