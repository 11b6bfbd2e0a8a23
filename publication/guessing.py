"""Guess which words of names are meant by words that are typed wrongly, or not yet to the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.db import connections

from publication.facets import fold
from publication.folding import sound
from publication.reading import PUBLIC

OPERATORS: Final = re.compile(r'"|(^|\s)-|\bor\b', re.IGNORECASE)
"""What says that words are meant as they are written."""

WORDS: Final = 12
"""Words of a search that are guessed at; the rest is taken as it is."""

BEGINNING: Final = 3
"""Letters of the last word that are enough for the beginning of a longer one."""

LAST: Final = chr(0x10FFFF)
"""The letter that stands behind all others."""

_NEAR: Final = """
SELECT typed.word, near.word, near.distance
FROM unnest(%(words)s::text[], %(sounds)s::text[], %(open)s::bool[]) AS typed (word, sound, open), LATERAL (
    (SELECT word, count, 0 AS distance FROM publication_word
        WHERE sound = typed.sound ORDER BY count DESC, word LIMIT 5)
    UNION
    (SELECT word, count, 1 FROM publication_word
        WHERE typed.open AND word > typed.word AND word < typed.word || %(last)s
        ORDER BY count DESC, word LIMIT 5)
    UNION
    (SELECT word, count, 1 FROM publication_word
        WHERE typed.open AND length(typed.sound) > 2
            AND sound > typed.sound AND sound < typed.sound || %(last)s
        ORDER BY count DESC, word LIMIT 5)
    UNION
    (SELECT word, count, 2 FROM publication_word
        WHERE length(typed.sound) > 2 AND sound %% typed.sound
            AND NOT EXISTS (SELECT FROM publication_word WHERE sound = typed.sound)
        ORDER BY similarity(sound, typed.sound) DESC, count DESC, word LIMIT 20)
) AS near
WHERE typed.sound <> '' AND numnode(plainto_tsquery('chancery', typed.word)) > 0
ORDER BY near.distance, near.word = typed.word DESC, near.count DESC, near.word
"""


SLIP: Final = 2
"""The distance of a word that shares some letters, and may be another."""

ALIKE: Final = 0.8
"""How alike two words are where one is the other with a slip of the finger (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What is meant: any of several words for each one typed, as a text query, and the likeliest of them."""

    query: str
    likely: str


def guess(typed: str) -> Guess:
    """Guess what is meant; words with quotes, minus or «or» are taken as they are."""
    folded = fold(typed)
    words = re.findall(r"\w+", folded)[:WORDS]
    if not words or OPERATORS.search(typed):
        return Guess("", folded)
    near = _near(words, is_open=bool(re.search(r"\w$", folded)) and len(words[-1]) >= BEGINNING)
    meant = " & ".join(_any_of([word, *near[word]]) for word in words)
    return Guess(meant, " ".join(near[word][0] if near[word] else word for word in words))


def _any_of(words: Iterable[str]) -> str:
    """Write words, letters and digits alone, as a text query that holds any of them."""
    quoted = [f"'{word}'" for word in words]
    return f"({' | '.join(quoted)})"


def _near(words: Sequence[str], *, is_open: bool) -> dict[str, list[str]]:
    """Find the words of names that are near each of these, the nearest first; the last may be a beginning."""
    values: dict[str, Any] = {
        "words": list(words),
        "sounds": [sound(word) for word in words],
        "open": [False] * (len(words) - 1) + [is_open],
        "last": LAST,
    }
    near: dict[str, list[str]] = defaultdict(list)
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_NEAR, values)
        for word, other, distance in cursor.fetchall():
            if other not in near[word] and (distance < SLIP or _slipped(word, other)):
                near[word].append(other)
    return near


def _slipped(typed: str, meant: str) -> bool:
    return SequenceMatcher(None, sound(typed), sound(meant)).ratio() >= ALIKE
