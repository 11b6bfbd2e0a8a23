"""Say which records a list holds, and along which index they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from publication.models import Edition, Former, Link, Listing, Part, PartLink, SearchRow, Service
from publication.models.listing import UNDATED
from publication.reading import PUBLIC
from publication.vocabulary import EditionState

RARITY = ("pair", "agreement", "official", "host", "visitor", "status", "visit_kind", "sector", "country")
"""Axes whose tags are borne by few records, rarest first: a list is walked along the first of these."""

EVENTS_BY = {
    "relation": "pair",
    "country": "country",
    "official": "official",
    "sector": "sector",
    "agreement": "agreement",
}
"""The axis whose tags name the records of a type."""

LOOKED_UP = 4
"""How many tags beside the rarest are looked up row by row, each by itself."""

NAMED = ("official", "country", "sector", "relation")
"""Record types whose lists stand in the order of their titles."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a list holds: type (or «meeting»), tags they all bear, days, words, and the order.

    ``among`` are the records that its words found, where they were looked up (``shortlisting.settle``), and
    ``capped`` says that there are more of them.
    """

    type: str
    tags: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    possible: bool = False
    words: str = ""
    published_since: datetime | None = None
    as_of: datetime | None = None
    serving_on: date | None = None
    ordering: str = ""
    among: tuple[UUID, ...] | None = field(default=None, repr=False)
    capped: bool = field(default=False, repr=False)

    @property
    def bounded(self) -> bool:
        """Whether more than tags narrows it."""
        instants = self.published_since or self.as_of
        return bool(self.first or self.last or self.words or instants or self.serving_on)

    def name(self) -> str:
        """Name the selection, so that a cursor can be tied to it."""
        return repr(self)

    def order(self) -> str:
        """Give the order in force: the one asked for, else by title or newest first."""
        return self.ordering or ("name" if self.type in NAMED else "-date")


@dataclass(frozen=True, slots=True)
class Axis:
    """Where date-ordered rows are read: a table, and the paths to what its rows say.

    ``edition`` is the path to what is said of the edition: ``serial``, ``published_at``, ``sort_title``.
    ``serial`` is the nearest place where its serial stands.
    """

    rows: QuerySet[Any]
    id: str
    text: str
    earliest: str
    listing: str
    serial: str = "serial"
    edition: str = ""


def axes_of(selection: Selection) -> list[Axis]:
    """Name the tables to walk: what stands, and as of an instant also what stood then and no longer does."""
    return [axis_of(selection), *([_former(selection)] if selection.as_of else [])]


def axis_of(selection: Selection) -> Axis:
    """Choose the table of what stands to walk: the rows themselves, or the links of the rarest tag."""
    meeting = selection.type == "meeting"
    tags = sorted(selection.tags, key=_rarity)
    if not tags and meeting:
        return Axis(Part.objects.all(), "id", "text", "earliest", "listing_id", edition="listing__")
    if not tags:
        standing = Listing.objects.filter(type=selection.type, state=EditionState.PUBLISHED)
        return Axis(standing, "id", "list_text", "earliest", "id")
    if meeting:
        axis = Axis(
            PartLink.objects.filter(tag=tags[0]),
            "part_id",
            "part__text",
            "part__earliest",
            "part__listing_id",
            "part__serial",
            "part__listing__",
        )
    else:
        links = Link.objects.filter(type=selection.type, tag=tags[0])
        paths = ("listing_id", "listing__list_text", "listing__earliest", "listing_id")
        axis = Axis(links, *paths, "listing__serial", "listing__")
    return replace(axis, rows=_bearing(axis, tags[1:], PartLink if meeting else Link))


def _bearing(axis: Axis, tags: Sequence[str], links: type[Model]) -> QuerySet[Any]:
    """Keep the rows that bear all of these tags.

    Each of the first is looked up by itself; the others are counted together, as the database would need a
    second to plan twenty look-ups.
    """
    found, own = axis.rows, links._default_manager.filter(**{axis.id: OuterRef(axis.id)})
    for tag in tags[:LOOKED_UP]:
        found = found.filter(Exists(own.filter(tag=tag)))
    if others := tags[LOOKED_UP:]:
        borne = own.filter(tag__in=others).values(axis.id).annotate(number=Count("*")).values("number")
        found = found.alias(borne=Subquery(borne)).filter(borne=len(others))
    return found


def _former(selection: Selection) -> Axis:
    """Choose the rows that stood at an instant and no longer do; none are kept of what was taken back."""
    rows = Former.objects.filter(type=selection.type, until__gt=_newest_at(selection.as_of))
    if selection.tags:
        rows = rows.filter(tags__contains=list(selection.tags))
    return Axis(rows, "id", "text", "earliest", "record")


def _newest_at(instant: datetime | None) -> Subquery:
    """Find the serial of the newest edition at an instant; nothing compares to it where there was none."""
    editions = Edition.objects.filter(published_at__lte=instant).order_by("-published_at", "-serial")
    return Subquery(editions.values("serial")[:1])


def _rarity(tag: str) -> int:
    axis = tag.split(":", 1)[0]
    return RARITY.index(axis) if axis in RARITY else len(RARITY)


def narrowed(selection: Selection, axis: Axis) -> QuerySet[Any]:
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
        found = _worded(found, axis, selection)
    if selection.published_since:
        found = found.filter(**{f"{axis.edition}published_at__gte": selection.published_since})
    if selection.serving_on:
        found = _serving(found, axis, selection)
    if selection.as_of:
        found = found.filter(**{f"{axis.serial}__lte": _newest_at(selection.as_of)})
    return found


def _serving(found: QuerySet[Any], axis: Axis, selection: Selection) -> QuerySet[Any]:
    """Keep those who may have been in office on a day: for the country and at the level asked for, if any."""
    asked: dict[str, list[str]] = {"country": [], "office_level": []}
    for tag in selection.tags:
        name, _, value = tag.partition(":")
        asked.get(name, []).append(value)
    countries, levels = asked.values()
    held = Service.objects.filter(listing_id=OuterRef(axis.listing), days__contains=selection.serving_on)
    held = held.filter(country__in=countries) if countries else held
    held = held.filter(level__in=levels) if levels else held
    if len(countries) < 2 and len(levels) < 2:
        return found.filter(Exists(held))
    each = Concat("country" if countries else Value(""), Value(" "), "level" if levels else Value(""))
    posts = held.values("listing_id").annotate(number=Count(each, distinct=True)).values("number")
    served: QuerySet[Any] = found.alias(posts=Subquery(posts))
    return served.filter(posts=max(len(countries), 1) * max(len(levels), 1))


def _worded(found: QuerySet[Any], axis: Axis, selection: Selection) -> QuerySet[Any]:
    """Keep the rows that words find: those looked up, or row by row; of former rows by what stood in them."""
    words, kept = query(selection.words), found
    if found.model is Former:
        kept = found.annotate(stood=SearchVector("prose", config="chancery")).filter(stood=words)
    elif selection.among is not None:
        among = RawSQL("SELECT unnest(%s::uuid[])", [list(selection.among)])
        kept = found.filter(**{f"{axis.listing}__in": among})
    else:
        rows = SearchRow.objects.filter(listing_id=OuterRef(axis.listing), vector=words)
        kept = found.filter(Exists(rows))
    return kept


def query(words: str) -> SearchQuery:
    """Read words as people type them in a search box: quotes for a phrase, - for without."""
    return SearchQuery(words, config="chancery", search_type="websearch")
