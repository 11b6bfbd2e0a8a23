"""Search all kinds: words ranked, names with typos, a snippet with the hit marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connections

from publication.facets import fold
from publication.reading import PUBLIC

WORDS_MAX = 200
"""Characters of a search that are read."""

# The rank of the words is brought below 1 (32), so that a long document that repeats a name does not stand
# before the record of that name; of names alike, the shorter is the nearer.
_SEARCH = """
WITH q AS (SELECT websearch_to_tsquery('chancery', %(words)s) AS query, %(folded)s::text AS folded),
hits AS MATERIALIZED (
    (SELECT listing_id FROM publication_searchrow, q WHERE vector @@ q.query LIMIT %(most)s)
    UNION
    (SELECT listing_id FROM publication_searchrow, q WHERE q.folded <%% names LIMIT %(most)s)
),
ranked AS (
    SELECT s.listing_id, s.prose,
        ts_rank_cd(s.vector, q.query, 32)
            + 2 * (word_similarity(q.folded, s.names) + similarity(q.folded, s.names)) AS rank,
        count(*) OVER () AS total
    FROM hits JOIN publication_searchrow s USING (listing_id), q
    ORDER BY rank DESC, s.listing_id DESC LIMIT %(size)s OFFSET %(start)s
)
SELECT l.type, l.key, l.title, r.total,
    ts_headline('chancery', left(r.prose, 20000), q.query,
        'StartSel=«, StopSel=», MaxWords=30, MinWords=12, MaxFragments=1')
FROM ranked r JOIN publication_listing l ON l.id = r.listing_id, q
ORDER BY r.rank DESC, r.listing_id DESC
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, with words around the hit, which stands between « and »."""

    type: str
    key: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Hits:
    """A stretch of the ranking; ``capped`` where more records match than were looked at."""

    hits: list[Hit]
    found: int
    capped: bool


def search(words: str, *, size: int, start: int = 0) -> Hits:
    """Search the public record for words; names match with typos and without accents."""
    words = words[:WORDS_MAX]
    values: dict[str, str | int] = {
        "words": words,
        "folded": fold(words),
        "most": settings.SEARCH_CANDIDATES,
        "size": size,
        "start": start,
    }
    if not values["folded"]:
        return Hits([], 0, False)
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_SEARCH, values)
        rows = cursor.fetchall()
    found = rows[0][3] if rows else 0
    return Hits(
        [Hit(kind, key, title, snippet) for kind, key, title, _, snippet in rows],
        found,
        found >= settings.SEARCH_CANDIDATES,
    )
