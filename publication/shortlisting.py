"""Shortlist the newest records that words find, however many there are.

The index of words gives all rows that hold a word, in no order. So the vector of a row also holds marks of
its type and of its year, month and day, and the index is asked for word and mark together, from the newest
mark on, until there are enough: of many records by days at first, then by months, years and decades. A word
that is so rare that the days hold too few is rare enough for the months, and so on: what is read beyond the
candidates is little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.models.expressions import RawSQL

from publication.reading import PUBLIC
from publication.selecting import Selection, axis_of, narrowed

DATED: Final = ("event", "agreement")
"""Record types that are shortlisted day by day; of the others there are few, and most have no day."""

BY_MONTHS: Final = 50_000
BY_DAYS: Final = 500_000
"""Records beyond which the index is asked by months too, and by days: of few, a year holds few."""

PERIODS: Final = """
kinds AS (SELECT * FROM unnest(%(kinds)s::text[], %(shares)s::int[]) AS kinds (type, share)),
extent AS (
    SELECT max(newest) AS newest, min(oldest) AS oldest, (
            SELECT coalesce(sum(count), 0) FROM publication_tally
            WHERE type IN (SELECT type FROM kinds) AND tag = ''
        ) AS many,
        date_trunc('month', least(max(newest), %(last)s::date, CURRENT_DATE)::timestamp) AS month,
        date_trunc('year', least(max(newest), %(last)s::date, CURRENT_DATE) - interval '1 year') AS year,
        date_trunc('decade', least(max(newest), %(last)s::date, CURRENT_DATE) - interval '3 years') AS decade
    FROM kinds,
        LATERAL (SELECT sort_on AS newest FROM publication_listing l
            WHERE l.type = kinds.type AND state = 'published' ORDER BY sort_on DESC, id DESC LIMIT 1) AS n,
        LATERAL (SELECT sort_on AS oldest FROM publication_listing l
            WHERE l.type = kinds.type AND state = 'published' AND sort_on > '0001-01-01'
            ORDER BY sort_on, id LIMIT 1) AS o
),
periods AS (
    SELECT day, to_char(day, 'YYYY-MM-DD') AS name FROM extent,
        generate_series(month - interval '1 month', month + interval '1 month - 1 day', '1 day') AS day
    WHERE many > %(by_days)s
    UNION ALL
    SELECT day, to_char(day, 'YYYY-MM') FROM extent,
        generate_series(year, year + interval '23 months', '1 month') AS day
    WHERE many > %(by_months)s AND (many <= %(by_days)s OR day NOT IN (month, month - interval '1 month'))
    UNION ALL
    SELECT day, to_char(day, 'YYYY') FROM extent,
        generate_series(decade, greatest(newest, month::date)::timestamp, '1 year') AS day
    WHERE many <= %(by_months)s OR day < year OR day > year + interval '1 year'
    UNION ALL
    SELECT day, left(to_char(day, 'YYYY'), 3) FROM extent,
        generate_series(date_trunc('decade', oldest::timestamp), decade - interval '1 day', '10 years') AS day
    UNION ALL
    SELECT '0001-01-01', '0001'
),
stretches AS MATERIALIZED (
    SELECT name FROM periods
    WHERE day = '0001-01-01' OR day BETWEEN %(first)s::date - 3653 AND %(last)s::date ORDER BY day DESC
)
"""
"""The stretches of time that marks name, newest first; what is planned stands in longer ones."""

NEWEST: Final = """
SELECT listing_id FROM kinds, q, LATERAL (
    SELECT listing_id FROM stretches, LATERAL (
        SELECT listing_id FROM publication_searchrow s
        WHERE numnode(q.query) > 0 AND {also}
            AND vector @@ (q.query && quote_literal(' ' || kinds.type || ' ' || name)::tsquery)
        ORDER BY sort_on DESC, listing_id DESC
    ) AS found LIMIT kinds.share
) AS newest
"""
"""The dated records that words find, newest first, of each kind its share: read no further than that."""

OF_NAMES: Final = """
SELECT listing_id FROM publication_searchrow s, q
WHERE numnode(q.query) > 0 AND {also} AND vector @@ (q.query && %(named)s::tsquery) LIMIT %(most)s
"""
"""The records without a day that words find."""


Values = dict[str, Any]


def dated(shares: Mapping[str, int], first: date = date.min, last: date = date.max) -> Values:
    """Give the values of ``NEWEST``: how many of each dated type, and days between which all stand."""
    kinds, most = list(shares), list(shares.values())
    days = {"first": max(first, date(2, 1, 2)), "last": last}
    return {"kinds": kinds, "shares": most, **days, "by_months": BY_MONTHS, "by_days": BY_DAYS}


def named(types: Iterable[str], most: int) -> Values:
    """Give the values of ``OF_NAMES``: types that are not dated, and how many records of them in all."""
    return {"named": " | ".join(f"' {each}'" for each in types), "most": most}


def settle(selection: Selection) -> Selection:
    """Look its words up, so that it holds the newest ``SEARCH_CANDIDATES`` records they find and no others.

    A list behind a tag is walked row by row and needs none, unless it is ranked.
    """
    if not selection.words or selection.among is not None:
        return selection
    if selection.tags and selection.order() != "relevance":
        return selection
    most = settings.SEARCH_CANDIDATES
    found = _behind_tags(selection, most + 1) if selection.tags else _by_index(selection, most + 1)
    return replace(selection, among=tuple(dict.fromkeys(found[:most])), capped=len(found) > most)


def _behind_tags(selection: Selection, most: int) -> list[UUID]:
    axis = axis_of(selection)
    rows = narrowed(selection, axis).order_by("-sort_on", f"-{axis.id}")
    return list(rows.values_list(axis.listing, flat=True)[:most])


def _by_index(selection: Selection, most: int) -> list[UUID]:
    kind = "event" if selection.type == "meeting" else selection.type
    also, values = _also(selection)
    query = "q AS (SELECT websearch_to_tsquery('chancery', %(words)s) AS query)"
    if kind in DATED:
        values |= dated({kind: most}, *_days(selection))
        sql = f"WITH {query}, {PERIODS} {NEWEST.format(also=also)}"
    else:
        values |= named([kind], most)
        sql = f"WITH {query} {OF_NAMES.format(also=also)}"
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(sql, {"words": selection.words} | values)
        return [listing for (listing,) in cursor.fetchall()]


def _days(selection: Selection) -> tuple[date, date]:
    """Give the days between which all dated records stand; meetings need not stand where their event does."""
    if selection.possible or selection.type == "meeting":
        return date.min, date.max
    return selection.first or date.min, selection.last or date.max


def _also(selection: Selection) -> tuple[str, Values]:
    """Write the other filters as a condition on a search row, and give its values."""
    others = replace(selection, words="")
    if not others.bounded and others.type != "meeting":
        return "true", {}
    axis = axis_of(others)
    rows = narrowed(others, axis).filter(**{axis.listing: RawSQL("s.listing_id", [])})
    sql, values = rows.values(axis.id).query.sql_with_params()
    names = [f"also_{place}" for place in range(len(values))]
    # OFFSET 0: asked for each row found, and not turned round to go through all rows of the list
    return f"EXISTS ({sql % tuple(f'%({name})s' for name in names)} OFFSET 0)", dict(
        zip(names, values, strict=True)
    )
