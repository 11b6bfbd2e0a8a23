"""Count what a selection holds by year and by what they bear on several axes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from django.db import connections

from publication.counting import newest
from publication.reading import PUBLIC
from publication.selecting import Selection

Crossed = Counter[tuple[int, tuple[str, ...]]]
"""How many records there are by year (0 where the date settles none) and values, one of each axis."""

_YEARS: Final = """
WITH e AS MATERIALIZED (
    SELECT id, CASE WHEN extract(year FROM earliest) = extract(year FROM sort_on)
        THEN extract(year FROM sort_on)::int ELSE 0 END AS year
    FROM publication_listing WHERE id IN ({newest})
)
SELECT year, {values} count(*) FROM e {joins} GROUP BY {places}
"""


BORNE: Final = """
LEFT JOIN LATERAL (
    SELECT split_part(tag, ':', 2) AS value FROM publication_link WHERE listing_id = e.id AND {borne} OFFSET 0
) AS {name} ON true
"""
"""The values that a record bears; OFFSET 0, so that they are looked up record by record."""


def crossed(selection: Selection, axes: Mapping[str, Sequence[str]], serial: int) -> Crossed:
    """Count by year and axes; of each axis the values wanted, or all where none are named.

    A record counts once for each value it bears, and under "" where it bears none that is wanted. Of a
    selection larger than ``FACET_ROWS`` the newest are counted. What was counted at a serial is kept.
    """
    return _crossed(selection, tuple((axis, tuple(values)) for axis, values in axes.items()), serial)


@lru_cache(maxsize=256)
def _crossed(selection: Selection, axes: tuple[tuple[str, tuple[str, ...]], ...], serial: int) -> Crossed:
    within, values = newest(selection).query.sql_with_params()
    joins, told = "", list[Any](values)
    for place, (axis, wanted) in enumerate(axes):
        borne = "tag = ANY(%s)" if wanted else "starts_with(tag, %s)"
        joins += BORNE.format(borne=borne, name=f"a{place}")
        told.append([f"{axis}:{value}" for value in wanted] if wanted else f"{axis}:")
    columns = "".join(f"a{place}.value, " for place in range(len(axes)))
    places = ", ".join(str(place + 1) for place in range(len(axes) + 1))
    sql = _YEARS.format(newest=within, values=columns, joins=joins, places=places)
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(sql, told)
        rows = cursor.fetchall()
    return Counter({(year, tuple(each or "" for each in found)): number for year, *found, number in rows})
