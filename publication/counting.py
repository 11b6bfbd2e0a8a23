"""Count what a selection holds: from the tallies where they know it, else by its links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db import connections
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, When
from django.db.models.functions import ExtractYear

from publication.models import Link, Listing, Tally
from publication.reading import PUBLIC
from publication.selecting import Selection, axes_of, axis_of, narrowed

Counts = list[tuple[str, int]]
"""Values with how many records bear each, the most frequent first."""

Years = list[tuple[int, int]]
"""Years with how many records each has, newest first."""

OPEN_YEAR: Final = 0
"""The year of records whose date does not settle one."""


@dataclass(frozen=True, slots=True)
class Table:
    """How many records there are of each year and kind."""

    numbers: Mapping[tuple[int, str], int]

    @property
    def count(self) -> int:
        """Give how many there are in all."""
        return sum(self.numbers.values())

    @property
    def years(self) -> Years:
        """Count by year, newest first, those of no settled year last as ``OPEN_YEAR``."""
        found = Counter[int]()
        for (year, _), number in self.numbers.items():
            found[year] += number
        return sorted(found.items(), reverse=True)

    @property
    def kinds(self) -> Counts:
        """Count by kind, the most frequent first."""
        found = Counter[str]()
        for (_, kind), number in self.numbers.items():
            found[kind] += number
        return sorted(found.items(), key=_most_frequent)


def count(selection: Selection) -> int:
    """Count the records of a selection; of one that was capped, those among the candidates."""
    if selection.among is not None and selection.type != "meeting" and not selection.as_of:
        return len(selection.among)
    standing = _tallied(selection)
    if standing is not None:
        return standing.aggregate(sum=Sum("count"))["sum"] or 0
    return _by_links(selection).count()


def statement(selection: Selection) -> tuple[str, tuple[Any, ...]] | None:
    """Compose the SQL that counts a selection of words by its links; none where less tells its number."""
    if not selection.words or (selection.type != "meeting" and not selection.as_of):
        return None
    sql, values = _by_links(selection).query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS counted", values  # noqa: S608  # Django composed it


def _by_links(selection: Selection) -> QuerySet[Any, Any]:
    """Select what stands in a selection, of every table where it stands."""
    found = [narrowed(selection, axis).order_by().values_list(axis.id) for axis in axes_of(selection)]
    return found[0].union(*found[1:], all=True) if found[1:] else found[0]


def tallied(selection: Selection) -> Table | None:
    """Read all that the tallies know of a selection; None where it asks for more than they know."""
    statement = _by_year_and_kind(selection)
    if statement is None:
        return None
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(*statement)
        return Table({(year, kind): number for year, kind, number in cursor.fetchall()})


@lru_cache(maxsize=1024)
def _by_year_and_kind(selection: Selection) -> tuple[str, tuple[Any, ...]] | None:
    """Compose the SQL that reads tallies; kept, for that takes longer than all else an answer needs."""
    standing = _tallied(selection)
    return None if standing is None else _summed(standing, "year", "kind").query.sql_with_params()


def by_year(selection: Selection) -> Years:
    """Count the newest records by year, newest first, those of no settled year last as ``OPEN_YEAR``."""
    settled = When(earliest__year=ExtractYear("sort_on"), then=ExtractYear("sort_on"))
    found = Listing.objects.using(PUBLIC).filter(id__in=newest(selection))
    year = Case(settled, default=OPEN_YEAR, output_field=IntegerField())
    return sorted(found.values_list(year).annotate(sum=Count("*")), reverse=True)


def by_tag(selection: Selection, axes: Sequence[str]) -> dict[str, Counts]:
    """Count, by axis, how many records of a selection bear each value.

    Of a selection larger than ``FACET_ROWS`` only the newest are counted, unless ``tallies`` know it.
    """
    if not axes:
        return {}
    wanted = Q()
    for axis in axes:
        wanted |= Q(tag__startswith=f"{axis}:")
    rows: QuerySet[Any, tuple[Any, ...]]
    if tallies(selection):
        kinds = Q(kind__in=[tag.partition(":")[2] for tag in selection.tags]) if selection.tags else Q()
        rows = _summed(Tally.objects.using(PUBLIC).filter(wanted, kinds, type=selection.type), "tag")
    else:
        links = Link.objects.using(PUBLIC).filter(wanted, listing_id__in=newest(selection))
        rows = links.values_list("tag").annotate(sum=Count("*"))
    found: dict[str, Counts] = defaultdict(list)
    for tag, number in sorted(rows, key=_most_frequent):
        axis, _, value = tag.partition(":")
        found[axis].append((value, number))
    return found


def tallies(selection: Selection) -> bool:
    """Whether the tallies know of every value how many records of a selection bear it: all, or one kind."""
    kinds = [tag for tag in selection.tags if tag.startswith("kind:")]
    narrow = selection.bounded or selection.type == "meeting"
    return not narrow and len(kinds) == len(selection.tags) <= 1


def _most_frequent(counted: tuple[str, int]) -> tuple[int, str]:
    value, number = counted
    return -number, value


def _summed(tallies: QuerySet[Tally], *by: str) -> QuerySet[Any, tuple[Any, ...]]:
    return tallies.values_list(*by).annotate(sum=Sum("count"))


def _tallied(selection: Selection) -> QuerySet[Tally] | None:
    """Select the tallies that add up to a selection; None where it asks for more than they know."""
    kinds = [tag.partition(":")[2] for tag in selection.tags if tag.startswith("kind:")]
    others = [tag for tag in selection.tags if not tag.startswith("kind:")]
    if selection.type == "meeting" or len(kinds) > 1 or len(others) > 1 or selection.bounded:
        return None
    found = Tally.objects.using(PUBLIC).filter(type=selection.type, tag=others[0] if others else "")
    return found.filter(kind=kinds[0]) if kinds else found


def beyond(selection: Selection) -> bool:
    """Whether a selection holds more records than are counted."""
    return bool(_newest_first(selection)[settings.FACET_ROWS : settings.FACET_ROWS + 1])


def newest(selection: Selection) -> QuerySet[Any, Any]:
    """Select the ids of the newest records of a selection, as many as are counted."""
    found = _newest_first(selection).using(None)  # the query around it says where it is asked
    return found[: settings.FACET_ROWS]


def _newest_first(selection: Selection) -> QuerySet[Any, Any]:
    axis = axis_of(selection)
    return narrowed(selection, axis).order_by(F("sort_on").desc(), F(axis.id).desc()).values(axis.id)
