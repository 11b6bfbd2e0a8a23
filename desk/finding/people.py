"""Find officials and offices by what was typed: any script, a letter or two wrong, the nearest first."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

NEAR: Final = 0.4
"""How similar a word must be to what was typed (pg_trgm, 0 to 1)."""

RECENT: Final = 200
"""The newest events whose people count as recent."""

SHORT: Final = 2
"""Letters that are too few for trigrams: they are the beginning of the name by which people are sorted."""

OFFICIALS: Final = """
WITH hits AS (
    SELECT id AS official, display_name AS matched, folded FROM relations_official WHERE {condition}
    UNION ALL
    SELECT official_id, text, folded FROM relations_namevariant WHERE {condition}
),
best AS (
    SELECT DISTINCT ON (official) official, matched,
        (' ' || folded) LIKE '%% ' || %(q)s || '%%' AS begins, word_similarity(%(q)s, folded) AS nearness
    FROM hits ORDER BY official, begins DESC, nearness DESC
)
SELECT official, matched FROM best
ORDER BY official = ANY(%(here)s) DESC, begins DESC, official = ANY(%(recent)s) DESC, nearness DESC, official
LIMIT %(limit)s
"""
BEGINNING: Final = """
SELECT id, display_name FROM relations_official WHERE sort_folded LIKE %(q)s || '%%'
ORDER BY id = ANY(%(here)s) DESC, id = ANY(%(recent)s) DESC, sort_folded, id
LIMIT %(limit)s
"""
OFFICES: Final = """
SELECT id, title FROM relations_office WHERE {condition}
ORDER BY (' ' || folded) LIKE '%% ' || %(q)s || '%%' DESC, word_similarity(%(q)s, folded) DESC, title, id
LIMIT %(limit)s
"""

HOLDS: Final = "folded LIKE '%%' || %(q)s || '%%'"
"""The name holds what was typed."""
IS_NEAR: Final = f"(%(q)s <%% folded OR {HOLDS})"
"""The name is near what was typed: dearer, as any name that shares some letters must be looked at."""

ALONE: Final = """
SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),
    set_config('max_parallel_workers_per_gather', '0', true)
"""

RECENT_PEOPLE: Final = """
SELECT official_id FROM events_participation
WHERE event_id IN (SELECT id FROM events_event ORDER BY id DESC LIMIT %(events)s)
GROUP BY official_id ORDER BY max(event_id::text) DESC LIMIT %(limit)s
"""


def officials(asked: str, event: UUID | None, limit: int) -> list[tuple[UUID, str]]:
    """Find officials, those of the event and of recent events first; give each with the name that matched."""
    here, recent = of_event(event), recent_people(RECENT)
    if not asked.strip():
        known = list(dict.fromkeys([*here, *recent]))[:limit]
        return [(pk, "") for pk in known]
    q = folded(asked)
    given = {"q": q, "here": here, "recent": recent, "limit": limit}
    return near(BEGINNING, given) if 0 < len(q) <= SHORT else nearest(OFFICIALS, given)


def offices(asked: str, limit: int) -> list[tuple[UUID, str]]:
    """Find offices by their title."""
    return nearest(OFFICES, {"q": folded(asked), "limit": limit})


def folded(asked: str) -> str:
    """Fold what was typed as the database folds names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_name(%s)", [asked])
        return str(cursor.fetchone()[0])


def nearest(sql: str, given: dict[str, Any]) -> list[tuple[UUID, str]]:
    """Find the names that hold what was typed; where these are too few, those that are near it as well.

    Signs alone, which fold to nothing, find nothing.
    """
    if not given["q"]:
        return []
    found = near(sql.format(condition=HOLDS), given)
    return found if len(found) >= given["limit"] else near(sql.format(condition=IS_NEAR), given)


def near(sql: str, given: dict[str, Any]) -> list[tuple[UUID, str]]:
    """Ask with our own measure of nearness, for this statement alone, and in one process.

    Starting the others takes longer than what they would take over.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONE, [str(NEAR)])
        cursor.execute(sql, given)
        return [(pk, matched) for pk, matched in cursor.fetchall()]


def of_event(event: UUID | None) -> list[UUID]:
    """List the people of an event."""
    if event is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT official_id FROM events_participation WHERE event_id = %s", [event])
        return [pk for (pk,) in cursor.fetchall()]


def recent_people(limit: int) -> list[UUID]:
    """List the people of the newest events, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(RECENT_PEOPLE, {"events": RECENT, "limit": limit})
        return [pk for (pk,) in cursor.fetchall()]
