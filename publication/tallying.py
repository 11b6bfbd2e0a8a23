"""Keep the counts per tag, year and kind in step with what stands on the shelves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import orjson
from django.db import connection

from publication.facets import Facets

Tallies = Counter[tuple[str, str, int, str]]
"""Counts by record type, tag, year and kind."""


def total(counted: Iterable[tuple[str, Facets]]) -> Tallies:
    """Add up what documents, each with its record type, count under."""
    found: Tallies = Counter()
    for record_type, facets in counted:
        for (tag, year, kind), number in facets.tallies.items():
            found[record_type, tag, year, kind] += number
    return found


_ADD = """
INSERT INTO publication_tally AS t (type, tag, year, kind, count)
SELECT r ->> 0, r ->> 1, (r ->> 2)::int, r ->> 3, (r ->> 4)::int FROM jsonb_array_elements(%s::jsonb) r
ON CONFLICT (type, tag, year, kind) DO UPDATE SET count = t.count + excluded.count
"""

_FORGET = """
DELETE FROM publication_tally AS t
USING jsonb_array_elements(%s::jsonb) r
WHERE (t.type, t.tag, t.year, t.kind) = (r ->> 0, r ->> 1, (r ->> 2)::int, r ->> 3) AND t.count = 0
"""


def count(changes: Tallies) -> None:
    """Add to the stored counts, less where negative; counts that fall to nothing go."""
    rows = sorted((*key, number) for key, number in changes.items() if number)
    fallen = [row for row in rows if row[4] < 0]
    with connection.cursor() as cursor:
        for statement, changed in ((_ADD, rows), (_FORGET, fallen)):
            if changed:
                cursor.execute(statement, [orjson.dumps(changed).decode()])
