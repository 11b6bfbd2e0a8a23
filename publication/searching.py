"""Search all kinds: words ranked, names with typos and beginnings, a snippet with the hit marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connections

from publication.guessing import guess
from publication.reading import PUBLIC
from publication.selecting import NAMED
from publication.shortlisting import DATED, NEWEST, OF_NAMES, PERIODS, dated, named

WORDS_MAX = 200
"""Characters of a search that are read."""

NEARLY: Final = 50
"""Candidates of a kind beyond a page whose names are compared: that takes long."""

# The rank of the words is brought below 1 (32), so that a long document that repeats a name does not stand
# before the record of that name; of names alike, the shorter is the nearer.
_SEARCH: Final = f"""
WITH q AS (
    SELECT exact, exact || to_tsquery('chancery', %(meant)s) AS query, %(likely)s::text AS likely
    FROM websearch_to_tsquery('chancery', %(words)s) AS exact
),
{PERIODS},
hits AS MATERIALIZED (({OF_NAMES.format(also="true")}) UNION ({NEWEST.format(also="true")})),
looked AS (
    SELECT listing_id, kind, holds,
        row_number() OVER (PARTITION BY kind ORDER BY holds DESC, rank DESC, listing_id DESC) AS place
    FROM hits, q, LATERAL (
        SELECT CASE WHEN type = ANY(%(kinds)s) THEN type ELSE '' END AS kind,
            vector @@ q.exact AS holds, ts_rank(vector, q.query) AS rank
        FROM publication_searchrow s WHERE s.listing_id = hits.listing_id OFFSET 0
    ) AS read
),
best AS (
    SELECT s.listing_id, s.prose, holds,
        ts_rank_cd(s.vector, q.query, 32)
            + 2 * (word_similarity(q.likely, s.names) + similarity(q.likely, s.names)) AS rank
    FROM looked JOIN publication_searchrow s USING (listing_id), q WHERE place <= %(nearly)s
    ORDER BY holds DESC, rank DESC, listing_id DESC LIMIT %(size)s
),
counted AS (SELECT kind, count(*) AS number FROM looked GROUP BY kind)
SELECT l.type, l.key, l.title, ts_headline('chancery', translate(left(b.prose, 20000), '«»', '""'), q.query,
        'StartSel=«, StopSel=», MaxWords=30, MinWords=12, MaxFragments=1'),
    (SELECT json_object_agg(kind, number) FROM counted)
FROM best b JOIN publication_listing l ON l.id = b.listing_id, q
ORDER BY b.holds DESC, b.rank DESC, b.listing_id DESC
"""  # noqa: S608  # the expressions are ours


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, with words around the hit, which stands between « and »."""

    type: str
    key: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of what was ranked; ``capped`` where as many of a kind were found as are looked at."""

    hits: list[Hit]
    found: int
    capped: bool


def shares() -> dict[str, int]:
    """Divide the candidates: half are events, so that they do not crowd out what they name."""
    most = settings.SEARCH_CANDIDATES
    fewer = max(1, most // 4)
    return {"": fewer, "agreement": fewer, "event": max(1, most - 2 * fewer)}


def search(words: str, *, size: int) -> Hits:
    """Search the public record: what holds the words first, then what may have been meant."""
    words, most = words[:WORDS_MAX], shares()
    meant = guess(words)
    values: dict[str, Any] = {"words": words, "meant": meant.query, "likely": meant.likely, "size": size}
    values["nearly"] = NEARLY + size
    values |= named(NAMED, most[""]) | dated({kind: most[kind] for kind in DATED})
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_SEARCH, values)
        rows = cursor.fetchall()
    found: dict[str, int] = rows[0][4] if rows else {}
    return Hits(
        [Hit(*row[:4]) for row in rows],
        sum(found.values()),
        any(number >= most[kind] for kind, number in found.items()),
    )
