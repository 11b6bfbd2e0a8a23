"""Find officials and offices by what was typed: any script, a letter or two wrong, the nearest first."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

NEAR: Final = 0.4
"""How similar a word must be to what was typed (pg_trgm, 0 to 1)."""

RECENT: Final = 200
"""The newest events whose people count as recent."""

OFFICIALS: Final = """
WITH asked AS (SELECT fold_name(%(q)s) AS q),
hits AS (
    SELECT id AS official, display_name AS matched, fold_name(display_name) AS name
    FROM relations_official, asked WHERE {condition}
    UNION ALL
    SELECT official_id, text, fold_name(text) FROM relations_namevariant, asked WHERE {variant}
),
best AS (
    SELECT DISTINCT ON (official) official, matched,
        (' ' || name) LIKE '%% ' || q || '%%' AS begins, word_similarity(q, name) AS nearness
    FROM hits, asked ORDER BY official, begins DESC, nearness DESC
)
SELECT official, matched FROM best
ORDER BY official = ANY(%(here)s) DESC, begins DESC, official = ANY(%(recent)s) DESC, nearness DESC, official
LIMIT %(limit)s
"""
LONG: Final = {
    "condition": "q <%% fold_name(display_name) OR fold_name(display_name) LIKE '%%' || q || '%%'",
    "variant": "q <%% fold_name(text) OR fold_name(text) LIKE '%%' || q || '%%'",
}
SHORT: Final = {"condition": "fold_name(sort_name) LIKE q || '%%'", "variant": "false"}
"""One or two letters are too short for trigrams: the beginning of the name by which people are sorted."""

OFFICES: Final = """
WITH asked AS (SELECT fold_name(%(q)s) AS q)
SELECT id, title FROM relations_office, asked
WHERE q <%% fold_name(title) OR fold_name(title) LIKE '%%' || q || '%%'
ORDER BY (' ' || fold_name(title)) LIKE '%% ' || q || '%%' DESC,
    word_similarity(q, fold_name(title)) DESC, title, id
LIMIT %(limit)s
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
    form = LONG if len(asked.strip()) > 2 else SHORT
    given = {"q": asked, "here": here, "recent": recent, "limit": limit}
    return near(OFFICIALS.format(**form), given)


def offices(asked: str, limit: int) -> list[tuple[UUID, str]]:
    """Find offices by their title."""
    return near(OFFICES, {"q": asked, "limit": limit})


def near(sql: str, given: dict[str, Any]) -> list[tuple[UUID, str]]:
    """Ask with our own measure of nearness, for this statement alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEAR)])
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
